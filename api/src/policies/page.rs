//! `/privacy`: the policy as people read it.

use actix_web::{
    get,
    web::{Data, Path, Query},
};
use domain::{mail::Language, policies::version::PolicyAudience, text_enum::TextEnum as _};
use maud::{Markup, html};

use super::{
    published::Published,
    text_query::PolicyTextQuery,
    version_view::{PolicyState, PolicyVersionView},
};
use crate::{
    app::Hallpass,
    pages::{File, rendered},
    problem::ApiError,
};

/// `GET /privacy`: the version in force.
#[get("/privacy")]
pub(crate) async fn show_policy(
    query: Query<PolicyTextQuery>,
    hallpass: Data<Hallpass>,
) -> Result<File, ApiError> {
    let in_force = hallpass.policies().in_force(hallpass.now());
    Ok(page(
        in_force.ok_or(ApiError::NOT_FOUND)?,
        *query,
        &hallpass,
    ))
}

/// `GET /privacy/{version}`
#[get("/privacy/{version}")]
pub(crate) async fn show_policy_text(
    version: Path<String>,
    query: Query<PolicyTextQuery>,
    hallpass: Data<Hallpass>,
) -> Result<File, ApiError> {
    let published = hallpass.policies().find(&version, hallpass.now());
    Ok(page(
        published.ok_or(ApiError::NOT_FOUND)?,
        *query,
        &hallpass,
    ))
}

fn page(published: &Published, query: PolicyTextQuery, hallpass: &Hallpass) -> File {
    let now = hallpass.now();
    let (audience, language) = (query.audience(), query.language());
    let words = words(language);
    let in_force = hallpass.policies().in_force(now);
    let view = PolicyVersionView::of(published, in_force, now);
    let content = html! {
        p {
            (words.version) " " (view.version) ", " (words.updated) " "
            (view.published_at.format("%Y-%m-%d")) ", " (state(&view, language))
        }
        (rendered(&published.text(audience, language)))
        nav { ul { (others(&view.version, audience, language)) } }
        h2 { (words.versions) }
        ul {
            @for other in hallpass.policies().readable(now) {
                @let number = other.version.number().to_string();
                li {
                    a href=(format!("/privacy/{number}?language={}", language.as_str())) { (number) }
                }
            }
        }
    };
    File::page_in(language, words.title, &content)
}

/// The same version for the other readers, and in the other language.
fn others(version: &str, audience: PolicyAudience, language: Language) -> Markup {
    let for_learners = audience == PolicyAudience::Learner;
    let (other_audience, label) = match (for_learners, language) {
        (true, Language::English) => (PolicyAudience::Staff, "For adults"),
        (true, Language::Spanish) => (PolicyAudience::Staff, "Para adultos"),
        (false, Language::English) => (PolicyAudience::Learner, "For learners"),
        (false, Language::Spanish) => (PolicyAudience::Learner, "Para quienes aprenden"),
    };
    let (other_language, name) = match language {
        Language::English => (Language::Spanish, "Español"),
        Language::Spanish => (Language::English, "English"),
    };
    let address = |audience: PolicyAudience, language: Language| {
        format!(
            "/privacy/{version}?audience={}&language={}",
            audience.as_str(),
            language.as_str()
        )
    };
    html! {
        li { a href=(address(other_audience, language)) { (label) } }
        li { a href=(address(audience, other_language)) lang=(other_language.as_str()) { (name) } }
    }
}

fn state(view: &PolicyVersionView, language: Language) -> String {
    let date = view.effective_at.format("%Y-%m-%d");
    match (view.state, language) {
        (PolicyState::InForce, Language::English) => format!("in force since {date}"),
        (PolicyState::InForce, Language::Spanish) => format!("en vigor desde el {date}"),
        (PolicyState::Announced, Language::English) => format!("in force from {date} on"),
        (PolicyState::Announced, Language::Spanish) => format!("en vigor a partir del {date}"),
        (PolicyState::Superseded, Language::English) => "not in force any more".to_owned(),
        (PolicyState::Superseded, Language::Spanish) => "ya no está en vigor".to_owned(),
    }
}

/// What the page says around the text.
struct Words {
    title: &'static str,
    version: &'static str,
    updated: &'static str,
    versions: &'static str,
}

const fn words(language: Language) -> Words {
    match language {
        Language::English => Words {
            title: "Privacy policy of Hallpass",
            version: "Version",
            updated: "last updated",
            versions: "Every version",
        },
        Language::Spanish => Words {
            title: "Política de privacidad de Hallpass",
            version: "Versión",
            updated: "última actualización",
            versions: "Todas las versiones",
        },
    }
}
