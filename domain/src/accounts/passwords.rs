//! Passwords of adults (SEC-04, NIST SP 800-63B-4 §3.1.1.2).
//!
//! Length and a blocklist, nothing else: no rules of composition, no expiry, no hints.

use crate::text_enum;

/// The fewest code points of a password, which is the only factor (SEC-04).
pub const MIN_LENGTH: usize = 15;

/// The most code points of a password. SEC-04 asks that 64 be allowed; the bound is against abuse
/// of the hash.
pub const MAX_LENGTH: usize = 128;

text_enum! {
    /// How many guesses a person needs who knows the common passwords, the person and the school.
    pub enum Guessability {
        /// At most 10³.
        Trivial = "trivial",
        /// At most 10⁶.
        Easy = "easy",
        /// At most 10⁸.
        Moderate = "moderate",
        /// At most 10¹⁰.
        Hard = "hard",
        /// More than 10¹⁰.
        VeryHard = "very_hard",
    }
}

/// The least that a password must be worth. What needs fewer guesses counts as common or expected.
pub const LEAST_GUESSABILITY: Guessability = Guessability::Hard;

text_enum! {
    /// What is wrong with a password. The words are codes of the API.
    pub enum Violation {
        /// Fewer code points than [`MIN_LENGTH`].
        TooShort = "password_too_short",
        /// More code points than [`MAX_LENGTH`].
        TooLong = "password_too_long",
        /// A control character, which no keyboard types.
        Unprintable = "password_unprintable",
        /// It is a name of the person or of the school.
        Expected = "password_expected",
        /// Common, or too easily derived from what is common.
        Guessable = "password_guessable",
    }
}

/// A password a person wants to set, and what is known about it.
#[derive(Clone, Copy)]
pub struct Candidate<'a> {
    /// The password after NFKC, untrimmed.
    pub normalized: &'a str,
    /// Names that every person around the person knows: their own, their username and address, the
    /// school's and the district's.
    pub expected_words: &'a [&'a str],
    /// How hard it is to guess.
    pub guessability: Guessability,
}

/// Whether a password may be set.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// It may.
    Accepted,
    /// It may not, for every one of these reasons: at least one, in the order of [`Violation`].
    Refused(Vec<Violation>),
}

/// Judges a password and names everything that is wrong with it (rule `password_ok`, SEC-04).
pub fn judge(candidate: &Candidate<'_>) -> Verdict {
    let length = candidate.normalized.chars().count();
    let violations: Vec<_> = [
        (length < MIN_LENGTH).then_some(Violation::TooShort),
        (length > MAX_LENGTH).then_some(Violation::TooLong),
        candidate
            .normalized
            .contains(char::is_control)
            .then_some(Violation::Unprintable),
        is_expected(candidate).then_some(Violation::Expected),
        (candidate.guessability < LEAST_GUESSABILITY).then_some(Violation::Guessable),
    ]
    .into_iter()
    .flatten()
    .collect();
    if violations.is_empty() {
        Verdict::Accepted
    } else {
        Verdict::Refused(violations)
    }
}

/// Whether the whole password is an expected word. Case and everything but letters and digits do
/// not count: `lincoln-elementary!` is the school's name all the same.
fn is_expected(candidate: &Candidate<'_>) -> bool {
    let password = skeleton(candidate.normalized);
    !password.is_empty()
        && candidate
            .expected_words
            .iter()
            .any(|word| skeleton(word) == password)
}

fn skeleton(text: &str) -> String {
    text.chars()
        .filter(|c| c.is_alphanumeric())
        .flat_map(char::to_lowercase)
        .collect()
}

#[cfg(test)]
mod tests {
    use super::{Candidate, Guessability, Verdict, Violation, judge};

    fn candidate(normalized: &str) -> Candidate<'_> {
        Candidate {
            normalized,
            expected_words: &[
                "Grace Hopper",
                "Lincoln Elementary School",
                "hopper@example.edu",
            ],
            guessability: Guessability::VeryHard,
        }
    }

    fn refused(violations: &[Violation]) -> Verdict {
        Verdict::Refused(violations.to_vec())
    }

    #[test]
    fn length_is_counted_in_code_points() {
        for (one, verdict) in [
            (14, refused(&[Violation::TooShort])),
            (15, Verdict::Accepted),
            (64, Verdict::Accepted),
            (65, Verdict::Accepted),
            (128, Verdict::Accepted),
            (129, refused(&[Violation::TooLong])),
        ] {
            for character in ["x", "é", "🦉"] {
                let verdict_of = judge(&candidate(&character.repeat(one)));
                assert_eq!(verdict_of, verdict, "{one} × {character}");
            }
        }
    }

    #[test]
    fn no_rule_of_composition_exists() {
        for text in [
            "aaaabbbbccccddddeeee",
            "                    ",
            "слово слово слово",
            "15151515151515151",
        ] {
            assert_eq!(judge(&candidate(text)), Verdict::Accepted, "{text}");
        }
    }

    #[test]
    fn the_name_of_the_school_is_no_password_however_it_is_written() {
        for text in [
            "Lincoln Elementary School",
            "lincolnelementaryschool",
            "LINCOLN-elementary_school!!",
            "hopper@example.edu",
        ] {
            assert_eq!(
                judge(&candidate(text)),
                refused(&[Violation::Expected]),
                "{text}"
            );
        }
        assert_eq!(
            judge(&candidate("lincoln elementary school owl")),
            Verdict::Accepted,
            "the comparison is of the whole password"
        );
    }

    #[test]
    fn a_common_password_is_refused_at_any_length() {
        for (guessability, verdict) in [
            (Guessability::Trivial, refused(&[Violation::Guessable])),
            (Guessability::Easy, refused(&[Violation::Guessable])),
            (Guessability::Moderate, refused(&[Violation::Guessable])),
            (Guessability::Hard, Verdict::Accepted),
            (Guessability::VeryHard, Verdict::Accepted),
        ] {
            let candidate = Candidate {
                guessability,
                ..candidate("password1password1password1")
            };
            assert_eq!(judge(&candidate), verdict, "{guessability:?}");
        }
    }

    #[test]
    fn every_reason_is_named_at_once() {
        let candidate = Candidate {
            guessability: Guessability::Trivial,
            ..candidate("Grace\tHopper")
        };
        assert_eq!(
            judge(&candidate),
            refused(&[
                Violation::TooShort,
                Violation::Unprintable,
                Violation::Expected,
                Violation::Guessable
            ])
        );
    }
}
