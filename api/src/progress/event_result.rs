//! What became of the events of a batch.

use chrono::{DateTime, Utc};
use domain::{
    courses::marking::Mark,
    ids::ProgressEventId,
    progress::{
        admission::{DeviceClock, EventResult, RefusalReason, Verdict},
        event::Outcome,
    },
};
use persistence::progress::Judged;
use serde::Serialize;
use utoipa::ToSchema;

use super::event::Unreadable;

/// The results of a batch.
#[derive(Debug, Serialize, ToSchema)]
pub struct RecordedView {
    /// When the batch arrived, by the server's clock.
    pub received_at: DateTime<Utc>,
    /// A result for every event, in the order of the events.
    #[schema(max_items = 200)]
    pub results: Vec<EventResultView>,
}

/// The result of an event.
#[derive(Debug, Serialize, ToSchema)]
pub struct EventResultView {
    /// The place of the event in the batch, counted from 0.
    #[schema(minimum = 0, maximum = 199, format = "int32", example = 0)]
    pub index: usize,
    /// The event; `null` if its id could not be read.
    pub id: Option<ProgressEventId>,
    /// The result.
    pub result: EventResult,
    /// What the device's clock is worth, of an event that is recorded now. `ahead` is one that is
    /// more than 5 minutes ahead of the server's: the event counts as having happened at
    /// `received_at`.
    pub clock: Option<DeviceClock>,
    /// Why it is not recorded.
    pub reason: Option<RefusalReason>,
    /// Which field or rule makes it `malformed`.
    #[schema(max_length = 200, pattern = r"^[^\n]*$")]
    pub detail: Option<String>,
    /// How the recorded answer to a question went.
    pub outcome: Option<Outcome>,
    /// Why the right choices of the question are right, in Markdown.
    #[schema(max_length = 2_000, pattern = r"^[\s\S]*$")]
    pub explanation: Option<String>,
}

impl EventResultView {
    /// Of an event that was judged.
    pub(super) fn of(index: usize, id: ProgressEventId, judged: Judged) -> Self {
        let (outcome, explanation) = match judged.marked {
            None => (None, None),
            Some(marked) => {
                let outcome = match marked.mark {
                    Mark::Right => Outcome::Passed,
                    Mark::Wrong => Outcome::Failed,
                };
                (Some(outcome), Some(marked.explanation))
            }
        };
        Self {
            index,
            id: Some(id),
            result: judged.verdict.result(),
            clock: judged.clock,
            reason: match judged.verdict {
                Verdict::Refuse(reason) => Some(reason),
                Verdict::Record(_) | Verdict::AlreadyRecorded => None,
            },
            detail: None,
            outcome,
            explanation,
        }
    }

    /// Whether the event is recorded now.
    pub(super) fn is_recorded(&self) -> bool {
        self.result == EventResult::Recorded
    }

    /// Of an event that could not be read.
    pub(super) fn unreadable(index: usize, unreadable: &Unreadable) -> Self {
        Self {
            index,
            id: unreadable.id,
            result: EventResult::Refused,
            clock: None,
            reason: Some(RefusalReason::Malformed),
            detail: Some(unreadable.detail.clone()),
            outcome: None,
            explanation: None,
        }
    }
}
