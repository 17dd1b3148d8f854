//! The direct notice (VPC-05): files of the repository, filled in for one child.

use chrono::{DateTime, Utc};
use domain::{
    consent::notice::{DirectNotice, NoticePart, validate_notice},
    mail::Language,
    organizations::purpose::Purpose,
    text_enum::TextEnum as _,
};
use persistence::consent::{ChangedConsent, RenderedNotice};

use crate::digest;

/// A notice: its version, and its files in the order of [`Language::ALL`]. The first part of the version says
/// which notice it is; the others are raised whenever a text of it changes.
#[derive(Clone, Copy)]
pub(crate) struct NoticeFiles {
    version: &'static str,
    texts: [&'static str; 2],
}

/// About a child of whom there is nothing yet.
pub(super) const FIRST: NoticeFiles = NoticeFiles {
    version: "1.0.0",
    texts: [
        include_str!("../../../notices/direct.en.txt"),
        include_str!("../../../notices/direct.es.txt"),
    ],
};

/// About a child who has an account, because the policy changes.
pub(super) const RENEWAL: NoticeFiles = NoticeFiles {
    version: "2.0.0",
    texts: [
        include_str!("../../../notices/renewal.en.txt"),
        include_str!("../../../notices/renewal.es.txt"),
    ],
};

/// About a child who has an account, because the parent wants to choose anew.
pub(super) const CHOSEN_ANEW: NoticeFiles = NoticeFiles {
    version: "3.0.0",
    texts: [
        include_str!("../../../notices/chosen_anew.en.txt"),
        include_str!("../../../notices/chosen_anew.es.txt"),
    ],
};

/// What a notice is filled in with.
pub(super) struct Filling<'f> {
    /// The child's name.
    pub(super) child: &'f str,
    /// The address at which the service is.
    pub(super) base: &'f str,
    /// Until when it is to be answered.
    pub(super) lapses_at: DateTime<Utc>,
    /// What versions of the policy change.
    pub(super) changes: &'f [ChangedConsent],
}

/// The notice of these files in this language; `None` if a part of it lacks.
pub(super) fn render(
    files: NoticeFiles,
    language: Language,
    filling: &Filling<'_>,
) -> Option<RenderedNotice> {
    let [english, spanish] = files.texts;
    let notice = notice_file(match language {
        Language::English => english,
        Language::Spanish => spanish,
    });
    if !validate_notice(&notice).is_empty() {
        return None;
    }
    let paragraphs: Vec<String> = notice
        .parts
        .iter()
        .map(|(_, text)| filled(text, language, filling))
        .collect();
    let text = paragraphs.join("\n\n");
    Some(RenderedNotice {
        version: files.version,
        digest: digest::of(&text),
        text,
    })
}

fn filled(text: &str, language: Language, filling: &Filling<'_>) -> String {
    let day = |at: DateTime<Utc>| at.format("%Y-%m-%d").to_string();
    let policy = format!("{}/privacy?language={}", filling.base, language.as_str());
    let text = text
        .replace("{policy}", &policy)
        .replace("{deletion_date}", &day(filling.lapses_at));
    let changes: Vec<String> = filling
        .changes
        .iter()
        .map(|change| {
            let (from, version) = (day(change.from), change.version);
            let uses = uses(&change.purposes, language);
            match language {
                Language::English => format!("from {from} on (version {version}) for {uses}"),
                Language::Spanish => format!("desde el {from} (versión {version}) para {uses}"),
            }
        })
        .collect();
    let text = text.replace("{changes}", &changes.join("; "));
    text.replace("{child}", filling.child)
}

/// The purposes of a consent in words.
fn uses(purposes: &[Purpose], language: Language) -> String {
    let words = purposes.iter().filter_map(|purpose| {
        Some(match (purpose, language) {
            (Purpose::Account, Language::English) => "the account and signing in",
            (Purpose::Account, Language::Spanish) => "la cuenta y el acceso a ella",
            (Purpose::Learning, Language::English) => "lessons, progress and work",
            (Purpose::Learning, Language::Spanish) => "las lecciones, el progreso y los trabajos",
            (Purpose::BasicPersonalization, Language::English) => "the next lesson suggested",
            (Purpose::BasicPersonalization, Language::Spanish) => {
                "la propuesta de la lección siguiente"
            }
            (Purpose::Survey, Language::English) => "questions about lessons",
            (Purpose::Survey, Language::Spanish) => "las preguntas sobre las lecciones",
            _ => return None,
        })
    });
    words.collect::<Vec<_>>().join(", ")
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
        parts: parts.collect(),
    }
}

#[cfg(test)]
mod tests {
    use domain::{
        category::Category,
        consent::scope::ConsentScope,
        policies::{change_class::ChangeClass, version::VersionNumber},
    };

    use super::*;

    const BASE: &str = "https://hallpass.example.org";

    /// The notice about Robin, answered until 10 December 2026; a change of the policy is of learning.
    fn about_robin(files: NoticeFiles, language: Language) -> String {
        let changes = [ChangedConsent {
            version: VersionNumber::FIRST.after(ChangeClass::Material),
            from: "2027-01-31T00:00:00Z".parse().unwrap(),
            purposes: vec![Purpose::Learning],
        }];
        let filling = Filling {
            child: "Robin",
            base: BASE,
            lapses_at: "2026-12-10T09:00:00Z".parse().unwrap(),
            changes: &changes,
        };
        render(files, language, &filling).unwrap().text
    }

    const FILES: [NoticeFiles; 3] = [FIRST, RENEWAL, CHOSEN_ANEW];

    #[test]
    fn vpc_05_the_notice_has_seven_parts_in_either_language_and_the_real_date() {
        for files in FILES {
            for language in Language::ALL {
                let text = about_robin(files, *language);
                let policy = format!("{BASE}/privacy?language={}", language.as_str());
                assert!(
                    text.contains("2026-12-10") && text.contains("Robin") && text.contains(&policy),
                    "{text}"
                );
                assert!(!text.contains(['{', '}', '[', ']']), "{text}");
            }
        }
    }

    #[test]
    fn vpc_09_the_notice_of_a_change_says_what_changes_and_from_when() {
        let english = about_robin(RENEWAL, Language::English);
        assert!(
            english.contains("from 2027-01-31 on (version 2.0.0) for lessons"),
            "{english}"
        );
        assert!(english.contains("lessons, progress and work"), "{english}");
        let spanish = about_robin(RENEWAL, Language::Spanish);
        assert!(
            spanish.contains("desde el 2027-01-31 (versión 2.0.0) para las lecciones"),
            "{spanish}"
        );
    }

    #[test]
    fn vpc_06_the_version_of_a_notice_tells_its_text() {
        let told = FILES.map(|files| {
            let texts = files.texts.join("\n");
            let digest = digest::of(&texts);
            let first = u32::from_be_bytes(digest[..4].try_into().unwrap());
            format!("{} {first:08x}", files.version)
        });
        assert_eq!(
            told,
            ["1.0.0 f501bfb7", "2.0.0 50669b0b", "3.0.0 8d2201c0"],
            "raise a part of the version behind the first"
        );
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
        for files in FILES {
            for (number, language) in Language::ALL.iter().enumerate() {
                let text = about_robin(files, *language);
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
