//! Broken rules of course content, as wrong fields of the body.

use domain::{
    courses::{ViolationCode, Violations},
    text_enum::TextEnum,
};

use crate::problem::{ApiError, FieldError, MOST_FIELDS};

/// The first violations as wrong fields.
pub(super) fn refused(violations: &Violations) -> ApiError {
    let errors = violations.iter().take(MOST_FIELDS).map(|violation| {
        let code = violation.code;
        FieldError::new(violation.pointer.as_str(), code.as_str(), message(code))
    });
    ApiError::fields(errors.collect())
}

fn message(code: ViolationCode) -> &'static str {
    match code {
        ViolationCode::Required => "must not be empty",
        ViolationCode::TooLong => "is too long",
        ViolationCode::TooFew => "has too few entries",
        ViolationCode::TooMany => "has too many entries",
        ViolationCode::OutOfRange => "is outside of what is allowed here",
        ViolationCode::Malformed => "is not written as this field must be",
        ViolationCode::Duplicate => "is given twice",
        ViolationCode::OrderReversed => "ends before it begins",
        ViolationCode::ControlCharacter => "holds characters that cannot be seen",
        ViolationCode::Html => "holds HTML",
        ViolationCode::LinkNotHttps => "links to something other than an https address",
        ViolationCode::EmailAddress => "holds an e-mail address",
        ViolationCode::PhoneNumber => "holds a telephone number",
    }
}
