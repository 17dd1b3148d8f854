//! What became of the events of a batch.

use domain::{
    courses::marking::Mark,
    progress::{
        admission::{EventResult, RefusalReason, Verdict},
        event::Outcome,
    },
};
use persistence::progress::Judged;
use serde::Serialize;
use utoipa::ToSchema;
use uuid::Uuid;

use super::event::{EventReport, Unreadable};
use crate::{
    openapi::Example,
    wire::{EventResultWord, OutcomeWord, RefusalReasonWord},
};

/// What became of a batch.
#[derive(Debug, Serialize, ToSchema)]
#[schema(example = RecordedView::example)]
pub struct RecordedView {
    /// A result for every event, in the order of the events.
    #[schema(max_items = 200)]
    pub results: Vec<EventResultView>,
}

/// What became of an event.
#[derive(Debug, Serialize, ToSchema)]
pub struct EventResultView {
    /// The place of the event in the batch, counted from 0.
    #[schema(minimum = 0, maximum = 199, format = "int32")]
    pub index: usize,
    /// The event; `null` if its id could not be read.
    pub id: Option<Uuid>,
    /// What became of it.
    pub result: EventResultWord,
    /// Why it is not recorded. Reporting it again as it is will not help.
    pub reason: Option<RefusalReasonWord>,
    /// Which field or rule makes it `malformed`.
    #[schema(max_length = 200, pattern = r"^[^\n]*$")]
    pub detail: Option<String>,
    /// How the recorded answer to a question went.
    pub outcome: Option<OutcomeWord>,
    /// Why the right choices of the question are right, in Markdown.
    #[schema(max_length = 2_000, pattern = r"^[\s\S]*$")]
    pub explanation: Option<String>,
}

impl EventResultView {
    /// Of an event that was judged.
    pub(super) fn of(index: usize, id: Uuid, judged: Judged) -> Self {
        let (outcome, explanation) = match judged.marked {
            None => (None, None),
            Some(marked) => {
                let outcome = match marked.mark {
                    Mark::Right => Outcome::Passed,
                    Mark::Wrong => Outcome::Failed,
                };
                (Some(OutcomeWord(outcome)), Some(marked.explanation))
            }
        };
        Self {
            index,
            id: Some(id),
            result: EventResultWord(judged.verdict.result()),
            reason: match judged.verdict {
                Verdict::Refuse(reason) => Some(RefusalReasonWord(reason)),
                Verdict::Record(_) | Verdict::AlreadyRecorded => None,
            },
            detail: None,
            outcome,
            explanation,
        }
    }

    /// Of an event that could not be read.
    pub(super) fn unreadable(index: usize, unreadable: &Unreadable) -> Self {
        Self {
            index,
            id: unreadable.id,
            result: EventResultWord(EventResult::Refused),
            reason: Some(RefusalReasonWord(RefusalReason::Malformed)),
            detail: Some(unreadable.detail.clone()),
            outcome: None,
            explanation: None,
        }
    }
}

impl Example for RecordedView {
    fn example() -> Self {
        Self {
            results: vec![EventResultView {
                index: 0,
                id: Some(EventReport::example().id),
                result: EventResultWord(EventResult::Recorded),
                reason: None,
                detail: None,
                outcome: None,
                explanation: None,
            }],
        }
    }
}
