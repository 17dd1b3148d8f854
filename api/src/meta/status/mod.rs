//! `GET /v1/status`

mod view;

use actix_web::{get, web::Data};
use domain::access::{Platform, action::ReadStatus};
use persistence::{rosters, worker};

use crate::{app::Hallpass, caller::Caller, http::Answer, problem::ApiError};

pub use view::{DatabaseEngine, MailState, Readiness, StatusView};

/// Get the status
///
/// How the instance that answers does: its database, the tasks that it repeats, the passwords that wait
/// to be hashed; and of the whole installation the work that waits, messages that were not sent, and
/// imports that are being applied. Counts, states and instants, nothing about anybody. Available to
/// operators of the platform; the page `/status` shows it.
#[utoipa::path(
    tag = "meta",
    responses((status = OK, description = "The status", body = StatusView)),
)]
#[get("/v1/status")]
pub async fn show_status(caller: Caller, hallpass: Data<Hallpass>) -> Result<Answer, ApiError> {
    let (backlog, being_applied, at) = hallpass
        .read(&caller, |tx, actor| {
            let permit = tx.permit::<ReadStatus>(actor, Platform)?;
            let backlog = worker::backlog(tx, &permit)?;
            Ok((backlog, rosters::being_applied(tx, &permit)?, tx.now()))
        })
        .await?;
    let readiness = hallpass.readiness().await;
    Answer::ok(&StatusView::of(
        &hallpass,
        readiness,
        &backlog,
        being_applied,
        at,
    ))
}
