//! What a learner did, as it is shown.

use chrono::{DateTime, Utc};
use domain::text::CourseTitle;
use domain::{
    ids::{ActivityId, CourseVersionId, LessonId, ProgressEventId},
    progress::{
        admission::DeviceClock,
        event::{EventKind, Outcome},
    },
};
use persistence::progress::{ShownWork, TimelineEntry};
use serde::Serialize;
use utoipa::ToSchema;

use crate::courses::bounded::ChoicePlace;

/// A learning event.
#[derive(Serialize, ToSchema)]
pub struct TimelineEventView {
    /// The event.
    pub id: ProgressEventId,
    /// The kind of event.
    pub kind: EventKind,
    /// The course version in which it happened.
    pub course_version_id: CourseVersionId,
    /// The lesson.
    pub lesson_id: LessonId,
    /// The title of the lesson.
    #[schema(value_type = CourseTitle)]
    pub lesson_title: String,
    /// The activity, if it was about one.
    pub activity_id: Option<ActivityId>,
    /// The title of the activity.
    #[schema(value_type = Option<CourseTitle>)]
    pub activity_title: Option<String>,
    /// How an attempt went.
    pub outcome: Option<Outcome>,
    /// Seconds on task.
    #[schema(minimum = 1, maximum = 3600)]
    pub seconds: Option<i32>,
    /// The code that was handed in.
    #[schema(
        max_length = 16384,
        pattern = r"^[\s\S]*$",
        example = "print(\"Warm\")\n"
    )]
    pub code: Option<String>,
    /// The places of the choices that were chosen, counted from 0.
    #[schema(inline, min_items = 1, max_items = 6)]
    pub choices: Option<Vec<ChoicePlace>>,
    /// The answer that was given in words.
    #[schema(max_length = 16384, pattern = r"^[\s\S]*$")]
    pub answer: Option<String>,
    /// Whether content exists that the caller is not allowed to see.
    pub withheld: bool,
    /// When it happened; when it was reported if the device's clock was `ahead`.
    pub occurred_at: DateTime<Utc>,
    /// When it was reported.
    pub received_at: DateTime<Utc>,
    /// What the clock of the learner's device is worth.
    pub clock: DeviceClock,
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
            id: entry.id,
            kind: entry.kind,
            course_version_id: entry.version,
            lesson_id: entry.lesson,
            lesson_title: entry.lesson_title,
            activity_id: entry.activity,
            activity_title: entry.activity_title,
            outcome: entry.outcome,
            seconds: entry.seconds,
            code,
            choices,
            answer,
            withheld,
            occurred_at: entry.occurred_at,
            received_at: entry.received_at,
            clock: entry.clock,
        }
    }
}
