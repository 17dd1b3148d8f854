//! A field of a request that is wrong.

use serde::Serialize;
use utoipa::{
    PartialSchema, ToSchema,
    openapi::{ObjectBuilder, RefOr, Schema, schema::Type},
};

use super::field_code::FieldCode;

/// An invalid field of a request: a member of the body, a parameter or a header.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
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
        max_length = 300,
        pattern = r"^[^\n]*$",
        example = "must have at most 120 characters"
    )]
    pub message: String,
    /// What the document says that the value may be; absent where it says nothing of it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub bounds: Option<Box<FieldBounds>>,
}

/// What a value may be, as the schema of its field says.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, ToSchema)]
pub struct FieldBounds {
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
    /// The values that are known.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    #[schema(max_items = 200)]
    pub allowed: Vec<AllowedValue>,
}

/// A value that a field can have.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(transparent)]
pub struct AllowedValue(pub String);

impl PartialSchema for AllowedValue {
    fn schema() -> RefOr<Schema> {
        ObjectBuilder::new()
            .schema_type(Type::String)
            .min_length(Some(1))
            .max_length(Some(64))
            .pattern(Some("^[A-Za-z0-9_-]+$"))
            .into()
    }
}

impl ToSchema for AllowedValue {}

impl FieldError {
    /// A wrong member of the body.
    pub fn new(
        pointer: impl Into<String>,
        code: impl Into<String>,
        message: impl Into<String>,
    ) -> Self {
        Self {
            pointer: Some(pointer.into()),
            parameter: None,
            code: code.into(),
            message: message.into(),
            bounds: None,
        }
    }

    /// A wrong parameter or header.
    pub fn of_parameter(
        name: impl Into<String>,
        code: impl Into<String>,
        message: impl Into<String>,
    ) -> Self {
        Self {
            pointer: None,
            parameter: Some(name.into()),
            code: code.into(),
            message: message.into(),
            bounds: None,
        }
    }

    /// The same, with what the value may be.
    #[must_use]
    pub fn within(mut self, bounds: Option<FieldBounds>) -> Self {
        self.bounds = bounds.map(Box::new);
        self
    }
}
