//! Names of people: what may stand in one, and how a student is shown to others (COM-03).
//!
//! A name is the one text that a person can carry to others' screens, so it may not lead anywhere
//! and may not be other than it looks.

use unicode_normalization::UnicodeNormalization as _;

use super::{
    addresses::{none_in_name, none_in_title},
    line::line,
    refusal::TextRefusal,
};

/// The most characters of a display name (COM-03).
pub const LONGEST_DISPLAY_NAME: usize = 40;

/// Checks that a text can be shown as the name of a person. Any human script will do.
///
/// # Errors
/// [`TextRefusal::NotALine`] or [`TextRefusal::Address`].
pub(super) fn name(text: &str) -> Result<(), TextRefusal> {
    line(text)?;
    none_in_name(text)
}

/// Checks that a text can be shown as the title of a class or the name of a school.
///
/// # Errors
/// As [`name`].
pub(super) fn title(text: &str) -> Result<(), TextRefusal> {
    line(text)?;
    none_in_title(text)
}

/// The names of a person as far as they tell whether two spellings are of one person: capitals,
/// accents, signs between the words and their order do not count.
pub fn folded_name(given_name: &str, family_name: &str) -> String {
    let whole = format!("{given_name} {family_name}");
    let plain: String = whole
        .nfkd()
        .filter(|sign| !matches!(sign, '\u{300}'..='\u{36F}'))
        .flat_map(char::to_lowercase)
        .nfc()
        .collect();
    let is_sign = |sign: char| sign.is_ascii_punctuation() || matches!(sign, '’' | '‘' | '·');
    let joined = plain.replace(['\'', '’', '‘', '.'], "");
    let words = joined.split(|sign: char| sign.is_whitespace() || is_sign(sign));
    let mut words: Vec<&str> = words.filter(|word| !word.is_empty()).collect();
    words.sort_unstable();
    words.join(" ")
}

/// How others see a student: the given name and the initial of the family name. Without a family name,
/// which a school need not give (VPC-10), the given name alone.
pub fn display_name_of_student(given_name: &str, family_name: &str) -> String {
    let initial = family_name.chars().next();
    let initial = initial.map(|initial| format!(" {initial}."));
    fitted(given_name, &initial.unwrap_or_default())
}

/// How others see an adult who was not asked: both names, or as much of the given name as there is
/// room for.
pub fn display_name_of_adult(given_name: &str, family_name: &str) -> String {
    let whole = format!("{given_name} {family_name}");
    let whole = whole.trim_end();
    if is_display_name(whole) {
        whole.to_owned()
    } else {
        fitted(given_name, "")
    }
}

/// Whether a text can be a [`super::DisplayName`].
fn is_display_name(text: &str) -> bool {
    let length = text.chars().count();
    (1..=LONGEST_DISPLAY_NAME).contains(&length) && name(text).is_ok()
}

/// As much of a name as there is room for before an ending. What is cut can end in the middle of a
/// word, as `….com` of `….company`, so it is cut further until it is a display name.
fn fitted(name: &str, ending: &str) -> String {
    let room = LONGEST_DISPLAY_NAME.saturating_sub(ending.chars().count());
    let mut head: String = name.chars().take(room).collect();
    loop {
        let text = format!("{}{ending}", head.trim_end());
        if is_display_name(&text) || head.pop().is_none() {
            return text;
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::text::{DisplayName, FieldText as _};

    #[test]
    fn an_adult_is_shown_by_both_names_if_there_is_room() {
        assert_eq!(display_name_of_adult("Ada", "Diaz"), "Ada Diaz");
        assert_eq!(display_name_of_adult("Suharto", ""), "Suharto");
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
            "s/o Muthu",
            "Kumar a/l Raju",
            "Ma.Theresa",
            "St.John",
            "St.John-Smith",
            "Null",
        ] {
            assert_eq!(super::name(name), Ok(()), "{name}");
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
            "win at free-prize.example.com/x",
            "Prize.Click.Com",
            "prize.click",
            "Ada/Bob",
            "s/o/x",
            "mailto:ada",
        ] {
            assert_eq!(super::name(name), Err(TextRefusal::Address), "{name}");
        }
    }

    #[test]
    fn a_student_is_shown_by_given_name_and_initial() {
        for (given, family, shown) in [
            ("Ada", "Lovelace", "Ada L."),
            ("Ada", "", "Ada"),
            ("さくら", "小林", "さくら 小."),
            ("Kumar", "a/l Raju", "Kumar a."),
        ] {
            assert_eq!(display_name_of_student(given, family), shown);
        }
        let long = display_name_of_student(&"a".repeat(80), "Lovelace");
        assert_eq!(long.chars().count(), LONGEST_DISPLAY_NAME);
        assert!(long.ends_with(" L."));
    }

    proptest! {
        #[test]
        fn a_display_name_made_of_names_is_one(given in "\\p{L}[\\p{L}\\p{M}.'-]{0,70}", family in "(\\p{L}[\\p{L} .-]{0,60}\\p{L})?") {
            prop_assume!(name(&given).is_ok() && name(&family).is_ok());
            for shown in [
                display_name_of_student(&given, &family),
                display_name_of_adult(&given, &family),
            ] {
                prop_assert_eq!(DisplayName::check(&shown), Ok(()));
            }
        }
    }

    #[test]
    fn what_is_cut_is_still_a_name() {
        let joined = format!("{}ശ്\u{200D}ര", "ശ".repeat(37));
        let site = format!("{}.company", "a".repeat(36));
        for given in [joined, site] {
            let shown = display_name_of_student(&given, "");
            assert_eq!(DisplayName::check(&shown), Ok(()), "{shown}");
        }
    }
}
