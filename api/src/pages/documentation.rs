//! `/docs/`: the document for people, as plain pages that are made once.
//!
//! They name their scripts and styles as files and work without scripts, but for the search. Nothing
//! in them leads to another origin.

use std::{collections::BTreeMap, sync::LazyLock};

use actix_web::{
    HttpResponse, get,
    http::header::LOCATION,
    web::{Data, Path},
};
use domain::text_enum::TextEnum as _;
use maud::{Markup, html};

use super::{
    docs_are_public,
    file::{File, Section},
    guides::GUIDES,
    markdown, operation,
    reading::{self, Described, items, text},
    schema, search,
};
use crate::{
    app::Hallpass,
    openapi,
    problem::{ApiError, ProblemKind},
};

/// Every file of the documentation, by its address below `/docs/`.
static FILES: LazyLock<BTreeMap<String, File>> = LazyLock::new(all);

#[get("/docs")]
pub async fn redirect_to_docs(hallpass: Data<Hallpass>) -> Result<HttpResponse, ApiError> {
    docs_are_public(&hallpass)?;
    Ok(HttpResponse::PermanentRedirect()
        .insert_header((LOCATION, "/docs/"))
        .finish())
}

#[get("/docs/")]
pub async fn show_index(hallpass: Data<Hallpass>) -> Result<File, ApiError> {
    docs_are_public(&hallpass)?;
    found("")
}

#[get("/docs/{page}")]
pub async fn show_page(page: Path<String>, hallpass: Data<Hallpass>) -> Result<File, ApiError> {
    docs_are_public(&hallpass)?;
    found(&page)
}

#[get("/docs/guides/{guide}")]
pub async fn show_guide(guide: Path<String>, hallpass: Data<Hallpass>) -> Result<File, ApiError> {
    docs_are_public(&hallpass)?;
    found(&format!("guides/{guide}"))
}

fn found(address: &str) -> Result<File, ApiError> {
    FILES.get(address).cloned().ok_or(ApiError::NOT_FOUND)
}

fn all() -> BTreeMap<String, File> {
    let page = |title: &str, content: &Markup| {
        let title = format!("{title} · Hallpass");
        File::page(&title, Section::Documentation, content)
    };
    let operations = reading::operations();
    let mut files = BTreeMap::from([
        (String::new(), page("Documentation", &index(&operations))),
        ("guides".to_owned(), page("Guides", &guides())),
        ("problems".to_owned(), page("Problems", &problems())),
        ("schemas".to_owned(), page("Schemas", &schema::all())),
        ("search.json".to_owned(), search_index()),
    ]);
    for tag in items(openapi::document(), "tags") {
        let name = text(tag, "name");
        let content = tagged(name, text(tag, "description"), &operations);
        files.insert(name.to_owned(), page(name, &content));
    }
    for guide in GUIDES {
        let content = html! { article { (markdown::rendered(guide.text)) } };
        let address = format!("guides/{}", guide.name);
        files.insert(address, page(guide.title(), &content));
    }
    files
}

fn search_index() -> File {
    let index = serde_json::to_vec(&search::index()).unwrap_or_default();
    File::new("application/json", index)
}

/// The first page: guides, and every operation by its group.
fn index(operations: &[Described]) -> Markup {
    let document = openapi::document();
    let about = document.get("info").map(|info| text(info, "description"));
    html! {
        h1 { "Documentation" }
        (markdown::rendered(about.unwrap_or_default()))
        p {
            "Guides: "
            @for guide in GUIDES {
                a href=(guide.address()) { (guide.title()) } " · "
            }
            a href="/docs/problems" { "every problem" } " · "
            a href="/openapi.yaml" { "OpenAPI 3.1 in YAML" } " · "
            a href="/openapi.json" { "in JSON" }
        }
        noscript { p { "The search needs JavaScript; everything else works without." } }
        @for tag in items(document, "tags") {
            @let name = text(tag, "name");
            h2 #(name) { a href={ "/docs/" (name) } { (name) } }
            p { (text(tag, "description")) }
            (contents(name, operations))
        }
    }
}

/// The operations of a group, a line each.
fn contents(tag: &str, operations: &[Described]) -> Markup {
    html! {
        ul.contents {
            @for described in operations.iter().filter(|described| described.tag() == tag) {
                li {
                    a href=(described.address()) { (described.summary()) }
                    " "
                    small { (operation::method(described.method)) " " code { (described.path) } }
                }
            }
        }
    }
}

/// The page of a group.
fn tagged(tag: &str, description: &str, operations: &[Described]) -> Markup {
    html! {
        h1 { (tag) }
        p { (description) }
        (contents(tag, operations))
        @for described in operations.iter().filter(|described| described.tag() == tag) {
            (operation::section(described))
        }
    }
}

fn guides() -> Markup {
    html! {
        h1 { "Guides" }
        ul { @for guide in GUIDES { li { a href=(guide.address()) { (guide.title()) } } } }
    }
}

fn problems() -> Markup {
    html! {
        h1 { "Problems" }
        p {
            "Every refusal and failure is a problem (RFC 9457). Its " code { "code" }
            " is stable. " a href="/docs/guides/errors" { "How to treat them" } "."
        }
        dl.members {
            @for kind in ProblemKind::ALL {
                dt #(kind.as_str()) {
                    a href={ "/problems/" (kind.as_str()) } { code { (kind.as_str()) } } " "
                    span.kind { (kind.status().as_u16()) }
                }
                dd { (kind.title()) br; (kind.advice()) }
            }
        }
    }
}
