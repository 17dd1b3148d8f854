//! The pages on which a parent decides: plain HTML that works without script, in English and Spanish.
//!
//! Looking at a page changes nothing; a form does.

use actix_web::{
    Responder, get, post,
    web::{Bytes, Data, Path},
};
use domain::{
    age::own_consent::ConsentBefore,
    consent::{
        method::ConsentMethod,
        request::check_scopes,
        scope::{ConsentScope, Necessity},
    },
    mail::Language,
    text_enum::TextEnum as _,
};
use maud::{Markup, html};
use persistence::consent::{self, Answer, AskedAbout, Decided, Notice};

use super::{decide::word, token};
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
        (true, false) => Answer::Give(scopes, word(has("child", "agrees"))),
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
                @if notice.parties == ConsentBefore::Joint {
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
        @if notice.parties == ConsentBefore::Joint {
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

/// The words of the pages in one language.
struct Words {
    title: &'static str,
    legend: &'static str,
    give: &'static str,
    refuse: &'static str,
    choose: &'static str,
    lacking: &'static str,
    lacking_child: &'static str,
    child_agrees: &'static str,
    child_signs: &'static str,
    given: &'static str,
    refused: &'static str,
    given_again: &'static str,
    refused_again: &'static str,
    over: &'static str,
    not_me: &'static str,
    not_me_means: &'static str,
    not_me_button: &'static str,
    revoked: &'static str,
    sign: &'static str,
    open_form: &'static str,
    child: &'static str,
    your_name: &'static str,
    day: &'static str,
    signature: &'static str,
    send_back: &'static str,
}

const fn words(language: Language) -> &'static Words {
    match language {
        Language::English => &Words {
            title: "May your child learn with Hallpass?",
            legend: "What you agree to. Each is separate, and nothing is chosen for you.",
            give: "I agree to what I chose",
            refuse: "I do not agree",
            choose: "Please choose one of the two buttons.",
            lacking: "Without the first choice there can be no account. To say no, use the other button.",
            lacking_child: "Where you live your child agrees together with you. Please explain what we keep, and mark it if your child agrees.",
            child_agrees: "My child was told what is kept and why, in words that they understand, and agrees.",
            child_signs: "Signature or mark of the child, who was told what is kept and why, and agrees",
            given: "Thank you. Tomorrow we will write to you once more, with a way to take this back. From then on the account can be opened.",
            refused: "You said no. We have deleted your child's name.",
            given_again: "Thank you. Tomorrow we will write to you once more, with a way to take this back. From then on what you chose today is in force.",
            refused_again: "You said no. What you agreed to before stays as it is; you can withdraw it at any time.",
            over: "This link does not work any more: it was used, its time is over, or a newer one was sent.",
            not_me: "Was it not you who agreed?",
            not_me_means: "If you say so, the consent ends at once. An account that it opened is deleted with everything in it; one that was there before is locked, and you decide what becomes of it.",
            not_me_button: "It was not me: end it",
            revoked: "The consent has ended. An account that it opened is deleted with everything in it; one that was there before is locked.",
            sign: "To agree, print the form, mark what you agree to, sign it, and send a scan or a photograph of it from your account. To say no, use the button.",
            open_form: "The form to print",
            child: "First name of the child",
            your_name: "Your name",
            day: "Day",
            signature: "Signature of the parent or guardian",
            send_back: "Send a scan or a photograph of this page from your account. A trained person looks at it, and then it is deleted.",
        },
        Language::Spanish => &Words {
            title: "¿Puede su hijo aprender con Hallpass?",
            legend: "A qué da su consentimiento. Cada punto es independiente y no hay nada elegido de antemano.",
            give: "Acepto lo que elegí",
            refuse: "No acepto",
            choose: "Elija por favor uno de los dos botones.",
            lacking: "Sin la primera opción no puede haber una cuenta. Para negarse, use el otro botón.",
            lacking_child: "Donde usted vive, su hijo acepta junto con usted. Explíquele qué guardamos y márquelo si está de acuerdo.",
            child_agrees: "Mi hijo sabe qué se guarda y para qué, con palabras que entiende, y está de acuerdo.",
            child_signs: "Firma o marca del menor, que sabe qué se guarda y para qué, y está de acuerdo",
            given: "Gracias. Mañana le escribiremos otra vez, con una manera de retirar esto. Desde entonces se puede abrir la cuenta.",
            refused: "Usted se negó. Hemos borrado el nombre de su hijo.",
            given_again: "Gracias. Mañana le escribiremos otra vez, con una manera de retirar esto. Desde entonces vale lo que eligió hoy.",
            refused_again: "Usted se negó. Lo que aceptó antes sigue como está; puede retirarlo en cualquier momento.",
            over: "Este enlace ya no funciona: se usó, su plazo terminó o se envió uno más nuevo.",
            not_me: "¿No fue usted quien aceptó?",
            not_me_means: "Si nos lo dice, el consentimiento termina de inmediato. La cuenta que se abrió con él se borra con todo su contenido; la que ya existía queda bloqueada y usted decide qué pasa con ella.",
            not_me_button: "No fui yo: terminar",
            revoked: "El consentimiento ha terminado. La cuenta que se abrió con él se ha borrado con todo su contenido; la que ya existía está bloqueada.",
            sign: "Para aceptar, imprima el formulario, marque lo que acepta, fírmelo y envíe desde su cuenta una copia escaneada o una fotografía. Para negarse, use el botón.",
            open_form: "El formulario para imprimir",
            child: "Nombre de pila de la niña o del niño",
            your_name: "Su nombre",
            day: "Día",
            signature: "Firma de la madre, el padre o el tutor",
            send_back: "Envíe desde su cuenta una copia escaneada o una fotografía de esta página. Una persona formada la revisa y después se borra.",
        },
    }
}

fn scope_text(scope: ConsentScope, language: Language) -> String {
    let text = match (language, scope) {
        (Language::English, ConsentScope::AccountAndLearning) => {
            "An account, with progress and work that are kept"
        }
        (Language::English, ConsentScope::Personalization) => {
            "The next lesson suggested by progress"
        }
        (Language::English, ConsentScope::Surveys) => {
            "Questions about what the child thinks of lessons"
        }
        (Language::Spanish, ConsentScope::AccountAndLearning) => {
            "Una cuenta, con el progreso y los trabajos guardados"
        }
        (Language::Spanish, ConsentScope::Personalization) => {
            "La lección siguiente propuesta según el progreso"
        }
        (Language::Spanish, ConsentScope::Surveys) => {
            "Preguntas sobre lo que el niño piensa de las lecciones"
        }
    };
    let necessity = match (language, scope.necessity()) {
        (Language::English, Necessity::Required) => "needed for an account",
        (Language::English, Necessity::Optional) => "optional",
        (Language::Spanish, Necessity::Required) => "necesario para una cuenta",
        (Language::Spanish, Necessity::Optional) => "opcional",
    };
    format!("{text} ({necessity})")
}
