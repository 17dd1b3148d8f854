//! `POST /v1/rosters/imports/{import_id}/apply`

use actix_web::{
    post,
    web::{Data, Path},
};
use domain::{access::action::ApplyRoster, ids::RosterImportId};
use persistence::{
    Tx,
    access::{Actor, Permit},
};
use serde::Deserialize;
use utoipa::ToSchema;
use validator::Validate;

use super::{
    import::{self, Acceptance, Requester},
    view::ImportView,
};
use crate::{
    app::Hallpass,
    caller::Caller,
    http::{Answer, Body, Checked, IdempotencyKey},
    problem::ApiError,
};

/// How a staged import is to be applied.
#[derive(Clone, Debug, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ApplyRosterRequest {
    /// Whether what `removal_alarm` counts may shrink so much. Only what was staged is accepted.
    #[serde(default)]
    pub accept_removals: bool,
}

impl Checked for ApplyRosterRequest {}

/// Apply a staged roster import
///
/// Compares the bundle with the current data again and writes all changes. A large import is written
/// in several transactions: until the last one is done, all other requests of the district are
/// answered 503 `roster_being_applied`, and an import that was begun is always completed.
/// Records that are missing in the bundle end; they are not deleted. If another import was applied
/// in the meantime and this one would now have a different effect, the problem is
/// `preview_outdated`: stage the bundle again.
#[utoipa::path(
    tag = "rosters",
    params(("import_id" = Uuid, Path, description = "The import")),
    request_body = ApplyRosterRequest,
    responses((status = OK, description = "The applied import", body = ImportView)),
)]
#[post("/v1/rosters/imports/{import_id}/apply")]
pub async fn apply_roster_import(
    caller: Caller,
    import: Path<RosterImportId>,
    once: IdempotencyKey,
    body: Body<ApplyRosterRequest>,
    hallpass: Data<Hallpass>,
) -> Result<Answer, ApiError> {
    let once = once.with(&body);
    let acceptance = if body.accept_removals {
        Acceptance::Accepted
    } else {
        Acceptance::NotAccepted
    };
    let answered = {
        let once = once.clone();
        let (requester, id) = (Requester::Api(caller), *import);
        let watch = import::unwatched();
        import::apply_with(
            &hallpass,
            requester,
            id,
            acceptance,
            watch,
            move |tx, actor, ready| {
                let permit = permitted(tx, actor)?;
                once.run(tx, &permit, |tx| {
                    Answer::ok(&ImportView::try_from(ready.record(tx, actor)?)?)
                })
            },
        )
        .await
    };
    match answered {
        // It may be this very request that applied it.
        Err(ApiError::Conflict(reason)) => {
            hallpass
                .write(&caller, move |tx, actor| {
                    let permit = permitted(tx, actor)?;
                    once.run(tx, &permit, |_| Err(ApiError::Conflict(reason)))
                })
                .await
        }
        answered => answered,
    }
}

fn permitted<'t>(tx: &mut Tx<'t>, actor: Actor<'t>) -> Result<Permit<'t, ApplyRoster>, ApiError> {
    Ok(tx.permit(actor, actor.organization())?)
}
