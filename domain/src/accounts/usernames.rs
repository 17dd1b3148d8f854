//! The name with which a student signs in, next to the class code.

use std::fmt;

use thiserror::Error;

use crate::text::compatible;

/// The fewest characters of a username.
pub const MIN_LENGTH: usize = 2;

/// The most characters of a username.
pub const MAX_LENGTH: usize = 64;

/// Letters of a given name that a generated username takes at most.
const LETTERS: usize = 20;

/// What a generated username begins with where the given name will not do.
const NAMELESS: &str = "student";

/// Why a text is not a username.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
pub enum MalformedUsername {
    /// Shorter than [`MIN_LENGTH`].
    #[error("a username has at least {MIN_LENGTH} characters")]
    TooShort,
    /// Longer than [`MAX_LENGTH`].
    #[error("a username has at most {MAX_LENGTH} characters")]
    TooLong,
    /// Something else than `a`–`z`, `0`–`9`, `.`, `_` and `-`.
    #[error("a username has only letters a to z, digits, dots, hyphens and underscores")]
    Character,
    /// The first or the last character is neither a letter nor a digit.
    #[error("a username begins and ends with a letter or a digit")]
    Edge,
}

/// A username in its one form: lower case, ASCII, without an `@`, so that it is never mistaken for
/// an e-mail address.
#[derive(Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Username(String);

impl Username {
    /// Reads a username as it was typed: spaces around it, capitals, the width of letters and signs
    /// that no one sees do not count.
    pub fn parse(text: &str) -> Result<Self, MalformedUsername> {
        let name = compatible(text).trim().to_ascii_lowercase();
        let allowed = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit();
        if !name
            .chars()
            .all(|c| allowed(c) || matches!(c, '.' | '_' | '-'))
        {
            return Err(MalformedUsername::Character);
        }
        if name.len() < MIN_LENGTH {
            return Err(MalformedUsername::TooShort);
        }
        if name.len() > MAX_LENGTH {
            return Err(MalformedUsername::TooLong);
        }
        if !name.starts_with(allowed) || !name.ends_with(allowed) {
            return Err(MalformedUsername::Edge);
        }
        Ok(Self(name))
    }

    /// A username for a student, made of the given name and a number of at least two digits: Ada
    /// and 7 make `ada07`. Of the first given name the letters a to z are taken, at most twenty.
    /// Where they are fewer than two, or would show the family name, it is `student07`.
    pub fn generated(given_name: &str, family_name: &str, number: u32) -> Self {
        let given = letters(given_name.split_whitespace().next().unwrap_or_default());
        let family = letters(family_name);
        let shows_family = family.len() >= MIN_LENGTH && given.contains(&family);
        let name = if given.len() < MIN_LENGTH || shows_family {
            NAMELESS
        } else {
            &given
        };
        Self(format!("{name}{number:02}"))
    }

    /// The username.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

fn letters(name: &str) -> String {
    name.chars()
        .filter(char::is_ascii_alphabetic)
        .take(LETTERS)
        .map(|letter| letter.to_ascii_lowercase())
        .collect()
}

impl fmt::Debug for Username {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Username(..)")
    }
}

#[cfg(test)]
mod tests {
    use super::{MalformedUsername, Username};

    #[test]
    fn capitals_and_spaces_around_a_username_do_not_count() {
        assert_eq!(Username::parse(" Ada.L-7 ").unwrap().as_str(), "ada.l-7");
    }

    #[test]
    fn the_width_of_letters_and_signs_that_no_one_sees_do_not_count() {
        let typed = "\u{FEFF}Ａｄａ\u{200B}０７";
        assert_eq!(Username::parse(typed).unwrap().as_str(), "ada07");
    }

    #[test]
    fn a_generated_username_shows_the_given_name_and_never_the_family_name() {
        for (given, family, number, username) in [
            ("Ada", "Lovelace", 7, "ada07"),
            ("Ada", "Lovelace", 4711, "ada4711"),
            ("Anne Marie", "Curie", 12, "anne12"),
            ("Zoë", "", 3, "zo03"),
            ("Мария", "Иванова", 3, "student03"),
            ("A", "Lovelace", 3, "student03"),
            ("Martin", "Martin", 3, "student03"),
            ("Li", "Å", 3, "li03"),
        ] {
            let generated = Username::generated(given, family, number);
            assert_eq!(generated.as_str(), username);
            assert_eq!(Username::parse(username), Ok(generated));
        }
    }

    #[test]
    fn what_is_not_a_username_is_refused_with_its_reason() {
        let longest = "a".repeat(64);
        assert!(Username::parse(&longest).is_ok());
        assert!(Username::parse("ab").is_ok());
        let too_long = "a".repeat(65);
        for (text, reason) in [
            ("", MalformedUsername::TooShort),
            ("a", MalformedUsername::TooShort),
            (&too_long, MalformedUsername::TooLong),
            ("ada lovelace", MalformedUsername::Character),
            ("ada@example.edu", MalformedUsername::Character),
            ("ädа", MalformedUsername::Character),
            ("ada\u{0}", MalformedUsername::Character),
            (".ada", MalformedUsername::Edge),
            ("ada-", MalformedUsername::Edge),
        ] {
            assert_eq!(Username::parse(text), Err(reason), "{text}");
        }
    }
}
