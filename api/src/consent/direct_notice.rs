//! The direct notice (VPC-05): files of the repository, filled in for one child.

use chrono::{DateTime, Utc};
use domain::{
    consent::notice::{DirectNotice, NoticePart, validate_notice},
    mail::Language,
    text_enum::TextEnum as _,
};
use persistence::consent::RenderedNotice;

use crate::digest;

/// The version of the texts; raised whenever they change.
const VERSION: &str = "1.0.0";

/// The files of a notice, in the order of [`Language::ALL`].
type Files = [&'static str; 2];

/// About a child of whom there is nothing yet.
pub(super) const FIRST: Files = [
    include_str!("../../../notices/direct.en.txt"),
    include_str!("../../../notices/direct.es.txt"),
];

/// About a child who has an account.
pub(super) const AGAIN: Files = [
    include_str!("../../../notices/renewal.en.txt"),
    include_str!("../../../notices/renewal.es.txt"),
];

/// The notice of these files in this language, about this child, whose parent has until an instant to answer; `None`
/// if a part of it lacks.
pub(super) fn render(
    [english, spanish]: Files,
    language: Language,
    child: &str,
    policy: &str,
    lapses_at: DateTime<Utc>,
) -> Option<RenderedNotice> {
    let date = lapses_at.format("%Y-%m-%d").to_string();
    let filled = |text: &str| {
        text.replace("{policy}", policy)
            .replace("{deletion_date}", &date)
            .replace("{child}", child)
    };
    let notice = notice_file(match language {
        Language::English => english,
        Language::Spanish => spanish,
    });
    if !validate_notice(&notice).is_empty() {
        return None;
    }
    let paragraphs: Vec<String> = notice.parts.iter().map(|(_, text)| filled(text)).collect();
    let text = paragraphs.join("\n\n");
    Some(RenderedNotice {
        version: VERSION,
        digest: digest::of(&text),
        text,
    })
}

/// The parts of a file: a word in brackets on a line of its own, and the text below it.
pub(crate) fn notice_file(file: &str) -> DirectNotice {
    let sections = file
        .split("\n[")
        .map(|section| section.trim_start_matches('['));
    let parts = sections.filter_map(|section| {
        let (word, text) = section.split_once("]\n")?;
        Some((NoticePart::parse(word)?, text.trim().to_owned()))
    });
    DirectNotice {
        version: VERSION,
        parts: parts.collect(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn vpc_05_the_notice_has_seven_parts_in_either_language_and_the_real_date() {
        let lapses_at = "2026-12-10T09:00:00Z".parse().unwrap();
        for (files, language) in [FIRST, AGAIN]
            .into_iter()
            .flat_map(|files| Language::ALL.iter().map(move |language| (files, *language)))
        {
            let policy = "https://hallpass.example.org/";
            let notice = render(files, language, "Robin", policy, lapses_at);
            let text = notice.unwrap().text;
            assert!(
                text.contains("2026-12-10") && text.contains("Robin"),
                "{text}"
            );
            assert!(!text.contains(['{', '}', '[', ']']), "{text}");
        }
    }
}
