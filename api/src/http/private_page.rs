//! Pages for one person, whom a link let in: plain HTML that works without script.
//!
//! Every page is as private as the link: never stored, and it sends its address nowhere.

use actix_web::{
    HttpRequest, HttpResponse, Responder,
    http::header::{CACHE_CONTROL, CONTENT_SECURITY_POLICY, REFERRER_POLICY},
};
use domain::{mail::Language, text_enum::TextEnum as _};
use maud::{DOCTYPE, Markup, html};

/// What a page may load and where its forms lead: this server, and nothing inline.
const POLICY: &str = "default-src 'none'; style-src 'self'; form-action 'self'; base-uri 'none'; \
     frame-ancestors 'none'";

/// A page for one person.
pub struct PrivatePage {
    /// In which language it is.
    pub language: Language,
    /// What it says.
    pub content: Markup,
}

impl PrivatePage {
    /// A sentence in every language, where it is not known which the reader reads.
    pub fn in_each_language(sentence: fn(Language) -> &'static str) -> Self {
        Self {
            language: Language::English,
            content: html! {
                h1 { "Hallpass" }
                @for language in Language::ALL {
                    p lang=(language.as_str()) { (sentence(*language)) }
                }
            },
        }
    }
}

impl Responder for PrivatePage {
    type Body = actix_web::body::BoxBody;

    fn respond_to(self, _: &HttpRequest) -> HttpResponse {
        let page = html! {
            (DOCTYPE)
            html lang=(self.language.as_str()) {
                head {
                    meta charset="utf-8";
                    meta name="viewport" content="width=device-width, initial-scale=1";
                    title { "Hallpass" }
                    link rel="stylesheet" href="/assets/style.css";
                }
                body { main { (self.content) } }
            }
        };
        HttpResponse::Ok()
            .content_type("text/html; charset=utf-8")
            .insert_header((CACHE_CONTROL, "no-store"))
            .insert_header((REFERRER_POLICY, "no-referrer"))
            .insert_header((CONTENT_SECURITY_POLICY, POLICY))
            .body(page.into_string())
    }
}
