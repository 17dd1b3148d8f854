//! A field of a request that is wrong.

use serde::Serialize;
use utoipa::ToSchema;

/// An invalid field of a request.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub struct FieldError {
    /// The field: a JSON pointer (RFC 6901) into the body, or the name of a parameter.
    #[schema(max_length = 512, pattern = r"^[^\n]*$", example = "/title")]
    pub pointer: String,
    /// What is wrong, as a stable word.
    #[schema(max_length = 64, pattern = "^[a-z0-9_]+$", example = "too_long")]
    pub code: String,
    /// What is wrong, for people.
    #[schema(
        max_length = 1_000,
        pattern = r"^[^\n]*$",
        example = "must have at most 120 characters"
    )]
    pub message: String,
}

impl FieldError {
    /// A wrong field.
    pub fn new(
        pointer: impl Into<String>,
        code: impl Into<String>,
        message: impl Into<String>,
    ) -> Self {
        Self {
            pointer: pointer.into(),
            code: code.into(),
            message: message.into(),
        }
    }
}
