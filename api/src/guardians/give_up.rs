//! `POST /v1/me/guardianships/{guardianship_id}/give-up`

use actix_web::{
    post,
    web::{Data, Path},
};
use domain::ids::GuardianshipId;
use persistence::guardians::{self, GiveUpOutcome};
use serde::Deserialize;
use utoipa::ToSchema;
use validator::Validate;

use super::{
    decide::{AcceptedConsequence, last_guardian},
    view::refused,
};
use crate::{
    app::Hallpass,
    caller::Caller,
    http::{Answer, Body, Checked, IdempotencyKey},
    problem::ApiError,
};

/// What the guardian knows.
#[derive(Debug, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({ "accepts": "last_guardian" }))]
pub struct GiveUpGuardianshipRequest {
    /// What the caller knows and accepts.
    pub accepts: Option<AcceptedConsequence>,
}

impl Checked for GiveUpGuardianshipRequest {}

/// Give up one of my guardianships
///
/// The caller has no rights over the student's record any more. Who is the last one with the rights of a
/// parent says that they know it. An account without another guardianship or a role closes.
#[utoipa::path(
    tag = "guardians",
    params(("guardianship_id" = Uuid, Path, description = "The guardianship")),
    request_body = GiveUpGuardianshipRequest,
    responses(
        (status = NO_CONTENT, description = "It is over"),
        (status = CONFLICT, description = "It is the last one of the student"),
    ),
)]
#[post("/v1/me/guardianships/{guardianship_id}/give-up")]
pub async fn give_up_guardianship(
    caller: Caller,
    guardianship: Path<GuardianshipId>,
    once: IdempotencyKey,
    body: Body<GiveUpGuardianshipRequest>,
    hallpass: Data<Hallpass>,
) -> Result<Answer, ApiError> {
    let guardianship = *guardianship;
    let once = once.with(&body);
    let last = last_guardian(body.accepts);
    hallpass
        .write(&caller, move |tx, actor| {
            let permit = tx.permit(actor, actor.user())?;
            once.run(tx, &permit, |tx| {
                match guardians::give_up(tx, &permit, guardianship, last)? {
                    GiveUpOutcome::GivenUp => Ok(Answer::no_content()),
                    GiveUpOutcome::Refused(refusal) => Err(refused(refusal)),
                    GiveUpOutcome::NoSuchGuardianship => Err(ApiError::NOT_FOUND),
                }
            })
        })
        .await
}
