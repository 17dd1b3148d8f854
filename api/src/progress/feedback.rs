//! Feedback as it is shown: a code that the client says in the learner's language.

use chrono::{DateTime, Utc};
use domain::text::DisplayName;
use domain::{
    ids::{ActivityId, ClassId, FeedbackId},
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
    /// What it says.
    pub code: FeedbackCode,
    /// The display name of the teacher.
    #[schema(value_type = DisplayName)]
    pub given_by: String,
    /// When it was given.
    pub given_at: DateTime<Utc>,
}

impl From<FeedbackRecord> for FeedbackView {
    fn from(record: FeedbackRecord) -> Self {
        Self {
            id: record.id,
            class_id: record.class,
            activity_id: record.activity,
            code: record.code,
            given_by: record.given_by,
            given_at: record.given_at,
        }
    }
}
