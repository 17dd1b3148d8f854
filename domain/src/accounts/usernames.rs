//! The name with which a student signs in, next to the class code.

use std::fmt;

use thiserror::Error;
use unicode_normalization::{UnicodeNormalization as _, char::is_combining_mark};

use crate::text::{compatible, plain};

/// The most characters of a username.
pub const MAX_LENGTH: usize = 64;

/// The fewest letters of a given name that make a generated username.
const LEAST_LETTERS: usize = 2;

/// Letters of a given name that a generated username takes at most.
const LETTERS: usize = 20;

/// What a generated username begins with where the given name will not do.
const NAMELESS: &str = "student";

/// Why a text is not a username.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
pub enum MalformedUsername {
    /// Nothing is left of it.
    #[error("a username has at least one character")]
    Empty,
    /// Longer than [`MAX_LENGTH`].
    #[error("a username has at most {MAX_LENGTH} characters")]
    TooLong,
    /// A sign that no username has, or an `@`.
    #[error("a username has letters, digits, marks and single spaces, and no @")]
    Character,
}

/// A username in its one form: what RFC 8265 §3.3 makes of it (`UsernameCaseMapped`), in the letters
/// of any script, and without an `@`, so that it is never mistaken for an e-mail address. Letters
/// that keyboards write in several widths or compositions are one.
#[derive(Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Username(String);

impl Username {
    /// Reads a username as it was typed: spaces around it, capitals, the width of letters and signs
    /// that no one sees do not count.
    pub fn parse(text: &str) -> Result<Self, MalformedUsername> {
        let typed = compatible(text);
        let parts: Vec<&str> = typed.split(' ').filter(|part| !part.is_empty()).collect();
        let name: String = parts.join(" ").to_lowercase().nfkc().collect();
        if name.is_empty() {
            return Err(MalformedUsername::Empty);
        }
        if !name.chars().all(is_allowed) {
            return Err(MalformedUsername::Character);
        }
        if name.chars().count() > MAX_LENGTH {
            return Err(MalformedUsername::TooLong);
        }
        Ok(Self(name))
    }

    /// A username for a student, made of the given name and a number of at least two digits: Ada
    /// and 7 make `ada07`, Ayşe `ayse07`, 李 `li07`. Of the first given name the letters are taken, in
    /// other scripts by their sound, at most twenty. Where they are fewer than two, or would show the
    /// family name, it is `student07`.
    pub fn generated(given_name: &str, family_name: &str, number: u32) -> Self {
        let given = letters(given_name.split_whitespace().next().unwrap_or_default());
        let family = letters(family_name);
        let shows_family = family.len() >= LEAST_LETTERS && given.contains(&family);
        let name = if given.len() < LEAST_LETTERS || shows_family {
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

/// Letters, digits and their marks of any script, and what an ASCII keyboard writes (RFC 8264 §4.2).
fn is_allowed(sign: char) -> bool {
    let is_of_ascii = matches!(sign, ' '..='~') && sign != '@';
    let is_of_script = !sign.is_ascii() && (sign.is_alphanumeric() || is_combining_mark(sign));
    is_of_ascii || is_of_script
}

fn letters(name: &str) -> String {
    plain(name)
        .chars()
        .filter(char::is_ascii_alphabetic)
        .take(LETTERS)
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
            ("Zoë", "", 3, "zoe03"),
            ("Ayşe", "Yılmaz", 12, "ayse12"),
            ("José", "Núñez", 3, "jose03"),
            ("Мария", "Иванова", 3, "mariia03"),
            ("李", "王", 3, "li03"),
            ("李", "Li", 3, "student03"),
            ("さくら", "小林", 7, "sakura07"),
            ("🚀", "", 7, "student07"),
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
    fn a_username_is_written_in_any_script_and_with_the_signs_of_a_keyboard() {
        for (typed, username) in [
            ("Jörg", "jörg"),
            ("Jo\u{308}rg", "jörg"),
            ("O'Neil", "o'neil"),
            ("x", "x"),
            ("two  Words", "two words"),
            ("МАРИЯ", "мария"),
            ("ada_l-7.b", "ada_l-7.b"),
            ("प्रिया", "प्रिया"),
        ] {
            assert_eq!(Username::parse(typed).unwrap().as_str(), username);
        }
    }

    #[test]
    fn what_is_not_a_username_is_refused_with_its_reason() {
        let longest = "ä".repeat(64);
        assert!(Username::parse(&longest).is_ok());
        let too_long = "a".repeat(65);
        for (text, reason) in [
            ("", MalformedUsername::Empty),
            (" \u{200B} ", MalformedUsername::Empty),
            (&too_long, MalformedUsername::TooLong),
            ("ada@example.edu", MalformedUsername::Character),
            ("ada\u{0}", MalformedUsername::Character),
            ("ada\nl", MalformedUsername::Character),
            ("ada💡", MalformedUsername::Character),
        ] {
            assert_eq!(Username::parse(text), Err(reason), "{text}");
        }
    }
}
