//! The name with which a pupil signs in, next to the class code.

use std::fmt;

use thiserror::Error;

/// The fewest characters of a username.
pub const MIN_LENGTH: usize = 2;

/// The most characters of a username.
pub const MAX_LENGTH: usize = 64;

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
    /// Reads a username as somebody typed it: spaces around it and capitals do not count.
    pub fn parse(text: &str) -> Result<Self, MalformedUsername> {
        let name = text.trim().to_ascii_lowercase();
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

    /// The username.
    pub fn as_str(&self) -> &str {
        &self.0
    }
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
