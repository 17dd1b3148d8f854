//! Codes that children type: a class's sign-in code (SEC-07) and the code with which one joins it.
//!
//! A code names a class and is no secret of a person: who guesses one still has to sign in. It is
//! long enough not to be guessed at the rate that sign-in and joining are throttled to.

use std::fmt;

use chrono::{DateTime, Utc};
use thiserror::Error;

use crate::text::compatible;

/// The signs of a code: no vowels, so that no words arise, and of each set of look-alikes
/// (`0 O Q D`, `1 I L`, `2 Z`, `5 S`, `8 B`) at most one. 24 signs, 8 of them in a code: 36 bits.
const ALPHABET: [char; 24] = [
    '2', '3', '4', '5', '6', '7', '8', '9', 'C', 'D', 'F', 'G', 'H', 'J', 'K', 'M', 'N', 'P', 'R',
    'T', 'V', 'W', 'X', 'Y',
];

/// How many signs a code has.
const LENGTH: usize = 8;

/// A class's sign-in code or join code, in its one written form: eight signs, upper case, without
/// a separator.
#[derive(Clone, PartialEq, Eq, Hash)]
pub struct ClassCode(String);

/// The text cannot be a code, whatever one makes of its case and separators.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
#[error("not a class code: expected eight letters and digits")]
pub struct MalformedCode;

impl ClassCode {
    /// A code from 128 random bits. No code is likelier than another by more than one part in 2⁹¹, the
    /// remainder of 2¹²⁸ over 24⁸ codes.
    pub fn from_random(bytes: [u8; 16]) -> Self {
        let mut rest = u128::from_be_bytes(bytes);
        let mut code = String::with_capacity(LENGTH);
        while code.len() < LENGTH {
            let (quotient, sign) = (rest / 24, rest % 24);
            code.extend(
                usize::try_from(sign)
                    .ok()
                    .and_then(|sign| ALPHABET.get(sign)),
            );
            rest = quotient;
        }
        Self(code)
    }

    /// Reads what a person typed: case, spaces, hyphens, the width of signs and what no one sees do not
    /// matter, and a letter that looks
    /// like a sign of the alphabet is read as that sign.
    pub fn parse(typed: &str) -> Result<Self, MalformedCode> {
        let code: String = compatible(typed)
            .chars()
            .filter(|sign| !sign.is_whitespace() && !matches!(sign, '-' | '\u{2010}'..='\u{2014}'))
            .take(LENGTH + 1)
            .map(sign)
            .collect::<Option<_>>()
            .ok_or(MalformedCode)?;
        if code.len() == LENGTH {
            Ok(Self(code))
        } else {
            Err(MalformedCode)
        }
    }

    /// The written form that is stored and compared.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// The sign of the alphabet that a typed sign stands for.
fn sign(typed: char) -> Option<char> {
    let upper = typed.to_ascii_uppercase();
    let meant = match upper {
        'Z' => '2',
        'S' => '5',
        'B' => '8',
        '0' | 'O' | 'Q' => 'D',
        other => other,
    };
    ALPHABET.contains(&meant).then_some(meant)
}

impl fmt::Display for ClassCode {
    /// As people read it: `CDFG-2345`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.0.split_at_checked(LENGTH / 2) {
            Some((head, tail)) => write!(f, "{head}-{tail}"),
            None => f.write_str(&self.0),
        }
    }
}

impl fmt::Debug for ClassCode {
    /// Without the code: it opens a class.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("ClassCode(..)")
    }
}

/// What decides whether a join code still opens its class.
#[derive(Clone, Copy, Debug)]
pub struct JoinCodeFacts {
    /// The first instant at which it no longer holds.
    pub expires_at: DateTime<Utc>,
    /// When it was revoked, if it was.
    pub revoked_at: Option<DateTime<Utc>>,
    /// How many students have joined with it.
    pub uses: u32,
    /// How many students may join with it.
    pub uses_allowed: u32,
}

/// Why a join code does not open its class.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
pub enum Refusal {
    /// A teacher revoked it.
    #[error("the join code was revoked")]
    Revoked,
    /// Its time is over.
    #[error("the join code has expired")]
    Expired,
    /// As many students have joined with it as may.
    #[error("the join code is used up")]
    UsedUp,
}

