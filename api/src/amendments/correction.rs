//! What a record is to say instead, as clients send it.

use domain::{
    classes::grade_level::GradeLevel,
    text::{FamilyName, GivenName},
};
use persistence::amendments::Correction;
use serde::Deserialize;
use utoipa::ToSchema;
use validator::Validate;

use crate::{http::Change, problem::ApiError};

/// What the record is to say instead: the one member that is the contested part.
#[derive(Clone, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({ "grade_level": "05" }))]
pub struct RecordCorrection {
    /// The given name.
    #[validate(custom(function = crate::http::text))]
    pub given_name: Option<GivenName>,
    /// The family name; `null` for none.
    #[serde(default)]
    #[validate(custom(function = crate::http::changed_text))]
    #[schema(value_type = Option<FamilyName>)]
    pub family_name: Change<FamilyName>,
    /// The grade level; `null` for none.
    #[serde(default)]
    #[schema(value_type = Option<GradeLevel>)]
    pub grade_level: Change<GradeLevel>,
}

/// The correction that a body brings; without one the school corrects by hand.
///
/// # Errors
/// If it has none of the members, or several.
pub(super) fn read(body: Option<&RecordCorrection>) -> Result<Correction, ApiError> {
    let Some(body) = body else {
        return Ok(Correction::ByHand);
    };
    let family = match &body.family_name {
        Change::Keep => None,
        Change::Clear => Some(String::new()),
        Change::Set(name) => Some(name.as_str().to_owned()),
    };
    let level = match &body.grade_level {
        Change::Keep => None,
        Change::Clear => Some(None),
        Change::Set(level) => Some(Some(*level)),
    };
    match (&body.given_name, family, level) {
        (Some(name), None, None) => Ok(Correction::GivenName(name.as_str().to_owned())),
        (None, Some(name), None) => Ok(Correction::FamilyName(name)),
        (None, None, Some(level)) => Ok(Correction::GradeLevel(level)),
        (None, None, None) => Err(ApiError::field(
            "/correction",
            "required",
            "must say what the record says instead",
        )),
        _ => Err(ApiError::field(
            "/correction",
            "superfluous",
            "must have one member only",
        )),
    }
}
