//! Names of people: what may stand in one, and how a student is shown to others (COM-03).
//!
//! A name is the one text that a person can carry to others' screens, so it may not lead anywhere
//! and may not be other than it looks.

use thiserror::Error;

/// The most characters of a display name (COM-03).
pub const LONGEST_DISPLAY_NAME: usize = 40;

/// Why a text is not the name of a person.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
pub enum UnfitName {
    /// It holds an address of the web or of mail.
    #[error("must not contain a web or e-mail address")]
    Address,
    /// It holds a line break, or a sign that changes the direction of writing (Unicode UAX 9).
    #[error("must be one line without control or direction characters")]
    Invisible,
}

/// Checks that a text can be shown as somebody's name. Any human script will do.
///
/// # Errors
/// The first thing that is wrong.
pub fn check(name: &str) -> Result<(), UnfitName> {
    if name.chars().any(is_invisible) {
        Err(UnfitName::Invisible)
    } else if name.split_whitespace().any(is_address) {
        Err(UnfitName::Address)
    } else {
        Ok(())
    }
}

/// Whether a sign is not seen, or makes others read otherwise than they are (Unicode Technical Report
/// #36 §2.8). Joiners, which several scripts need, are allowed.
pub fn is_invisible(sign: char) -> bool {
    sign.is_control()
        || matches!(
            sign,
            '\u{AD}'
                | '\u{200B}'
                | '\u{2028}'
                | '\u{2029}'
                | '\u{202A}'..='\u{202E}'
                | '\u{2060}'
                | '\u{2066}'..='\u{2069}'
                | '\u{FEFF}'
        )
}

/// Whether a word looks like an address: `ada@example.org`, `https://…`, `example.org`. Initials
/// (`J.R.`) and abbreviations (`St.`) do not.
fn is_address(word: &str) -> bool {
    if word.contains(['@', '/', '\\']) {
        return true;
    }
    word.split_once('.').is_some_and(|(head, tail)| {
        let last = tail.rsplit('.').next().unwrap_or_default();
        let label = last.chars().take_while(|sign| sign.is_alphanumeric());
        head.chars().count() >= 2 && label.count() >= 2
    })
}

/// How others see a student: the given name and the initial of the family name. Without a family name,
/// which a school need not give (VPC-10), the given name alone.
pub fn display_name_of_student(given_name: &str, family_name: &str) -> String {
    let initial = family_name
        .chars()
        .next()
        .map(|initial| format!(" {initial}."))
        .unwrap_or_default();
    let room = LONGEST_DISPLAY_NAME - initial.chars().count();
    let given: String = given_name.chars().take(room).collect();
    format!("{}{initial}", given.trim_end())
}

/// How others see an adult who was not asked: both names, or as much of the given name as there is
/// room for.
pub fn display_name_of_adult(given_name: &str, family_name: &str) -> String {
    let whole = format!("{given_name} {family_name}");
    if whole.chars().count() <= LONGEST_DISPLAY_NAME {
        return whole;
    }
    let given: String = given_name.chars().take(LONGEST_DISPLAY_NAME).collect();
    given.trim_end().to_owned()
}

#[cfg(test)]
mod tests {
    use super::{
        LONGEST_DISPLAY_NAME, UnfitName, check, display_name_of_adult, display_name_of_student,
    };

    #[test]
    fn an_adult_is_shown_by_both_names_if_there_is_room() {
        assert_eq!(display_name_of_adult("Ada", "Diaz"), "Ada Diaz");
        let long = "b".repeat(40);
        assert_eq!(display_name_of_adult("Ada", &long), "Ada");
        assert_eq!(
            display_name_of_adult(&"a".repeat(80), "Diaz")
                .chars()
                .count(),
            40
        );
    }

    #[test]
    fn people_have_names_in_every_script() {
        for name in [
            "Ada",
            "Zoë Anne-Marie",
            "O'Neill",
            "Мария",
            "小林 さくら",
            "J.R.",
            "A.B. Smith",
            "St. John",
            "Nguyễn",
            "محمد",
        ] {
            assert_eq!(check(name), Ok(()), "{name}");
        }
    }

    #[test]
    fn a_name_leads_nowhere() {
        for name in [
            "see https://example.org",
            "www.example.org",
            "example.org",
            "Ada example.org/x",
            "ada@example.edu",
        ] {
            assert_eq!(check(name), Err(UnfitName::Address), "{name}");
        }
    }

    #[test]
    fn a_name_does_not_turn_the_line_around_or_break_it() {
        for name in [
            "Ada\u{202E}",
            "\u{200B}",
            "A\u{2060}da",
            "Ada\u{2028}B",
            "Ada\nB",
            "\u{2066}Ada",
        ] {
            assert_eq!(check(name), Err(UnfitName::Invisible), "{name:?}");
        }
    }

    #[test]
    fn a_student_is_shown_by_given_name_and_initial() {
        for (given, family, shown) in [
            ("Ada", "Lovelace", "Ada L."),
            ("Ada", "", "Ada"),
            ("さくら", "小林", "さくら 小."),
        ] {
            assert_eq!(display_name_of_student(given, family), shown);
        }
        let long = display_name_of_student(&"a".repeat(80), "Lovelace");
        assert_eq!(long.chars().count(), LONGEST_DISPLAY_NAME);
        assert!(long.ends_with(" L."));
    }
}
