//! A password that an adult wants to set.

use domain::accounts::passwords::{Candidate, Verdict, Violation, judge};

use super::{
    password_hashing::{Asker, PasswordHashing},
    secret_text::SecretText,
};
use crate::problem::{ApiError, FieldError};
use domain::text_enum::TextEnum;

/// Judges a password (SEC-04).
///
/// # Errors
/// Everything that is wrong with it, as errors of the field; if too many wait in the pool already.
pub(crate) async fn check(
    hasher: &PasswordHashing,
    asker: Asker,
    pointer: &'static str,
    password: &SecretText,
    expected_words: &[String],
) -> Result<(), ApiError> {
    let guessability = hasher
        .estimate(password.clone(), expected_words.to_vec(), asker)
        .await?;
    let expected_words: Vec<&str> = expected_words.iter().map(String::as_str).collect();
    let verdict = judge(&Candidate {
        normalized: password.expose(),
        expected_words: &expected_words,
        guessability,
    });
    match verdict {
        Verdict::Accepted => Ok(()),
        Verdict::Refused(violations) => Err(ApiError::fields(
            violations
                .into_iter()
                .map(|violation| FieldError::new(pointer, violation.as_str(), message(violation)))
                .collect(),
        )),
    }
}

fn message(violation: Violation) -> &'static str {
    match violation {
        Violation::TooShort => "must have at least 15 characters",
        Violation::TooLong => "must have at most 128 characters",
        Violation::Unprintable => "must not have control characters",
        Violation::Expected => "must not be a name of yours or of your school",
        Violation::Guessable => "is too easy to guess; several unrelated words are not",
    }
}
