//! `POST /v1/me/classes/join`

use actix_web::{post, web::Data};
use chrono::{DateTime, Utc};
use domain::{access::action::JoinClass, text::TypedCode};
use persistence::classes::join_codes::{self, JoinOutcome};
use serde::Deserialize;
use utoipa::ToSchema;
use validator::Validate;

use crate::{
    app::Hallpass,
    caller::Caller,
    classes::view::ClassView,
    http::{Answer, Body, Checked},
    problem::{ApiError, ConflictReason, ProblemKind},
};

/// A code with which to join a class.
#[derive(Debug, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct JoinClassRequest {
    /// The code as it was typed: case, spaces and hyphens do not matter.
    #[validate(custom(function = crate::http::text))]
    pub code: TypedCode,
}

impl Checked for JoinClassRequest {}

/// Join a class with a code
///
/// For students. A repeated request finds the student enrolled and has no further effect, so no
/// `Idempotency-Key` is needed. The answer does not say why a code is refused. After ten
/// consecutive refusals the caller has to wait.
#[utoipa::path(
    tag = "join-codes",
    request_body = JoinClassRequest,
    responses((status = OK, description = "The class", body = ClassView)),
)]
#[post("/v1/me/classes/join")]
pub async fn join_class(
    caller: Caller,
    body: Body<JoinClassRequest>,
    hallpass: Data<Hallpass>,
) -> Result<Answer, ApiError> {
    let (outcome, now) = hallpass
        .write(&caller, move |tx, actor| {
            let permit = tx.permit::<JoinClass>(actor, actor.organization())?;
            let outcome = join_codes::redeem(tx, &permit, body.code.as_str())?;
            Ok((outcome, tx.now()))
        })
        .await?;
    match outcome {
        JoinOutcome::Joined(class) => Answer::ok(&ClassView::for_student(class)),
        JoinOutcome::Refused => Err(ProblemKind::JoinCodeRefused.into()),
        JoinOutcome::Wait(until) => Err(ApiError::Later {
            kind: ProblemKind::TooManyRequests,
            seconds: seconds_until(until, now),
        }),
        JoinOutcome::Sandbox => Err(ApiError::Conflict(ConflictReason::SandboxStudent)),
        JoinOutcome::NotAuthorized(_) => Err(ProblemKind::SchoolAuthorizationRequired.into()),
    }
}

/// Whole seconds after which an instant has come.
fn seconds_until(until: DateTime<Utc>, now: DateTime<Utc>) -> u32 {
    let seconds = (until - now).num_milliseconds().div_euclid(1000) + 1;
    u32::try_from(seconds).unwrap_or(u32::MAX)
}
