//! `POST /v1/progress/events`

use actix_web::{post, web::Data};
use domain::{
    access::authorize,
    progress::admission::{EventResult, RefusalReason, Verdict},
};
use persistence::{
    progress::{self, Arrival},
    relationships,
};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use uuid::Uuid;
use validator::{Validate, ValidationError};

use super::event::EventReport;
use crate::{
    app::Hallpass,
    caller::Caller,
    http::{Answer, Body, Checked, Once},
    openapi::Example,
    problem::ApiError,
    wire::{EventResultWord, RefusalReasonWord},
};

/// Events of a batch at most.
const MOST_EVENTS: usize = 200;

/// What the caller did.
#[derive(Deserialize, Serialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = RecordProgressRequest::example)]
pub struct RecordProgressRequest {
    /// The events, in the order in which they are to be judged.
    #[validate(custom(function = a_batch))]
    #[schema(min_items = 1, max_items = 200)]
    pub events: Vec<EventReport>,
}

fn a_batch(events: &[EventReport]) -> Result<(), ValidationError> {
    let (code, message) = match events.len() {
        0 => ("too_short", "has no events"),
        1..=MOST_EVENTS => return Ok(()),
        _ => ("too_long", "has more than 200 events"),
    };
    Err(ValidationError::new(code).with_message(message.into()))
}

impl Checked for RecordProgressRequest {}

impl Example for RecordProgressRequest {
    fn example() -> Self {
        Self {
            events: vec![EventReport::example()],
        }
    }
}

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
    /// The event.
    pub id: Uuid,
    /// What became of it.
    pub result: EventResultWord,
    /// Why it is not recorded. Reporting it again as it is will not help.
    pub reason: Option<RefusalReasonWord>,
}

impl EventResultView {
    fn of(id: Uuid, verdict: Verdict) -> Self {
        Self {
            id,
            result: EventResultWord(verdict.result()),
            reason: match verdict {
                Verdict::Refuse(reason) => Some(RefusalReasonWord(reason)),
                Verdict::Record(_) | Verdict::AlreadyRecorded => None,
            },
        }
    }
}

impl Example for RecordedView {
    fn example() -> Self {
        Self {
            results: vec![EventResultView {
                id: EventReport::example().id,
                result: EventResultWord(EventResult::Recorded),
                reason: None,
            }],
        }
    }
}

/// Record what I did
///
/// Takes up to 200 events, late and in any order. Each is judged by itself and has its own result; an
/// event that was recorded before is answered as such, so a batch may be sent again as a whole or in
/// parts. All that is recorded is recorded together.
#[utoipa::path(
    tag = "progress",
    request_body = RecordProgressRequest,
    responses((status = OK, description = "What became of each event", body = RecordedView)),
)]
#[post("/v1/progress/events")]
pub async fn record_progress(
    caller: Caller,
    once: Once,
    body: Body<RecordProgressRequest>,
    hallpass: Data<Hallpass>,
) -> Result<Answer, ApiError> {
    let once = once.with(&body);
    let syllabuses = hallpass.syllabuses().clone();
    let ids: Vec<Uuid> = body.events.iter().map(|event| event.id).collect();
    let batch: Vec<Result<Arrival, RefusalReason>> =
        body.events.iter().map(EventReport::read).collect();
    hallpass
        .write(&caller, move |tx, actor| {
            let permit = authorize(&relationships::of_person(actor, actor.user))?;
            once.run(tx, &permit, |tx| {
                let verdicts = progress::record(tx, &permit, &syllabuses, &batch)?;
                let results = ids.iter().zip(verdicts);
                Answer::ok(&RecordedView {
                    results: results
                        .map(|(id, verdict)| EventResultView::of(*id, verdict))
                        .collect(),
                })
            })
        })
        .await
}
