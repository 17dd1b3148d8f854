//! An emergency as clients see it.

use chrono::{DateTime, Utc};
use domain::{
    category::Category,
    ids::{EmergencyId, UserId},
    records::emergency::EmergencyState,
    text::{EmergencyReasons, RecipientName, ThreatDescription},
};
use persistence::records::{Emergency, EmergencyOutcome};
use serde::Serialize;
use utoipa::ToSchema;

use crate::{
    http::Answer,
    problem::{ApiError, ConflictReason},
};

/// A health or safety emergency of a student.
#[derive(Serialize, ToSchema)]
pub struct EmergencyView {
    /// Its id.
    pub id: EmergencyId,
    /// Whose.
    pub student_id: UserId,
    /// The articulable and significant threat.
    #[schema(value_type = ThreatDescription)]
    pub threat: String,
    /// Who needs to know.
    #[schema(max_items = 20, value_type = Vec<RecipientName>)]
    pub recipients: Vec<String>,
    /// Records of which categories they need.
    #[schema(max_items = 21)]
    pub categories: Vec<Category>,
    /// Where it stands.
    pub state: EmergencyState,
    /// When it was recorded.
    pub recorded_at: DateTime<Utc>,
    /// When it is over by itself.
    pub expires_at: DateTime<Utc>,
    /// When it was last renewed; `null` if it was not.
    pub renewed_at: Option<DateTime<Utc>>,
    /// Why it was.
    #[schema(value_type = Option<EmergencyReasons>)]
    pub reasons: Option<String>,
    /// When somebody ended it; `null` if nobody did.
    pub ended_at: Option<DateTime<Utc>>,
}

impl From<Emergency> for EmergencyView {
    fn from(emergency: Emergency) -> Self {
        Self {
            id: emergency.id,
            student_id: emergency.student,
            threat: emergency.threat,
            recipients: emergency.scope.recipients,
            categories: emergency.scope.categories,
            state: emergency.state,
            recorded_at: emergency.recorded_at,
            expires_at: emergency.scope.term.expires_at,
            renewed_at: emergency.renewed_at,
            reasons: emergency.reasons,
            ended_at: emergency.scope.term.ended_at,
        }
    }
}

/// What became of a change, as an answer.
///
/// # Errors
/// Why it does not happen.
pub(super) fn answer(
    outcome: EmergencyOutcome,
    done: impl FnOnce(&EmergencyView) -> Result<Answer, ApiError>,
) -> Result<Answer, ApiError> {
    match outcome {
        EmergencyOutcome::Done(emergency) => done(&EmergencyView::from(*emergency)),
        EmergencyOutcome::NoSuchEmergency => Err(ApiError::NOT_FOUND),
        EmergencyOutcome::Over => Err(ApiError::Conflict(ConflictReason::EmergencyOver)),
        EmergencyOutcome::OwnFamily => Err(ApiError::Conflict(ConflictReason::OfTheFamily)),
    }
}
