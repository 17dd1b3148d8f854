//! An event as a learner's client reports it.

use chrono::{DateTime, DurationRound, TimeDelta, Utc};
use domain::{
    ids::Id,
    progress::{
        admission::RefusalReason,
        event::{Deed, Event, EventKind, MalformedEvent, Outcome, Report, Subject},
    },
};
use persistence::progress::Arrival;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use uuid::{Uuid, uuid};

use crate::{
    openapi::{Example, instant},
    wire::{EventKindWord, OutcomeWord},
};

/// Something that the caller did. It is about an activity if it names one, otherwise about the
/// lesson.
#[derive(Deserialize, Serialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct EventReport {
    /// Its id, chosen by the client: the same whenever the same event is reported again.
    pub id: Uuid,
    /// What kind of thing happened.
    pub kind: EventKindWord,
    /// The lesson.
    pub lesson_id: Option<Uuid>,
    /// The activity of the lesson.
    pub activity_id: Option<Uuid>,
    /// When it happened, by the client's clock.
    pub occurred_at: DateTime<Utc>,
    /// How an attempt went.
    pub outcome: Option<OutcomeWord>,
    /// Seconds on task, for `time_spent`: 1 to 3600.
    #[schema(minimum = 1, maximum = 3600)]
    pub seconds: Option<u32>,
    /// The code of an attempt: at most 16 KiB of UTF-8.
    #[schema(
        max_length = 16384,
        pattern = r"^[\s\S]*$",
        example = "print(\"Warm\")"
    )]
    pub code: Option<String>,
    /// The answer of an attempt or to a prompt: at most 16 KiB of UTF-8.
    #[schema(max_length = 16384, pattern = r"^[\s\S]*$")]
    pub answer: Option<String>,
}

impl EventReport {
    /// Reads it as an event. Instants are kept to the microsecond, as the database keeps them.
    pub(super) fn read(&self) -> Result<Arrival, RefusalReason> {
        let lesson = self.lesson_id.map(Id::from_uuid);
        let activity = self.activity_id.map(Id::from_uuid);
        let subject = match (activity, lesson) {
            (Some(activity), _) => Subject::Activity(activity),
            (None, Some(lesson)) => Subject::Lesson(lesson),
            (None, None) => return Err(RefusalReason::Malformed),
        };
        let work = match (&self.code, &self.answer) {
            (Some(_), Some(_)) => return Err(MalformedEvent::WorkUnexpected.into()),
            (code, answer) => code.as_ref().or(answer.as_ref()).cloned(),
        };
        let deed = Deed::try_from(Report {
            kind: self.kind.0,
            subject,
            outcome: self.outcome.map(|outcome| outcome.0),
            seconds: self.seconds,
            work,
        })?;
        let occurred_at = self
            .occurred_at
            .duration_trunc(TimeDelta::microseconds(1))
            .unwrap_or(self.occurred_at);
        Ok(Arrival {
            event: Event {
                id: Id::from_uuid(self.id),
                occurred_at,
                deed,
            },
            lesson,
        })
    }
}

impl Example for EventReport {
    fn example() -> Self {
        Self {
            id: uuid!("01996b3c-7a00-7000-8000-0000000000a1"),
            kind: EventKindWord(EventKind::Attempted),
            lesson_id: Some(uuid!("0c16178a-b72a-814e-ace5-318ddd13cb9a")),
            activity_id: Some(uuid!("d61139ff-a880-8a88-a340-7f072b3fdc03")),
            occurred_at: instant("2026-09-21T15:04:05Z"),
            outcome: Some(OutcomeWord(Outcome::Passed)),
            seconds: None,
            code: Some("print(\"Warm\")\n".to_owned()),
            answer: None,
        }
    }
}
