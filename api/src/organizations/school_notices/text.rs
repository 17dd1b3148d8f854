//! The direct notice to schools (SCH-02 b, with the content of VPC-05): files of the repository.

use chrono::{DateTime, Utc};
use domain::{
    consent::notice::validate_notice, mail::Language, organizations::notice::SCHOOL_NOTICES,
    parameters::choices::SCHOOL_NOTICE_GRACE,
};
use persistence::organizations::school_notices::NoticeText;

use crate::{consent::notice_file, digest};

const ENGLISH: &str = include_str!("../../../../notices/school.en.txt");
const SPANISH: &str = include_str!("../../../../notices/school.es.txt");

/// The notice in this language as it is sent at an instant; `None` if a part of it lacks.
pub(super) fn render(
    language: Language,
    policy: &str,
    sent_at: DateTime<Utc>,
) -> Option<NoticeText> {
    let current = SCHOOL_NOTICES.last()?;
    let date = (sent_at + SCHOOL_NOTICE_GRACE.default).format("%Y-%m-%d");
    let notice = notice_file(match language {
        Language::English => ENGLISH,
        Language::Spanish => SPANISH,
    });
    if !validate_notice(&notice).is_empty() {
        return None;
    }
    let paragraphs: Vec<&str> = notice.parts.iter().map(|(_, text)| text.as_str()).collect();
    let text = paragraphs
        .join("\n\n")
        .replace("{policy}", policy)
        .replace("{deletion_date}", &date.to_string());
    Some(NoticeText {
        major_version: current.major,
        language,
        digest: digest::of(&text),
        text,
    })
}

#[cfg(test)]
mod tests {
    use domain::text_enum::TextEnum as _;

    use super::*;

    #[test]
    fn sch_02_b_the_notice_has_the_parts_of_vpc_05_in_either_language_and_the_real_date() {
        let sent_at = "2026-11-27T09:00:00Z".parse().unwrap();
        for language in Language::ALL {
            let notice = render(*language, "https://hallpass.example.org/", sent_at).unwrap();
            assert!(notice.text.contains("2026-12-27"), "{}", notice.text);
            assert!(
                !notice.text.contains(['{', '}', '[', ']']),
                "{}",
                notice.text
            );
        }
    }
}
