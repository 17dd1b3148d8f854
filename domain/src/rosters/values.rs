//! What a cell's text means: the standard's way of writing it, and the ways seen in real bundles.

use std::borrow::Cow;

use chrono::{Datelike, NaiveDate};

use super::vocabulary::Recognised;
use crate::text::seen;

/// Longest name, title or key, in characters (`OneRoster` 1.2: keys have 1 to 255).
pub(super) const LONGEST: usize = 255;

/// The years a roster's dates can lie in; beyond, a date is a slip of the pen.
const YEARS: std::ops::RangeInclusive<i32> = 1900..=2200;

/// A cell's text without what surrounds and breaks it, or nothing if it says nothing.
pub(super) struct Clean<'a> {
    /// The text, if there is one.
    pub(super) text: Option<Cow<'a, str>>,
    /// Whether a line break or control character within it was replaced by a space, or a sign that is
    /// not seen taken out.
    pub(super) repaired: bool,
}

/// Cleans a cell: padding goes, and what databases print for "no value" is no value.
pub(super) fn clean(cell: &str) -> Clean<'_> {
    let padding = |c: char| c.is_whitespace() || c == '\0' || c == '\u{feff}';
    let text = cell.trim_matches(padding);
    if matches!(text, "" | "NULL" | "null" | "N/A" | "n/a") {
        return Clean {
            text: None,
            repaired: false,
        };
    }
    if matches!(seen(text), Cow::Borrowed(_)) {
        return Clean {
            text: Some(Cow::Borrowed(text)),
            repaired: false,
        };
    }
    let lines = text.replace("\r\n", " ").replace(char::is_control, " ");
    let text = seen(&lines).trim_matches(padding).to_owned();
    Clean {
        text: (!text.is_empty()).then_some(Cow::Owned(text)),
        repaired: true,
    }
}

/// A date: `2026-08-01`, or that day written with single digits or as a moment.
pub(super) fn date(text: &str) -> Option<Recognised<NaiveDate>> {
    let date = day(text)?;
    if !YEARS.contains(&date.year()) {
        return None;
    }
    Some(if text.len() == "2026-08-01".len() {
        Recognised::AsWritten(date)
    } else {
        Recognised::PutRight(date)
    })
}

/// Whether a date lies beyond all rosters, as `9999-12-31` does.
pub(super) fn is_far_end(text: &str) -> bool {
    day(text).is_some_and(|date| date.year() > *YEARS.end())
}

fn day(text: &str) -> Option<NaiveDate> {
    let day = text.split_once(['T', ' ']).map_or(text, |(day, _)| day);
    NaiveDate::parse_from_str(day, "%Y-%m-%d").ok()
}

/// A truth value: `true` or `false`, or as spreadsheets and databases write them.
pub(super) fn truth(text: &str) -> Option<Recognised<bool>> {
    match text {
        "true" => return Some(Recognised::AsWritten(true)),
        "false" => return Some(Recognised::AsWritten(false)),
        _ => {}
    }
    match text.to_ascii_lowercase().as_str() {
        "true" | "t" | "yes" | "y" | "1" => Some(Recognised::PutRight(true)),
        "false" | "f" | "no" | "n" | "0" => Some(Recognised::PutRight(false)),
        _ => None,
    }
}

/// Whether a key keeps to the standard's characters. `+` is taken too: a widespread system puts it
/// into every key.
pub(super) fn has_key_characters(key: &str) -> bool {
    key.bytes()
        .all(|byte| byte.is_ascii_alphanumeric() || b"./@_-+".contains(&byte))
}

/// What a database prints for "no value", and what some people are called.
pub(super) fn is_null(cell: &str) -> bool {
    matches!(cell, "NULL" | "null")
}

#[cfg(test)]
mod tests {
    use super::{clean, date, has_key_characters, is_far_end, truth};
    use crate::rosters::vocabulary::Recognised;
    use chrono::NaiveDate;
    use proptest::prelude::*;

    #[test]
    fn padding_and_words_for_nothing_go() {
        for nothing in ["", "  ", "NULL", "null", "N/A", "\0\0", "\u{feff}"] {
            assert_eq!(clean(nothing).text, None, "{nothing:?}");
        }
        assert_eq!(clean(" Ada\0").text.as_deref(), Some("Ada"));
        assert_eq!(clean("Null").text.as_deref(), Some("Null"));
    }

    #[test]
    fn a_line_break_becomes_a_space() {
        let cleaned = clean("Ada\r\nLovelace");
        assert_eq!(cleaned.text.as_deref(), Some("Ada Lovelace"));
        assert!(cleaned.repaired);
    }

    #[test]
    fn what_is_not_seen_goes() {
        let cleaned = clean("Ada\u{202E}\u{200B}");
        assert_eq!(cleaned.text.as_deref(), Some("Ada"));
        assert!(cleaned.repaired);
        assert_eq!(clean("\u{200B}").text, None);
        let name = clean("葛\u{E0100}城");
        assert_eq!(
            (name.text.as_deref(), name.repaired),
            (Some("葛\u{E0100}城"), false)
        );
    }

    #[test]
    fn a_date_is_a_day_and_nothing_ambiguous() {
        let first = NaiveDate::from_ymd_opt(2026, 8, 1).unwrap();
        assert_eq!(date("2026-08-01"), Some(Recognised::AsWritten(first)));
        for loose in [
            "2026-8-1",
            "2026-08-01T00:00:00.000Z",
            "2026-08-01 08:01:05",
        ] {
            assert_eq!(date(loose), Some(Recognised::PutRight(first)), "{loose}");
        }
        for wrong in [
            "1/05/2023",
            "2026-02-30",
            "20260801",
            "0001-01-01",
            "99999-01-01",
            "x",
        ] {
            assert_eq!(date(wrong), None, "{wrong}");
        }
        assert!(is_far_end("9999-12-31"));
        assert!(!is_far_end("2200-12-31"));
        assert!(!is_far_end("never"));
    }

    #[test]
    fn a_truth_value_is_read_as_spreadsheets_write_it() {
        assert_eq!(truth("true"), Some(Recognised::AsWritten(true)));
        assert_eq!(truth("FALSE"), Some(Recognised::PutRight(false)));
        assert_eq!(truth("1"), Some(Recognised::PutRight(true)));
        assert_eq!(truth("maybe"), None);
    }

    #[test]
    fn keys_are_told_from_other_texts() {
        assert!(has_key_characters("s+123456"));
        assert!(!has_key_characters("a|b"));
    }

    proptest! {
        #[test]
        fn no_text_makes_a_value_panic(text in ".*") {
            let _ = (date(&text), truth(&text), super::super::vocabulary::grade(&text));
            if let Some(text) = clean(&text).text {
                prop_assert!(!text.contains(char::is_control));
                prop_assert!(!text.is_empty());
            }
        }
    }
}
