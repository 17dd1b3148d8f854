//! Checks of typed texts, for the validation of requests.

use domain::text::Typed;
use validator::ValidationError;

use super::patch::Change;

/// Checks a text by the rules of its field.
///
/// # Errors
/// The code and the message of what is wrong.
pub fn text<T: Typed>(typed: &T) -> Result<(), ValidationError> {
    typed.check_typed().map_err(|refusal| {
        ValidationError::new(refusal.code()).with_message(refusal.to_string().into())
    })
}

/// Checks the text that a change sets.
///
/// # Errors
/// As [`text()`].
pub fn changed_text<T: Typed>(change: &Change<T>) -> Result<(), ValidationError> {
    match change {
        Change::Keep | Change::Clear => Ok(()),
        Change::Set(typed) => text(typed),
    }
}
