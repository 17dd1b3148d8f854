//! `GET /v1/classes/{class_id}/progress/stream`

use std::convert::Infallible;

use actix_web::{
    HttpRequest, HttpResponse, get,
    http::header::{AUTHORIZATION, HeaderMap},
    web::{Data, Path},
};
use domain::ids::ClassId;
use futures_util::{
    StreamExt as _,
    stream::{once, unfold},
};
use persistence::progress::ClassRevision;

use super::following::Following;
use crate::{app::Hallpass, caller::Caller, problem::ApiError, progress::class_revision};

const EXAMPLE: &str = "retry: 5000\n\nevent: progress\nid: AZlrPHoAcACAAAAAAAAAAQ7mAZlrPHoAcACAAAAAAAA\n\
    data: {}\n\n:\n\n";

/// Follow the progress of a class
///
/// Server-sent events: `progress` with the view that `GET /v1/classes/{class_id}/progress` gives with
/// `since`, whose `revision` is the event's id, and comments in between. A client that connects again
/// names the last id in `Last-Event-ID` and is told what changed since.
///
/// Token, session and permit are judged again before each message. When one of them has ended, a last
/// event `end` says why, as a problem, and the stream ends; it ends without one after ten minutes.
/// Connections are bounded for each person (429) and for the instance (503).
#[utoipa::path(
    tag = "progress",
    params(
        ("class_id" = Uuid, Path, description = "The class"),
        (
            "Last-Event-ID" = inline(Option<String>),
            Header,
            description = "The id of the last event that the client received",
            min_length = 43,
            max_length = 1643,
            pattern = "^[A-Za-z0-9_-]+$",
        ),
    ),
    responses((
        status = OK,
        description = "The stream",
        body = String,
        content_type = "text/event-stream",
        example = json!(EXAMPLE),
    )),
)]
#[get("/v1/classes/{class_id}/progress/stream")]
pub async fn stream_class_progress(
    caller: Caller,
    class: Path<ClassId>,
    request: HttpRequest,
    hallpass: Data<Hallpass>,
) -> Result<HttpResponse, ApiError> {
    let known = last_event(request.headers())?;
    let mut headers = HeaderMap::new();
    if let Some(token) = request.headers().get(AUTHORIZATION) {
        headers.insert(AUTHORIZATION, token.clone());
    }
    let place = hallpass.stream_places().take(caller.bearer().user)?;
    let mut following = Following {
        rounds: hallpass.service().streams.rounds(),
        hallpass,
        caller,
        headers,
        class: *class,
        known,
        _place: place,
    };
    let first = following.first().await?;
    let rest = unfold(following, async |mut following| {
        let message = following.next().await?;
        Some((message, following))
    });
    let messages = once(async { first }).chain(rest);
    Ok(HttpResponse::Ok()
        .content_type("text/event-stream")
        .insert_header(("X-Accel-Buffering", "no"))
        .streaming(messages.map(Ok::<_, Infallible>)))
}

fn last_event(headers: &HeaderMap) -> Result<Option<ClassRevision>, ApiError> {
    let Some(named) = headers.get("last-event-id") else {
        return Ok(None);
    };
    let revision = named.to_str().ok().and_then(class_revision::read);
    Ok(Some(revision.ok_or(ApiError::header("Last-Event-ID"))?))
}
