//! `POST /v1/progress/events`

use actix_web::{post, web::Data};
use domain::ids::ProgressEventId;
use persistence::{
    Mode,
    progress::{self, IncomingEvent},
};
use serde::Deserialize;
use serde_json::value::RawValue;
use utoipa::ToSchema;
use validator::{Validate, ValidationError};

use super::{
    event::{EventReport, Unreadable},
    event_result::{EventResultView, RecordedView},
    found_details::holds_details,
};
use crate::{
    app::Hallpass,
    caller::Caller,
    http::{Answer, Body, Checked, IdempotencyKey, LARGE_BODY_BYTES},
    problem::ApiError,
};

/// Events of a batch at most.
const MOST_EVENTS: usize = 200;

/// Bytes of an answer that are kept for each event that the batch recorded, so that what is kept
/// grows with what was done and not with what was refused.
const KEPT_PER_RECORDED: usize = 1024;

/// A batch of learning events.
#[derive(Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct RecordProgressRequest {
    /// The events, in the order in which they are to be judged. They are read one by one, so that
    /// one that cannot be read does not keep the others from being recorded.
    #[validate(custom(function = a_batch))]
    #[schema(value_type = Vec<EventReport>, min_items = 1, max_items = 200)]
    pub events: Vec<Box<RawValue>>,
}

fn a_batch(events: &[Box<RawValue>]) -> Result<(), ValidationError> {
    let (code, message) = match events.len() {
        0 => ("too_short", "has no events"),
        1..=MOST_EVENTS => return Ok(()),
        _ => ("too_long", "has more than 200 events"),
    };
    Err(ValidationError::new(code).with_message(message.into()))
}

impl Checked for RecordProgressRequest {
    const MAY_HAVE_BYTES: usize = LARGE_BODY_BYTES;
}

/// Record learning events
///
/// Takes up to 200 events, late and in any order, in a body of up to 4 MiB. Each event is judged
/// separately and has its own result, identified by its `index`. An event that was recorded before
/// is reported as such, so a batch may be sent again as a whole or in parts. All accepted events of
/// a batch are recorded in one transaction.
///
/// An attempt at a program says whether it passed. An attempt at a question says which `choices`
/// were chosen, and the result says whether they are right and why: a question is never completed
/// because the client says so. Events that the school's agreement does not cover are not recorded,
/// nor is more than an hour of time on task within an hour of the clock (UTC), nor more than 8 MiB
/// of a learner's events in a day (UTC): each counts 512 bytes and its code or answer.
///
/// A device's clock may be up to 5 minutes ahead: its event happened when it arrived. So does that of
/// a clock that is further ahead, and is marked. The answer's `received_at`, like `Date`, says what
/// the server's clock shows, so that a client can correct its own.
///
/// In a sandbox nothing of a batch is recorded, and the answer is 422, if the code or the answer of one
/// of its events holds an e-mail address, a web address, a phone number or a stated name.
///
/// An answer is kept under its `Idempotency-Key` if it has at most 1 KiB for each event that was
/// recorded. A batch whose answer is not kept is judged again: nothing is recorded twice.
#[utoipa::path(
    tag = "progress",
    request_body = RecordProgressRequest,
    responses((status = OK, description = "The result of each event", body = RecordedView)),
)]
#[post("/v1/progress/events")]
pub async fn record_progress(
    caller: Caller,
    once: IdempotencyKey,
    body: Body<RecordProgressRequest>,
    hallpass: Data<Hallpass>,
) -> Result<Answer, ApiError> {
    let once = once.with(&body);
    let course_indexes = hallpass.course_indexes().clone();
    let mut arrivals: Vec<IncomingEvent> = Vec::new();
    let mut read: Vec<Result<ProgressEventId, Unreadable>> = Vec::new();
    let mut places: Vec<usize> = Vec::new();
    for (place, event) in body.events.iter().enumerate() {
        read.push(EventReport::read(event).map(|arrival| {
            let id = arrival.claimed.id;
            places.push(place);
            arrivals.push(arrival);
            id
        }));
    }
    // Guarded by the learner's revision, which every batch that records something counts first.
    hallpass
        .run(Mode::GuardedWrite, &caller, move |tx, actor| {
            let permit = tx.permit(actor, actor.user())?;
            once.run(tx, &permit, |tx| {
                let judged = progress::record(tx, &permit, &course_indexes, &arrivals)?
                    .map_err(|found| holds_details(&found, &places))?;
                let mut judged = judged.into_iter();
                let results = read.iter().enumerate().map(|(index, event)| match event {
                    Err(unreadable) => Ok(EventResultView::unreadable(index, unreadable)),
                    Ok(id) => judged
                        .next()
                        .map(|judged| EventResultView::of(index, *id, judged))
                        .ok_or(ApiError::Internal("an event was not judged")),
                });
                let results = results.collect::<Result<Vec<_>, ApiError>>()?;
                let recorded = results.iter().filter(|result| result.is_recorded());
                let kept = KEPT_PER_RECORDED.saturating_mul(recorded.count());
                let received_at = tx.now();
                let view = RecordedView {
                    received_at,
                    results,
                };
                Ok(Answer::ok(&view)?.kept_up_to(kept))
            })
        })
        .await
}
