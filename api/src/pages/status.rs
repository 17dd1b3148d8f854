//! `/status`: how an instance does, for operators who sign in on the page.
//!
//! The page itself says nothing: its script signs in and asks `GET /v1/status`, as any client does, and
//! keeps the token in memory, so that closing the page ends what it can do.

use actix_web::get;
use maud::html;

use super::file::{File, Section};
use crate::problem::ApiError;

#[get("/status")]
pub async fn show_status_page() -> Result<File, ApiError> {
    let content = html! {
        h1 { "Status" }
        p #complaint .failed role="alert" {}
        noscript {
            p {
                "This page needs its script to sign you in. Without it, ask "
                code { "GET /v1/status" } " with the access token of an operator."
            }
        }
        form #sign-in {
            label { "Organization " input name="organization" value="hallpass" required autocomplete="organization"; }
            label { "E-mail " input name="email" type="email" required autocomplete="username"; }
            label { "Password " input name="password" type="password" required autocomplete="current-password"; }
            button { "Sign in" }
            p.note { "For operators of the platform." }
        }
        div #status hidden {
            p { "As of " span #at {} ". " button #sign-out type="button" { "Sign out" } }
            div #facts {}
        }
    };
    Ok(File::page("Status · Hallpass", Section::Status, &content))
}
