//! The texts of messages: files of the repository, one for each kind and language, compiled in.
//!
//! A file is `Subject: …`, an empty line and the text in paragraphs. A `{place}` is filled in; a
//! paragraph that is an address alone becomes a link in HTML. No picture, no script, nothing that
//! tells whether it was read.

use std::{collections::BTreeMap, fmt::Write as _};

use domain::mail::{Language, MessageKind};

/// A message that is written out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Text {
    /// What it is about.
    pub subject: String,
    /// The text.
    pub plain: String,
    /// The same as HTML.
    pub html: String,
}

/// Writes a message out; `None` if it has a place for which there is nothing to fill in.
pub fn text(
    kind: MessageKind,
    language: Language,
    content: &BTreeMap<String, String>,
) -> Option<Text> {
    let (subject, body) = template(kind, language)
        .strip_prefix("Subject: ")?
        .split_once("\n\n")?;
    let plain = fill(body, content)?;
    Some(Text {
        subject: fill(subject, content)?,
        html: html(language, &plain),
        plain,
    })
}

macro_rules! both_languages {
    ($language:expr, $name:literal) => {
        match $language {
            Language::English => include_str!(concat!("../../../mail/", $name, ".en.txt")),
            Language::Spanish => include_str!(concat!("../../../mail/", $name, ".es.txt")),
        }
    };
}

fn template(kind: MessageKind, language: Language) -> &'static str {
    match kind {
        MessageKind::ConsentNotice => both_languages!(language, "consent_notice"),
        MessageKind::ConsentReminder => both_languages!(language, "consent_reminder"),
        MessageKind::ConsentRenewal => both_languages!(language, "consent_renewal"),
        MessageKind::ConsentConfirmation => both_languages!(language, "consent_confirmation"),
        MessageKind::ConsentFormApproved => both_languages!(language, "consent_form_approved"),
        MessageKind::ConsentFormRejected => both_languages!(language, "consent_form_rejected"),
        MessageKind::ConsentEnded => both_languages!(language, "consent_ended"),
        MessageKind::ConsentEndedDeleted => both_languages!(language, "consent_ended_deleted"),
        MessageKind::PolicyChange => both_languages!(language, "policy_change"),
        MessageKind::StaffInvitation => both_languages!(language, "staff_invitation"),
        MessageKind::GuardianInvitation => both_languages!(language, "guardian_invitation"),
        MessageKind::OwnDecisionsAhead => both_languages!(language, "own_decisions_ahead"),
        MessageKind::AdulthoodAhead => both_languages!(language, "adulthood_ahead"),
        MessageKind::StudentAgeAhead => both_languages!(language, "student_age_ahead"),
        MessageKind::AccountSuspended => both_languages!(language, "account_suspended"),
        MessageKind::AccountDeletion => both_languages!(language, "account_deletion"),
        MessageKind::RestrictionEndsAhead => both_languages!(language, "restriction_ends_ahead"),
        MessageKind::UnusedStudentAccounts => both_languages!(language, "unused_student_accounts"),
        MessageKind::FeedbackEnds => both_languages!(language, "feedback_ends"),
        MessageKind::UnusedChildAccounts => both_languages!(language, "unused_child_accounts"),
        MessageKind::UnusedAccount => both_languages!(language, "unused_account"),
        MessageKind::LegalProcessNotice => both_languages!(language, "legal_process_notice"),
        MessageKind::SettingChangeWaits => both_languages!(language, "setting_change_waits"),
        MessageKind::AnnualNoticeDue => both_languages!(language, "annual_notice_due"),
        MessageKind::SchoolNotice => both_languages!(language, "school_notice"),
    }
}

/// Fills the places in.
fn fill(template: &str, content: &BTreeMap<String, String>) -> Option<String> {
    let mut filled = String::with_capacity(template.len());
    let mut rest = template;
    while let Some((before, from_name)) = rest.split_once('{') {
        let (name, after) = from_name.split_once('}')?;
        filled.push_str(before);
        filled.push_str(content.get(name)?);
        rest = after;
    }
    filled.push_str(rest);
    Some(filled)
}

fn html(language: Language, plain: &str) -> String {
    use domain::text_enum::TextEnum as _;
    let mut page = format!(
        "<!doctype html>\n<html lang=\"{}\"><meta charset=\"utf-8\"><body>\n",
        language.as_str()
    );
    for paragraph in plain.trim().split("\n\n") {
        let text = escape(paragraph);
        let is_address = paragraph.starts_with("https://") || paragraph.starts_with("http://");
        // Writing to a text does not fail.
        let _ = if is_address && !paragraph.contains(char::is_whitespace) {
            writeln!(page, "<p><a href=\"{text}\">{text}</a></p>")
        } else {
            writeln!(page, "<p>{}</p>", text.replace('\n', "<br>\n"))
        };
    }
    page.push_str("</body></html>\n");
    page
}

/// Text as it stands in HTML, between tags or in an attribute.
pub(crate) fn escape(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => escaped.push_str("&amp;"),
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '"' => escaped.push_str("&quot;"),
            '\'' => escaped.push_str("&#39;"),
            c => escaped.push(c),
        }
    }
    escaped
}
