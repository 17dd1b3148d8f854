//! `GET /v1/me/exports/{export_id}`

use actix_web::{
    get,
    web::{Data, Path},
};
use domain::ids::ExportId;
use persistence::exports;

use super::view::ExportView;
use crate::{app::Hallpass, caller::Caller, http::Answer, problem::ApiError};

/// Show a copy that I asked for
///
/// Where it stands, how far it is built, until when it can be fetched, and the digest of its archive.
#[utoipa::path(
    tag = "me",
    params(("export_id" = Uuid, Path, description = "The copy")),
    responses((status = OK, description = "The copy", body = ExportView)),
)]
#[get("/v1/me/exports/{export_id}")]
pub async fn show_export(
    caller: Caller,
    export: Path<ExportId>,
    hallpass: Data<Hallpass>,
) -> Result<Answer, ApiError> {
    let export = *export;
    hallpass
        .read(&caller, move |tx, actor| {
            let permit = tx.permit(actor, actor.user())?;
            let export = exports::show(tx, &permit, export)?.ok_or(ApiError::NOT_FOUND)?;
            Answer::ok(&ExportView::from(export))
        })
        .await
}
