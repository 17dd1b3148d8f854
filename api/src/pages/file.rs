//! A file for browsers: what a page is sent as, and what it may load.

use actix_web::{
    HttpRequest, HttpResponse, Responder,
    body::BoxBody,
    http::header::{CONTENT_SECURITY_POLICY, HeaderValue},
};
use domain::{mail::Language, text_enum::TextEnum as _};
use maud::{DOCTYPE, Markup, html};

use crate::http::Answer;

/// What a page may load and ask: what this server serves, and nothing inline.
const POLICY: HeaderValue = HeaderValue::from_static(
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; \
     connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
);

/// A file that anybody may read.
#[derive(Clone)]
pub(crate) struct File(Answer);

impl File {
    /// A file of this media type.
    pub fn new(content_type: &'static str, content: impl Into<Vec<u8>>) -> Self {
        Self(
            Answer::document(content_type, content.into())
                .public()
                .packed(),
        )
    }

    /// A page of HTML in English.
    pub fn page(title: &str, section: Section, content: &Markup) -> Self {
        Self::written(Language::English, title, section, content)
    }

    /// A page of HTML in a language, for everybody.
    pub fn page_in(language: Language, title: &str, content: &Markup) -> Self {
        Self::written(language, title, Section::Landing, content)
    }

    fn written(language: Language, title: &str, section: Section, content: &Markup) -> Self {
        let page = html! {
            (DOCTYPE)
            html lang=(language.as_str()) {
                head {
                    meta charset="utf-8";
                    meta name="viewport" content="width=device-width, initial-scale=1";
                    title { (title) }
                    link rel="stylesheet" href="/assets/style.css";
                    link rel="icon" href="/assets/icon.svg";
                    @if section == Section::Documentation {
                        script src="/assets/search.js" defer {}
                    }
                    @if section == Section::Status {
                        script src="/assets/status.js" defer {}
                    }
                }
                body {
                    header { (heading(section)) }
                    main { (content) }
                }
            }
        };
        Self::new("text/html; charset=utf-8", page.into_string())
    }
}

/// Which part of the site a page belongs to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Section {
    /// The page at `/`.
    Landing,
    /// A page under `/docs/`, with a search field.
    Documentation,
    /// The page at `/status`.
    Status,
}

fn heading(section: Section) -> Markup {
    html! {
        a.home href="/" { "Hallpass" }
        @if section == Section::Documentation {
            nav {
                a href="/docs/" { "Operations" }
                a href="/docs/guides" { "Guides" }
                a href="/docs/problems" { "Problems" }
                a href="/docs/schemas" { "Schemas" }
            }
            div.search {
                input #search type="search" placeholder="Search ( / )" aria-label="Search"
                    autocomplete="off" spellcheck="false";
                ol #found hidden {}
            }
        }
    }
}

impl Responder for File {
    type Body = BoxBody;

    fn respond_to(self, request: &HttpRequest) -> HttpResponse {
        let mut response = self.0.respond_to(request);
        let headers = response.headers_mut();
        headers.insert(CONTENT_SECURITY_POLICY, POLICY);
        response
    }
}
