//! The pages on which a parent decides: plain HTML that works without script, in English and Spanish.
//!
//! Looking at a page changes nothing; a form does.

mod words;

use actix_web::{
    Responder, get, post,
    web::{Bytes, Data, Path},
};
use domain::{
    age::own_consent::ConsentParties,
    consent::{method::ConsentMethod, request::check_scopes, scope::ConsentScope},
    mail::Language,
    text_enum::TextEnum as _,
};
use maud::{Markup, html};
use persistence::consent::{self, Answer, AskedAbout, Decided, Notice};

use self::words::{Words, scope_text, words};
use super::{decide::childs_word, token};
use crate::{accounts::Visitor, app::Hallpass, http::PrivatePage, problem::ApiError};

/// `GET /consent/{token}`
#[get("/consent/{token}")]
pub(crate) async fn show_decision(
    visitor: Visitor,
    path: Path<String>,
    hallpass: Data<Hallpass>,
) -> Result<impl Responder, ApiError> {
    Ok(match find(&hallpass, visitor, &path).await? {
        Some(notice) => asked(&notice, &path, None),
        None => over(),
    })
}

/// `GET /consent/{token}/form`: what a parent prints and signs.
#[get("/consent/{token}/form")]
pub(crate) async fn show_form(
    visitor: Visitor,
    path: Path<String>,
    hallpass: Data<Hallpass>,
) -> Result<impl Responder, ApiError> {
    Ok(match find(&hallpass, visitor, &path).await? {
        Some(notice) if notice.method == ConsentMethod::SignedForm => printed(&notice),
        _ => over(),
    })
}

/// `POST /consent/{token}`
#[post("/consent/{token}")]
pub(crate) async fn decide_on_page(
    visitor: Visitor,
    path: Path<String>,
    form: Bytes,
    hallpass: Data<Hallpass>,
) -> Result<impl Responder, ApiError> {
    let Some(notice) = find(&hallpass, visitor, &path).await? else {
        return Ok(over());
    };
    let has = |name: &str, value: &str| {
        url::form_urlencoded::parse(&form).any(|(key, found)| key == name && found == value)
    };
    let chosen = ConsentScope::ALL.iter().copied();
    let scopes = chosen
        .filter(|scope| has("scope", scope.as_str()))
        .collect();
    let answer = match (has("decision", "give"), has("decision", "refuse")) {
        (true, false) if check_scopes(&scopes).is_err() => {
            return Ok(asked(&notice, &path, Some(words(notice.language).lacking)));
        }
        (true, false) => Answer::Give(scopes, childs_word(has("child", "agrees"))),
        (false, true) => Answer::Refuse,
        _ => return Ok(asked(&notice, &path, Some(words(notice.language).choose))),
    };
    let (language, asked_for) = (notice.language, notice.asked_for);
    let given = matches!(answer, Answer::Give(..));
    let token = token::read(&path)?;
    let decided = hallpass
        .write_in(token.organization(), visitor, move |tx| {
            Ok(consent::decide(tx, &token, &answer)?)
        })
        .await?;
    let words = words(language);
    Ok(match (decided, given, asked_for) {
        (Decided::NothingToDecide, ..) => over(),
        (Decided::LacksChild, ..) => asked(&notice, &path, Some(words.lacking_child)),
        (Decided::Taken(_), true, AskedAbout::NewChild) => said(language, words.given),
        (Decided::Taken(_), true, AskedAbout::ChildWithAccount) => {
            said(language, words.given_again)
        }
        (Decided::Taken(_), false, AskedAbout::NewChild) => said(language, words.refused),
        (Decided::Taken(_), false, AskedAbout::ChildWithAccount) => {
            said(language, words.refused_again)
        }
    })
}

/// `GET /consent/{token}/not-me`
#[get("/consent/{token}/not-me")]
pub(crate) async fn show_revocation(path: Path<String>) -> Result<impl Responder, ApiError> {
    Ok(match token::read(&path) {
        Err(_) => over(),
        Ok(_) => PrivatePage {
            language: Language::English,
            content: html! {
                @for language in Language::ALL {
                    section lang=(language.as_str()) {
                        h1 { (words(*language).not_me) }
                        p { (words(*language).not_me_means) }
                        form method="post" {
                            button name="decision" value="revoke" { (words(*language).not_me_button) }
                        }
                    }
                }
            },
        },
    })
}

