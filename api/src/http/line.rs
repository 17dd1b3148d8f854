//! Short texts that people type: one line, no control characters, nothing around it.

use domain::accounts::names::is_invisible;
use validator::ValidationError;

/// Checks a line of so many characters: any human script, no control and no invisible characters, no
/// space at either end.
///
/// # Errors
/// `too_short`, `too_long` or `not_a_line`.
pub fn line<const LEAST: usize, const MOST: usize>(text: &str) -> Result<(), ValidationError> {
    let length = text.chars().count();
    let (code, message) = if text.trim() != text || text.chars().any(is_invisible) {
        ("not_a_line", "must be one line without spaces around it")
    } else if length < LEAST {
        ("too_short", "is too short")
    } else if length > MOST {
        ("too_long", "is too long")
    } else {
        return Ok(());
    };
    Err(ValidationError::new(code).with_message(message.into()))
}
