//! `/`: what this is.

use actix_web::{get, web::Data};
use maud::{Markup, html};

use super::{
    docs_are_public,
    file::{File, Section},
    logins::DemoLogins,
};
use crate::{app::Hallpass, problem::ApiError};

#[get("/")]
pub async fn show_landing(hallpass: Data<Hallpass>) -> Result<File, ApiError> {
    let logins = hallpass.demo_logins();
    let content = html! {
        h1 { "Hallpass" }
        p {
            "The backend of a coding classroom for children: a JSON API in which every promise of a "
            "privacy policy is a rule, a constraint, an endpoint and a test. Districts bring their "
            "roster, classes work through lessons, teachers watch progress, auditors read the log."
        }
        @if let Some(logins) = logins { (demo(logins)) }
        p { a href="/privacy" { "Privacy policy" } }
        @if docs_are_public(&hallpass).is_ok() { (documentation()) }
        p { a href="/status" { "Status" } ", for operators" }
    };
    Ok(File::page("Hallpass", Section::Landing, &content))
}

/// The examples, and who can sign in to them.
fn demo(logins: &DemoLogins) -> Markup {
    html! {
        h2 { "Try the demo" }
        p {
            "This is a demo with an invented district. Open both pages side by side: what the "
            "student does, the teacher sees."
        }
        div.cards {
            section.card {
                h3 { a href="/examples/teacher.html" { "The teacher’s page" } }
                dl {
                    dt { "Organization" } dd { code { (logins.organization) } }
                    dt { "E-mail" } dd { code { (logins.teacher) } }
                    dt { "Password" } dd { code { (logins.password) } }
                }
            }
            section.card {
                h3 { a href="/examples/player.html" { "The lesson player" } }
                dl {
                    dt { "Class code" } dd { code { (logins.class_code) } }
                    dt { "Username" } dd { code { (logins.student_username) } }
                    dt { "Passphrase" } dd { code { (logins.student_passphrase) } }
                }
            }
        }
        h3 { "Other logins, with the same password" }
        dl.facts {
            dt { "District administrator" } dd { code { (logins.district_admin) } }
            dt { "Guardian of the student" } dd { code { (logins.guardian) } }
            dt { "School administrator" } dd { code { (logins.school_admin) } }
            dt { "Operator, of organization " code { "hallpass" } } dd { code { (logins.operator) } }
        }
    }
}

fn documentation() -> Markup {
    html! {
        h2 { "Documentation" }
        ul {
            li { a href="/docs/" { "Every operation" } ": who may, what data it touches, what it leaves in the audit log" }
            li { a href="/docs/guides" { "Guides" } ": signing in, refreshing, entity tags, the offline queue, time, pages, errors, enums" }
            li { a href="/docs/problems" { "Problems" } ": every code, and what to do about it" }
            li { a href="/openapi.yaml" { "openapi.yaml" } " and " a href="/openapi.json" { "openapi.json" } ", to generate a client from" }
        }
    }
}
