//! Feedback as it is shown: a code that the client says in the learner's language.

use chrono::{DateTime, Utc};
use domain::progress::feedback::FeedbackCode;
use persistence::progress::FeedbackRecord;
use serde::Serialize;
use utoipa::ToSchema;
use uuid::{Uuid, uuid};

use crate::{
    openapi::{Example, instant},
    wire::FeedbackCodeWord,
};

/// A teacher's feedback on an activity.
#[derive(Debug, Serialize, ToSchema)]
#[schema(example = FeedbackView::example)]
pub struct FeedbackView {
    /// Its id.
    pub id: Uuid,
    /// The class in which it was given.
    pub class_id: Uuid,
    /// The activity that it is about.
    pub activity_id: Uuid,
    /// What it says.
    pub code: FeedbackCodeWord,
    /// How others see the teacher.
    #[schema(max_length = 120, pattern = r"^\S(.*\S)?$")]
    pub given_by: String,
    /// When it was given.
    pub given_at: DateTime<Utc>,
}

impl From<FeedbackRecord> for FeedbackView {
    fn from(record: FeedbackRecord) -> Self {
        Self {
            id: record.id.uuid(),
            class_id: record.class.uuid(),
            activity_id: record.activity.uuid(),
            code: FeedbackCodeWord(record.code),
            given_by: record.given_by,
            given_at: record.given_at,
        }
    }
}

impl Example for FeedbackView {
    fn example() -> Self {
        Self {
            id: uuid!("01996b3c-7a00-7000-8000-0000000000c1"),
            class_id: uuid!("01996b3c-7a00-7000-8000-000000000001"),
            activity_id: uuid!("d61139ff-a880-8a88-a340-7f072b3fdc03"),
            code: FeedbackCodeWord(FeedbackCode::KeptGoing),
            given_by: "Mx. Rivera".to_owned(),
            given_at: instant("2026-09-22T13:40:00Z"),
        }
    }
}
