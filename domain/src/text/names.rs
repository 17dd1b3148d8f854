//! Names of people: what may stand in one, and how a student is shown to others (COM-03).
//!
//! A name is the one text that a person can carry to others' screens, so it may not lead anywhere
//! and may not be other than it looks.

use super::{TextRefusal, line::line};

/// The most characters of a display name (COM-03).
pub const LONGEST_DISPLAY_NAME: usize = 40;

/// Top-level domains that are no name of a person, whatever their case. Others are told from names by
/// their lower case: `prize.click`, but `Ma.Theresa`.
const TOP_LEVEL_DOMAINS: [&str; 20] = [
    "app", "biz", "club", "co", "com", "dev", "edu", "gov", "info", "io", "live", "me", "net",
    "online", "org", "shop", "site", "top", "tv", "xyz",
];

/// Checks that a text can be shown as the name of a person. Any human script will do.
///
/// # Errors
/// [`TextRefusal::NotALine`] or [`TextRefusal::Address`].
pub(super) fn name(text: &str) -> Result<(), TextRefusal> {
    line(text)?;
    if text.split_whitespace().any(is_address) {
        Err(TextRefusal::Address)
    } else {
        Ok(())
    }
}

/// Whether a word looks like an address: `ada@example.org`, `https://…`, `example.org`. Initials
/// (`J.R.`), abbreviations (`St.John`) and "son of" (`s/o`, `a/l`) do not.
fn is_address(word: &str) -> bool {
    word.contains(['@', '\\', ':'])
        || word.to_lowercase().starts_with("www.")
        || word.contains('/') && !is_descent(word)
        || is_domain(word)
}

/// `s/o`, `d/o`, `a/l`, `a/p`, `w/o`: of whom a person is the child or the spouse, in Malaysia,
/// Singapore and India.
fn is_descent(word: &str) -> bool {
    word.split_once('/').is_some_and(|(relation, of)| {
        let is_letter =
            |part: &str| part.chars().count() == 1 && part.chars().all(char::is_alphabetic);
        is_letter(relation) && is_letter(of)
    })
}

fn is_domain(word: &str) -> bool {
    let Some((head, tail)) = word.split_once('.') else {
        return false;
    };
    let last = tail.rsplit('.').next().unwrap_or_default();
    let last: String = last
        .chars()
        .take_while(|sign| sign.is_alphanumeric())
        .collect();
    let is_capitalized = last.chars().next().is_some_and(char::is_uppercase);
    let is_known = TOP_LEVEL_DOMAINS.contains(&last.to_lowercase().as_str());
    head.chars().count() >= 2 && last.chars().count() >= 2 && (is_known || !is_capitalized)
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
    let whole = whole.trim_end().to_owned();
    if whole.chars().count() <= LONGEST_DISPLAY_NAME {
        return whole;
    }
    let given: String = given_name.chars().take(LONGEST_DISPLAY_NAME).collect();
    given.trim_end().to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

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
        ] {
            assert_eq!(display_name_of_student(given, family), shown);
        }
        let long = display_name_of_student(&"a".repeat(80), "Lovelace");
        assert_eq!(long.chars().count(), LONGEST_DISPLAY_NAME);
        assert!(long.ends_with(" L."));
    }
}