/// Whether one more student may join with a code at an instant.
pub fn redeem(code: &JoinCodeFacts, now: DateTime<Utc>) -> Result<(), Refusal> {
    if code.revoked_at.is_some_and(|revoked_at| revoked_at <= now) {
        Err(Refusal::Revoked)
    } else if code.expires_at <= now {
        Err(Refusal::Expired)
    } else if code.uses >= code.uses_allowed {
        Err(Refusal::UsedUp)
    } else {
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use chrono::TimeDelta;
    use proptest::prelude::*;

    use super::*;

    fn now() -> DateTime<Utc> {
        "2026-09-01T15:00:00Z".parse().unwrap()
    }

    fn valid() -> JoinCodeFacts {
        JoinCodeFacts {
            expires_at: now() + TimeDelta::days(7),
            revoked_at: None,
            uses: 0,
            uses_allowed: 30,
        }
    }

    #[test]
    fn a_code_is_read_as_a_child_types_it() {
        let code = ClassCode::parse("CDFG2345").unwrap();
        for typed in [
            "cdfg2345",
            "ＣＤＦＧ－２３４５",
            "CDFG\u{200B}2345",
            " cdfg-2345 ",
            "CDFG 2345",
            "CoFG2345",
            "cdfgz34s",
            "CDFG–2345",
        ] {
            assert_eq!(ClassCode::parse(typed), Ok(code.clone()), "{typed}");
        }
        assert_eq!(code.to_string(), "CDFG-2345");
    }

    #[test]
    fn what_cannot_be_a_code_is_refused() {
        for typed in [
            "",
            "CDFG234",
            "CDFG23456",
            "CDFG234A",
            "CDFG234!",
            "CDFG234é",
        ] {
            assert_eq!(ClassCode::parse(typed), Err(MalformedCode), "{typed}");
        }
    }

    #[test]
    fn no_sign_of_the_alphabet_is_read_as_another() {
        for letter in ALPHABET {
            assert_eq!(sign(letter), Some(letter));
        }
    }

    #[test]
    fn every_sign_is_as_likely_as_every_other() {
        let signs = u128::from(24u8);
        for (value, expected) in ALPHABET.iter().enumerate() {
            let bytes = (signs * 7 + u128::try_from(value).unwrap()).to_be_bytes();
            let code = ClassCode::from_random(bytes);
            assert_eq!(code.as_str().chars().next(), Some(*expected));
            assert_eq!(code.as_str().chars().nth(1), Some(ALPHABET[7]));
        }
    }

    #[test]
    fn a_code_does_not_show_itself_to_a_log() {
        let code = ClassCode::parse("CDFG2345").unwrap();
        assert!(!format!("{code:?}").contains("2345"));
    }

    #[test]
    fn a_join_code_opens_its_class_until_it_expires_is_revoked_or_is_used_up() {
        let millisecond = TimeDelta::milliseconds(1);
        let cases = [
            (valid(), Ok(())),
            (
                JoinCodeFacts {
                    expires_at: now() + millisecond,
                    ..valid()
                },
                Ok(()),
            ),
            (
                JoinCodeFacts {
                    expires_at: now(),
                    ..valid()
                },
                Err(Refusal::Expired),
            ),
            (
                JoinCodeFacts {
                    revoked_at: Some(now()),
                    ..valid()
                },
                Err(Refusal::Revoked),
            ),
            (
                JoinCodeFacts {
                    uses: 29,
                    ..valid()
                },
                Ok(()),
            ),
            (
                JoinCodeFacts {
                    uses: 30,
                    ..valid()
                },
                Err(Refusal::UsedUp),
            ),
            (
                JoinCodeFacts {
                    uses: 31,
                    ..valid()
                },
                Err(Refusal::UsedUp),
            ),
        ];
        for (code, verdict) in cases {
            assert_eq!(redeem(&code, now()), verdict, "{code:?}");
        }
    }

    proptest! {
        #[test]
        fn every_code_that_is_made_can_be_typed(bytes: [u8; 16]) {
            let code = ClassCode::from_random(bytes);
            prop_assert_eq!(code.as_str().len(), LENGTH);
            prop_assert_eq!(ClassCode::parse(&code.to_string().to_lowercase()), Ok(code));
        }
    }
}
