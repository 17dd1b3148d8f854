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

/// The notice of these files in this language, served at this address, about this child, whose parent has until an instant to answer; `None`
/// if a part of it lacks.
pub(super) fn render(
    [english, spanish]: Files,
    language: Language,
    child: &str,
    base: &str,
    lapses_at: DateTime<Utc>,
) -> Option<RenderedNotice> {
    let policy = format!("{base}/privacy?language={}", language.as_str());
    let date = lapses_at.format("%Y-%m-%d").to_string();
    let filled = |text: &str| {
        text.replace("{policy}", &policy)
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
    use domain::{category::Category, consent::scope::ConsentScope};

    use super::*;

    const BASE: &str = "https://hallpass.example.org";

    #[test]
    fn vpc_05_the_notice_has_seven_parts_in_either_language_and_the_real_date() {
        let lapses_at = "2026-12-10T09:00:00Z".parse().unwrap();
        for files in [FIRST, AGAIN] {
            for language in Language::ALL {
                let text = render(files, *language, "Robin", BASE, lapses_at)
                    .unwrap()
                    .text;
                let policy = format!("{BASE}/privacy?language={}", language.as_str());
                assert!(
                    text.contains("2026-12-10") && text.contains("Robin") && text.contains(&policy),
                    "{text}"
                );
                assert!(!text.contains(['{', '}', '[', ']']), "{text}");
            }
        }
    }

    /// By which words the notice names a category, in the order of [`Language::ALL`].
    fn words(category: Category) -> [&'static str; 2] {
        match category {
            Category::Name => ["a first name", "un nombre"],
            Category::LoginIdentifier => ["a username", "un nombre de usuario"],
            Category::Credential => ["the secret words", "las palabras secretas"],
            Category::Enrollment => ["the place in the class", "el lugar en la clase"],
            Category::Progress => ["which lessons were opened", "qué lecciones abrió"],
            Category::Work => ["the programs", "los programas"],
            Category::CheckAnswer => [
                "answers that Robin hands in",
                "respuestas que Robin entrega",
            ],
            Category::Assessment => ["the feedback", "los comentarios"],
            Category::AgeEvidence => [
                "the month or year of birth",
                "el mes o el año de nacimiento",
            ],
            Category::Profile => ["the settings of the account", "los ajustes de la cuenta"],
            Category::AttitudinalAnswer | Category::SurveyAnswer => {
                ["what they think of lessons", "qué piensa de las lecciones"]
            }
            other => panic!("no consent is asked for {other:?}"),
        }
    }

    #[test]
    fn vpc_05_the_notice_names_every_category_that_a_scope_covers() {
        let lapses_at = "2026-12-10T09:00:00Z".parse().unwrap();
        for files in [FIRST, AGAIN] {
            for (number, language) in Language::ALL.iter().enumerate() {
                let text = render(files, *language, "Robin", BASE, lapses_at)
                    .unwrap()
                    .text;
                for category in ConsentScope::ALL
                    .iter()
                    .flat_map(|scope| scope.categories())
                {
                    let words = words(*category)[number];
                    assert!(text.contains(words), "{category:?}: {words}");
                }
            }
        }
    }
}
