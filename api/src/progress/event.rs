//! An event as a learner's client reports it.

use chrono::{DateTime, DurationRound, TimeDelta, Utc};
use domain::{
    ids::{ActivityId, CourseVersionId, LessonId, ProgressEventId},
    progress::{
        event::{EventKind, Outcome, Subject},
        report::{MalformedEvent, RawEvent},
        reported_action::{ReportedAction, ReportedEvent},
    },
};
use persistence::progress::IncomingEvent;
use serde::Deserialize;
use serde_json::value::RawValue;
use utoipa::ToSchema;

use crate::{courses::bounded::ChoicePlace, http::decode_part};

/// Characters of a detail at most.
const LONGEST_DETAIL: usize = 200;

/// Something that the caller did. It is about an activity if it names one, otherwise about the
/// lesson.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({
    "id": "01996b3c-7a00-7000-8000-0000000000a1",
    "kind": "attempted",
    "lesson_id": "7fc7c19a-4352-8a4d-b4bf-f61ec11d0efb",
    "activity_id": "881c8dc4-34d9-8b7f-a228-a92666129894",
    "occurred_at": "2026-09-21T15:04:05Z",
    "outcome": "passed",
    "code": "print(\"Warm\")\n"
}))]
pub struct EventReport {
    /// Its id, chosen by the client: the same whenever the same event is reported again.
    pub id: ProgressEventId,
    /// The kind of event.
    pub kind: EventKind,
    /// The lesson.
    pub lesson_id: Option<LessonId>,
    /// The activity of the lesson.
    pub activity_id: Option<ActivityId>,
    /// The version of the course that the client showed. Without one it is the version that the class
    /// had when the event happened.
    pub course_version_id: Option<CourseVersionId>,
    /// When it happened, by the client's clock.
    pub occurred_at: DateTime<Utc>,
    /// How an attempt at a program went. An attempt at a question has none: its key marks it.
    pub outcome: Option<Outcome>,
    /// Seconds on task, for `time_spent`: 1 to 3600.
    #[schema(minimum = 1, maximum = 3600)]
    pub seconds: Option<u32>,
    /// The code of an attempt at a program: at most 16 KiB of UTF-8.
    #[schema(
        max_length = 16384,
        pattern = r"^[\s\S]*$",
        example = "print(\"Warm\")"
    )]
    pub code: Option<String>,
    /// The places of the choices that an attempt at a question chose, none twice. It is right as a
    /// whole or wrong as a whole.
    #[schema(inline, min_items = 1, max_items = 6)]
    pub choices: Option<Vec<ChoicePlace>>,
    /// The answer to a prompt: at most 16 KiB of UTF-8.
    #[schema(max_length = 16384, pattern = r"^[\s\S]*$")]
    pub answer: Option<String>,
}

/// Why an event cannot be read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Unreadable {
    /// Its id, if that can be read.
    pub(super) id: Option<ProgressEventId>,
    /// Which field or rule it breaks; of the event's own values none.
    pub(super) detail: String,
}

/// The id of an event of which nothing else needs to be readable.
#[derive(Deserialize)]
struct Identified {
    id: ProgressEventId,
}

impl EventReport {
    /// Reads an event as it came.
    pub(super) fn read(written: &RawValue) -> Result<IncomingEvent, Unreadable> {
        let report: Self = decode_part(written).map_err(|field| Unreadable {
            id: decode_part(written).ok().map(|Identified { id }| id),
            detail: shown(
                format!("{} {}", field.pointer.unwrap_or_default(), field.message).trim_start(),
            ),
        })?;
        let id = report.id;
        report.arrival().map_err(|malformed| Unreadable {
            id: Some(id),
            detail: malformed.to_string(),
        })
    }

    /// Instants are kept to the microsecond, as the database keeps them.
    fn arrival(self) -> Result<IncomingEvent, MalformedEvent> {
        let lesson = self.lesson_id;
        let activity = self.activity_id;
        let subject = match (activity, lesson) {
            (Some(activity), _) => Subject::Activity(activity),
            (None, Some(lesson)) => Subject::Lesson(lesson),
            (None, None) => return Err(MalformedEvent::SubjectMissing),
        };
        let choices = self.choices.map(|choices| {
            let places = choices.into_iter().map(|ChoicePlace(place)| place);
            places.collect()
        });
        let claim = ReportedAction::try_from(RawEvent {
            kind: self.kind,
            subject,
            outcome: self.outcome,
            seconds: self.seconds,
            code: self.code,
            choices,
            answer: self.answer,
        })?;
        let occurred_at = self
            .occurred_at
            .duration_trunc(TimeDelta::microseconds(1))
            .unwrap_or(self.occurred_at);
        Ok(IncomingEvent {
            claimed: ReportedEvent {
                id: self.id,
                occurred_at,
                claim,
            },
            lesson,
            version: self.course_version_id,
        })
    }
}

/// A text as an answer may show it: the name of an unknown field is the client's own.
fn shown(text: &str) -> String {
    let plain = text.chars().filter(|letter| !letter.is_control());
    plain.take(LONGEST_DETAIL).collect()
}
