//! Names of people, as they are typed.

use domain::accounts::names::{self, LONGEST_DISPLAY_NAME, UnfitName};
use validator::ValidationError;

use super::line::line;

/// The most characters of a given or family name.
const LONGEST: usize = 80;

/// Checks a given or family name: a line of 1–80 characters that can be shown to others (COM-03).
///
/// # Errors
/// As [`line()`]; `not_a_name`.
pub fn name(text: &str) -> Result<(), ValidationError> {
    line::<1, LONGEST>(text)?;
    shown(text)
}

/// Checks how a person is shown to others: a line of 1–40 characters (COM-03).
///
/// # Errors
/// As [`name`].
pub fn display_name(text: &str) -> Result<(), ValidationError> {
    line::<1, LONGEST_DISPLAY_NAME>(text)?;
    shown(text)
}

fn shown(text: &str) -> Result<(), ValidationError> {
    let message = match names::check(text) {
        Ok(()) => return Ok(()),
        Err(UnfitName::Address) => "must not hold a web or e-mail address",
        Err(UnfitName::Invisible) => "must be one line in its own direction of writing",
    };
    Err(ValidationError::new("not_a_name").with_message(message.into()))
}
