//! Pages for people: small, closed to other origins, complete, and without a dead link.

use std::collections::{BTreeMap, BTreeSet};

use actix_web::http::Method;
use api::{pages::DemoLogins, problem::ProblemKind};
use domain::text_enum::TextEnum as _;
use serde_json::json;
use tests::{document, on_each_backend, persona::Persona, reply::Reply};

/// Bytes that the whole documentation may take, compressed.
#[cfg(test)]
const MOST: usize = 700 << 10;
/// Bytes that a reader waits for before the first page, compressed: with its style and its script.
#[cfg(test)]
const MOST_AT_FIRST: usize = 30 << 10;

/// Everything that can be reached from an address by links, and how many compressed bytes it takes.
#[cfg(test)]
struct Site {
    pages: BTreeMap<String, Reply>,
    bytes: BTreeMap<String, usize>,
}

#[cfg(test)]
impl Site {
    async fn walk(anybody: &Persona, from: &str) -> Self {
        let (mut pages, mut bytes) = (BTreeMap::new(), BTreeMap::new());
        let mut waiting = vec![from.to_owned()];
        while let Some(address) = waiting.pop() {
            if pages.contains_key(&address) {
                continue;
            }
            let gzip = [("Accept-Encoding", "gzip")];
            let packed = anybody
                .send(Method::GET, &address, &gzip, Vec::new())
                .await
                .assert(200);
            bytes.insert(address.clone(), packed.body.len());
            let page = anybody.get(&address).await.assert(200);
            if is_page(&page) {
                let named = attributes(&text(&page), &["href", "src"]);
                waiting.extend(named.iter().map(|link| without_place(link, &address)));
            }
            pages.insert(address, page);
        }
        Self { pages, bytes }
    }
}

#[cfg(test)]
fn is_page(reply: &Reply) -> bool {
    reply.header("content-type").starts_with("text/html")
}

#[cfg(test)]
fn text(reply: &Reply) -> String {
    String::from_utf8(reply.content()).unwrap()
}

/// The values of attributes of a page.
#[cfg(test)]
fn attributes(page: &str, names: &[&str]) -> Vec<String> {
    names
        .iter()
        .flat_map(|name| {
            page.split(&format!(" {name}=\""))
                .skip(1)
                .collect::<Vec<_>>()
        })
        .map(|rest| rest.split('"').next().unwrap().replace("&amp;", "&"))
        .collect()
}

/// The address of the page that a link leads to.
#[cfg(test)]
fn without_place(link: &str, from: &str) -> String {
    let page = link.split('#').next().unwrap();
    if page.is_empty() {
        from.to_owned()
    } else {
        page.to_owned()
    }
}

