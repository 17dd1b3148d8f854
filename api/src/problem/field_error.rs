//! A field of a request that is wrong.

use serde::Serialize;
use utoipa::ToSchema;

use super::field_code::FieldCode;

/// An invalid field of a request: a member of the body, a parameter or a header. What its value may be
/// is repeated from the document; what the document does not say is absent.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, ToSchema)]
pub struct FieldError {
    /// The member of the body, as a JSON pointer (RFC 6901): empty for the whole body, absent for a
    /// parameter.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(max_length = 512, pattern = r"^[^\n]*$", example = "/title")]
    pub pointer: Option<String>,
    /// The name of the path or query parameter, or of the header; absent for a member of the body.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(max_length = 64, pattern = "^[A-Za-z0-9_-]+$")]
    pub parameter: Option<String>,
    /// What is wrong, as a stable word.
    #[schema(value_type = FieldCode)]
    pub code: String,
    /// What is wrong, for people.
    #[schema(
        max_length = 1_000,
        pattern = r"^[^\n]*$",
        example = "must have at most 120 characters"
    )]
    pub message: String,
    /// The number at least.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(format = "int64")]
    pub minimum: Option<i64>,
    /// The number at most.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(format = "int64")]
    pub maximum: Option<i64>,
    /// Characters at least.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(format = "int64", minimum = 0)]
    pub min_length: Option<u64>,
    /// Characters at most.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(format = "int64", minimum = 0)]
    pub max_length: Option<u64>,
    /// Items at least.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(format = "int64", minimum = 0)]
    pub min_items: Option<u64>,
    /// Items at most.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(format = "int64", minimum = 0)]
    pub max_items: Option<u64>,
    /// The regular expression (ECMA-262) that the text matches.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(max_length = 512, pattern = r"^[^\n]*$")]
    pub pattern: Option<String>,
    /// The format of the text: `uuid`, `date`, `date-time`, `email`.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(max_length = 32, pattern = "^[a-z0-9-]+$")]
    pub format: Option<String>,
    /// The values that are known, with a space between two.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(max_length = 8192, pattern = "^[A-Za-z0-9_/ -]+$")]
    pub allowed: Option<String>,
}

impl FieldError {
    /// A wrong member of the body.
    pub fn new(
        pointer: impl Into<String>,
        code: impl Into<String>,
        message: impl Into<String>,
    ) -> Self {
        Self {
            pointer: Some(pointer.into()),
            code: code.into(),
            message: message.into(),
            ..Self::default()
        }
    }

    /// A wrong parameter or header.
    pub fn of_parameter(
        name: impl Into<String>,
        code: impl Into<String>,
        message: impl Into<String>,
    ) -> Self {
        Self {
            parameter: Some(name.into()),
            code: code.into(),
            message: message.into(),
            ..Self::default()
        }
    }
}
