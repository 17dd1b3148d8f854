//! `POST /v1/rosters/imports/{import_id}/discard`

use actix_web::{
    post,
    web::{Data, Path},
};
use domain::ids::RosterImportId;
use persistence::rosters;

use super::{import::discarded, view::ImportView};
use crate::{
    app::Hallpass,
    caller::Caller,
    http::{Answer, IdempotencyKey},
    problem::ApiError,
};

/// Discard a staged roster import
///
/// The import is recorded as refused, and its bundle is deleted.
#[utoipa::path(
    tag = "rosters",
    params(("import_id" = Uuid, Path, description = "The import")),
    responses((status = OK, description = "The discarded import", body = ImportView)),
)]
#[post("/v1/rosters/imports/{import_id}/discard")]
pub async fn discard_roster_import(
    caller: Caller,
    import: Path<RosterImportId>,
    once: IdempotencyKey,
    hallpass: Data<Hallpass>,
) -> Result<Answer, ApiError> {
    let (import, once) = (*import, once.without_body());
    hallpass
        .write(&caller, move |tx, actor| {
            let permit = tx.permit(actor, actor.organization())?;
            once.run(tx, &permit, |tx| {
                let import = discarded(rosters::discard(tx, &permit, import)?)?;
                Answer::ok(&ImportView::try_from(import)?)
            })
        })
        .await
}
