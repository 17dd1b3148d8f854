//! What becomes of a change to the clock of a request.

use persistence::rights::ClockOutcome;

use super::view::RightsRequestView;
use crate::{
    http::Answer,
    problem::{ApiError, ConflictReason},
};

/// The answer to a pause, a resumption or an extension.
///
/// # Errors
/// [`ApiError::Conflict`] if the request is not where this can happen to it, or there is no more time.
pub(super) fn answer(outcome: ClockOutcome) -> Result<Answer, ApiError> {
    match outcome {
        ClockOutcome::Kept(request) => Answer::ok(&RightsRequestView::from(*request)),
        ClockOutcome::NotNow => Err(ApiError::Conflict(ConflictReason::RequestElsewhere)),
        ClockOutcome::NoMoreTime(_) => Err(ApiError::Conflict(ConflictReason::NoMoreTime)),
    }
}