on_each_backend! {
    async fn every_page_is_small_closed_to_other_origins_and_without_a_dead_link(school: TestApp) {
        let anybody = school.anybody();
        assert_eq!(anybody.get("/docs").await.assert(308).header("location"), "/docs/");
        let site = Site::walk(&anybody, "/").await;
        assert!(site.pages.len() > 20, "{:?}", site.pages.keys());

        for (address, page) in &site.pages {
            if !is_page(page) {
                continue;
            }
            let policy = page.header("content-security-policy");
            assert!(policy.contains("default-src 'none'"), "{address}: {policy}");
            assert!(!policy.contains("unsafe") && !policy.contains("http"), "{policy}");
            let text = text(page);
            for link in attributes(&text, &["href", "src"]) {
                assert!(link.starts_with('/') && !link.starts_with("//") || link.starts_with('#'), "{address}: {link} is elsewhere");
                if let Some((_, place)) = link.split_once('#') {
                    let target = &site.pages[&without_place(&link, address)];
                    let places = attributes(&self::text(target), &["id"]);
                    assert!(places.iter().any(|id| id == place), "{address} links to {link}, which is not there");
                }
            }
            for script in text.split("<script").skip(1) {
                assert!(script.contains("src=\"/") && script.contains("></script>"), "{address}: an inline script");
            }
            assert!(!text.contains("<style") && !text.contains(" style=\""), "{address}: an inline style");
        }
        for file in ["/assets/style.css", "/assets/search.js", "/assets/icon.svg"] {
            let content = text(&site.pages[file]).replace("http://www.w3.org/2000/svg", "");
            assert!(!content.contains("//") || !content.contains("http"), "{file} names another origin");
        }

        let index = anybody.send(Method::GET, "/docs/search.json", &[("Accept-Encoding", "gzip")], Vec::new()).await;
        let of_documentation = |address: &&String| !address.starts_with("/openapi") && !address.starts_with("/problems");
        let all: usize = site.bytes.keys().filter(of_documentation).map(|address| site.bytes[address]).sum();
        assert!(all + index.body.len() <= MOST, "{all} and {} bytes", index.body.len());
        let first: usize = ["/docs/", "/assets/style.css", "/assets/search.js", "/assets/icon.svg"].iter().map(|file| site.bytes[*file]).sum();
        assert!(first <= MOST_AT_FIRST, "{first} bytes");
    }

    async fn each_operation_shows_what_auditors_ask_and_can_be_found(school: TestApp) {
        let anybody = school.anybody();
        let index = anybody.get("/docs/search.json").await.assert(200).json();
        let found: BTreeSet<&str> = index.as_array().unwrap().iter().map(|entry| entry["at"].as_str().unwrap()).collect();
        let mut pages = BTreeMap::new();
        for operation in document::operations() {
            let tag = operation.said["tags"][0].as_str().unwrap();
            if !pages.contains_key(tag) {
                let page = anybody.get(&format!("/docs/{tag}")).await.assert(200);
                pages.insert(tag, text(&page));
            }
            let id = operation.id();
            let sections = pages[tag].split("<section").find(|section| section.contains(&format!("id=\"{id}\"")));
            let section = sections.unwrap_or_else(|| panic!("{id} is not shown"));
            for fact in ["x-permission", "x-roles", "x-data-categories", "x-audit-event", "x-legal-basis", "x-retention", "x-rate-class"] {
                let value = &operation.said[fact];
                let words = value.as_array().cloned().unwrap_or_else(|| vec![value.clone()]);
                assert!(section.contains(fact), "{id} does not show {fact}");
                for word in words {
                    let word = word.as_str().unwrap();
                    assert!(section.contains(&format!("<code>{word}</code>")), "{id}: {word}");
                }
            }
            assert!(found.contains(format!("/docs/{tag}#{id}").as_str()), "{id} is not found");
        }
        for kind in ProblemKind::ALL {
            assert!(found.contains(format!("/docs/problems#{}", kind.as_str()).as_str()));
        }
        anybody.get("/docs/nothing").await.assert_problem(404, "not_found");
        anybody.get("/docs/guides/nothing").await.assert_problem(404, "not_found");
        anybody.get("/assets/nothing.js").await.assert_problem(404, "not_found");
        let document = anybody.get("/openapi.json").await.assert(200);
        assert_eq!(&document.json(), api::openapi::document());
    }

    async fn only_a_demo_shows_logins_and_examples(school: TestApp) {
        let anybody = school.anybody();
        let landing = text(&anybody.get("/").await.assert(200));
        assert!(!landing.contains("assword") && !landing.contains("/examples"), "{landing}");
        for example in ["/examples/", "/examples/teacher.html", "/examples/teacher.js"] {
            anybody.get(example).await.assert_problem(404, "not_found");
        }

        school.hallpass.show_demo_logins(DemoLogins {
            guardian: "noor.haddad@example.org".to_owned(),
            student_id: "01999999-9999-7999-8999-999999999999".to_owned(),
            leaving_student_id: "01999999-9999-7999-8999-99999999999a".to_owned(),
            organization: "maple".to_owned(),
            password: "paper <boats>".to_owned(),
            operator: "operator@hallpass.example.org".to_owned(),
            district_admin: "jordan.lee@maple.example.edu".to_owned(),
            school_admin: "sasha.diaz@maple.example.edu".to_owned(),
            teacher: "alex.rivera@maple.example.edu".to_owned(),
            class_id: String::new(),
            class_code: "CDFG2345".to_owned(),
            student_username: "ada07".to_owned(),
            student_passphrase: "blanket recover upward".to_owned(),
            course_id: String::new(),
            attempt: json!({}),
        });
        let landing = text(&anybody.get("/").await.assert(200));
        for shown in ["alex.rivera@maple.example.edu", "paper &lt;boats&gt;", "CDFG2345", "ada07", "blanket recover upward"] {
            assert!(landing.contains(shown), "{shown}");
        }
        let site = Site::walk(&anybody, "/examples/").await;
        for file in ["/examples/teacher.html", "/examples/player.html", "/examples/teacher.js", "/examples/player.js"] {
            assert!(site.pages.contains_key(file), "{file} is not linked");
        }
    }
}
