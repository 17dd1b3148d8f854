//! What is refused for a student, as clients see it.

use chrono::{DateTime, Utc};
use domain::directory::DirectoryType;
use persistence::directory::{ChoiceOutcome, RefusedType};
use serde::Serialize;
use utoipa::ToSchema;

use crate::{
    http::Answer,
    problem::{ApiError, ConflictReason},
};

/// A type of directory information that is refused for a student.
#[derive(Serialize, ToSchema)]
pub struct RefusedTypeView {
    /// The type.
    #[serde(rename = "type")]
    pub of: DirectoryType,
    /// Since when somebody who may refuses it.
    pub refused_since: DateTime<Utc>,
}

impl From<RefusedType> for RefusedTypeView {
    fn from(refused: RefusedType) -> Self {
        Self {
            of: refused.of,
            refused_since: refused.since,
        }
    }
}

/// What is refused for a student.
#[derive(Serialize, ToSchema)]
pub struct DirectoryRefusalsView {
    /// The types. None of them is released to anybody.
    #[schema(max_items = 2)]
    pub refused: Vec<RefusedTypeView>,
}

/// What became of a choice, as an answer.
///
/// # Errors
/// Why it does not happen.
pub(super) fn answer(outcome: ChoiceOutcome) -> Result<Answer, ApiError> {
    match outcome {
        ChoiceOutcome::Chosen(refused) => Answer::ok(&DirectoryRefusalsView {
            refused: refused.into_iter().map(Into::into).collect(),
        }),
        ChoiceOutcome::StaysRefused => Err(ApiError::Conflict(ConflictReason::RefusalStays)),
        ChoiceOutcome::OwnFamily => Err(ApiError::Conflict(ConflictReason::OwnPaper)),
    }
}
