//! Feedback as it is shown: a code that the client says in the learner's language.

use chrono::{DateTime, Utc};
use domain::text::DisplayName;
use domain::{
    ids::{ActivityId, ClassId, FeedbackId, ProgressEventId},
    progress::feedback::FeedbackCode,
};
use persistence::progress::FeedbackRecord;
use serde::Serialize;
use utoipa::ToSchema;

/// A teacher's feedback on an activity.
#[derive(Debug, Serialize, ToSchema)]
pub struct FeedbackView {
    /// Its id.
    pub id: FeedbackId,
    /// The class in which it was given.
    pub class_id: ClassId,
    /// The activity that it is about.
    pub activity_id: ActivityId,
    /// The attempt that it is about; `null` if it is about the activity as a whole.
    pub event_id: Option<ProgressEventId>,
    /// What it says: `GET /v1/feedback-codes` has its sentence.
    pub code: FeedbackCode,
    /// The display name of the teacher.
    #[schema(value_type = DisplayName)]
    pub given_by: String,
    /// When it was given.
    pub given_at: DateTime<Utc>,
    /// When the student read it.
    pub read_at: Option<DateTime<Utc>>,
}

impl From<FeedbackRecord> for FeedbackView {
    fn from(record: FeedbackRecord) -> Self {
        Self {
            id: record.id,
            class_id: record.class,
            activity_id: record.activity,
            event_id: record.event,
            code: record.code,
            given_by: record.given_by,
            given_at: record.given_at,
            read_at: record.read_at,
        }
    }
}