/// `POST /consent/{token}/not-me`
#[post("/consent/{token}/not-me")]
pub(crate) async fn revoke_on_page(
    visitor: Visitor,
    path: Path<String>,
    hallpass: Data<Hallpass>,
) -> Result<impl Responder, ApiError> {
    let Ok(token) = token::read(&path) else {
        return Ok(over());
    };
    let revoked = hallpass
        .write_in(token.organization(), visitor, move |tx| {
            Ok(consent::revoke(tx, &token)?)
        })
        .await?;
    Ok(match revoked {
        None => over(),
        Some(_) => PrivatePage::in_each_language(|language| words(language).revoked),
    })
}

async fn find(
    hallpass: &Hallpass,
    visitor: Visitor,
    presented: &str,
) -> Result<Option<Notice>, ApiError> {
    let Ok(token) = token::read(presented) else {
        return Ok(None);
    };
    hallpass
        .read_in(token.organization(), visitor, move |tx| {
            Ok(consent::notice(tx, &token)?)
        })
        .await
}

fn asked(notice: &Notice, presented: &str, hint: Option<&'static str>) -> PrivatePage {
    let words = words(notice.language);
    let by_form = notice.method == ConsentMethod::SignedForm;
    let content = html! {
        h1 { (words.title) }
        @for paragraph in notice.text.split("\n\n") { p { (paragraph) } }
        @if let Some(hint) = hint { p role="alert" { strong { (hint) } } }
        @if by_form { (how_to_sign(words, presented)) }
        form method="post" {
            @if !by_form {
                fieldset {
                    legend { (words.legend) }
                    @for scope in ConsentScope::ALL {
                        p {
                            input type="checkbox" name="scope" value=(scope.as_str()) id=(scope.as_str());
                            " "
                            label for=(scope.as_str()) { (scope_text(*scope, notice.language)) }
                        }
                    }
                }
                @if notice.parties == ConsentParties::Joint {
                    p {
                        input type="checkbox" name="child" value="agrees" id="child";
                        " "
                        label for="child" { (words.child_agrees) }
                    }
                }
                button name="decision" value="give" { (words.give) }
                " "
            }
            button name="decision" value="refuse" { (words.refuse) }
        }
    };
    PrivatePage {
        language: notice.language,
        content,
    }
}

/// How a parent agrees by a form.
fn how_to_sign(words: &Words, presented: &str) -> Markup {
    html! {
        p { (words.sign) }
        p { a href=(format!("/consent/{presented}/form")) { (words.open_form) } }
    }
}

/// The form: the notice, what can be chosen, and a place for the signature.
fn printed(notice: &Notice) -> PrivatePage {
    let words = words(notice.language);
    let content = html! {
        h1 { (words.title) }
        @for paragraph in notice.text.split("\n\n") { p { (paragraph) } }
        h2 { (words.legend) }
        ul {
            @for scope in ConsentScope::ALL {
                li { "☐ " (scope_text(*scope, notice.language)) }
            }
        }
        dl {
            @for line in [words.child, words.your_name, words.day, words.signature] {
                dt { (line) }
                dd { @if line == words.child { (notice.child_name) } @else { "______________________________" } }
            }
        }
        @if notice.parties == ConsentParties::Joint {
            dl {
                dt { (words.child_signs) }
                dd { "______________________________" }
            }
        }
        p { (words.send_back) }
    };
    PrivatePage {
        language: notice.language,
        content,
    }
}

fn said(language: Language, sentence: &'static str) -> PrivatePage {
    PrivatePage {
        language,
        content: html! { h1 { "Hallpass" } p { (sentence) } },
    }
}

/// The link opens nothing: it was used, its time is over, or a newer one was sent.
fn over() -> PrivatePage {
    PrivatePage::in_each_language(|language| words(language).over)
}
