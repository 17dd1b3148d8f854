//! When a class works on a course, as clients send it.

use chrono::{DateTime, Utc};
use domain::courses::assignment::{AssignmentSchedule, Visibility};

use crate::problem::{ApiError, FieldError, ProblemKind};

/// The schedule of these members.
///
/// # Errors
/// 422 if the work is due before it opens.
pub(super) fn schedule(
    visibility: Visibility,
    opens_at: Option<DateTime<Utc>>,
    due_at: Option<DateTime<Utc>>,
) -> Result<AssignmentSchedule, ApiError> {
    AssignmentSchedule::new(visibility, opens_at, due_at).map_err(|_| {
        let message = "must be later than `opens_at`";
        ApiError::Fields {
            kind: ProblemKind::InvalidFields,
            errors: vec![FieldError::new("/due_at", "out_of_range", message)],
        }
    })
}
