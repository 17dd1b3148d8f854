//! What a learner did, as it is shown.

use chrono::{DateTime, Utc};
use domain::{
    ids::Id,
    progress::event::{EventKind, Outcome},
};
use persistence::progress::{ShownWork, TimelineEntry};
use serde::Serialize;
use utoipa::ToSchema;
use uuid::{Uuid, uuid};

use crate::{
    courses::bounded::ChoicePlace,
    openapi::{Example, instant},
    wire::{EventKindWord, OutcomeWord},
};

/// Something that a learner did.
#[derive(Serialize, ToSchema)]
#[schema(example = TimelineEventView::example)]
pub struct TimelineEventView {
    /// The event.
    pub id: Uuid,
    /// What kind of thing happened.
    pub kind: EventKindWord,
    /// The course version in which it happened.
    pub course_version_id: Uuid,
    /// The lesson.
    pub lesson_id: Uuid,
    /// The title of the lesson.
    #[schema(max_length = 120, pattern = r"^[^\n]*$")]
    pub lesson_title: String,
    /// The activity, if it was about one.
    pub activity_id: Option<Uuid>,
    /// The title of the activity.
    #[schema(max_length = 120, pattern = r"^[^\n]*$")]
    pub activity_title: Option<String>,
    /// How an attempt went.
    pub outcome: Option<OutcomeWord>,
    /// Seconds on task.
    #[schema(minimum = 1, maximum = 3600)]
    pub seconds: Option<i32>,
    /// The code that was handed in.
    #[schema(max_length = 16384, pattern = r"^[\s\S]*$")]
    pub code: Option<String>,
    /// The places of the choices that were chosen, counted from 0.
    #[schema(min_items = 1, max_items = 6)]
    pub choices: Option<Vec<ChoicePlace>>,
    /// The answer that was given in words.
    #[schema(max_length = 16384, pattern = r"^[\s\S]*$")]
    pub answer: Option<String>,
    /// Whether something was written that is not for the reader.
    pub withheld: bool,
    /// When it happened.
    pub occurred_at: DateTime<Utc>,
    /// When it was reported.
    pub received_at: DateTime<Utc>,
}

impl From<TimelineEntry> for TimelineEventView {
    fn from(entry: TimelineEntry) -> Self {
        let (mut code, mut choices, mut answer) = (None, None, None);
        let withheld = entry.work == ShownWork::Withheld;
        match entry.work {
            ShownWork::Nothing | ShownWork::Withheld => {}
            ShownWork::Code(text) => code = Some(text),
            ShownWork::Choices(places) => {
                choices = Some(places.into_iter().map(ChoicePlace).collect());
            }
            ShownWork::Answer(text) => answer = Some(text),
        }
        Self {
            id: entry.id.uuid(),
            kind: EventKindWord(entry.kind),
            course_version_id: entry.version.uuid(),
            lesson_id: entry.lesson.uuid(),
            lesson_title: entry.lesson_title,
            activity_id: entry.activity.map(Id::uuid),
            activity_title: entry.activity_title,
            outcome: entry.outcome.map(OutcomeWord),
            seconds: entry.seconds,
            code,
            choices,
            answer,
            withheld,
            occurred_at: entry.occurred_at,
            received_at: entry.received_at,
        }
    }
}

impl Example for TimelineEventView {
    fn example() -> Self {
        Self {
            id: uuid!("01996b3c-7a00-7000-8000-0000000000a1"),
            kind: EventKindWord(EventKind::Attempted),
            course_version_id: uuid!("1a494184-e13d-80df-b6cc-b7e4f2582c65"),
            lesson_id: uuid!("0c16178a-b72a-814e-ace5-318ddd13cb9a"),
            lesson_title: "If … then".to_owned(),
            activity_title: Some("Warm or cold?".to_owned()),
            activity_id: Some(uuid!("d61139ff-a880-8a88-a340-7f072b3fdc03")),
            outcome: Some(OutcomeWord(Outcome::Passed)),
            seconds: None,
            code: Some("print(\"Warm\")\n".to_owned()),
            choices: None,
            answer: None,
            withheld: false,
            occurred_at: instant("2026-09-21T15:04:05Z"),
            received_at: instant("2026-09-21T15:04:30Z"),
        }
    }
}
