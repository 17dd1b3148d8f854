//! `GET /v1/rosters/imports/{import_id}`

use actix_web::{
    get,
    web::{Data, Path},
};
use domain::ids::RosterImportId;

use super::{
    import::{self, Requester},
    view::ImportView,
};
use crate::{app::Hallpass, caller::Caller, http::Answer, problem::ApiError};

/// Get a roster import
///
/// Its state, and how many records it changes or would change.
#[utoipa::path(
    tag = "rosters",
    params(("import_id" = Uuid, Path, description = "The import")),
    responses((status = OK, description = "The import", body = ImportView)),
)]
#[get("/v1/rosters/imports/{import_id}")]
pub async fn show_roster_import(
    caller: Caller,
    import: Path<RosterImportId>,
    hallpass: Data<Hallpass>,
) -> Result<Answer, ApiError> {
    let found = import::show(&hallpass, Requester::Api(caller), *import).await?;
    Answer::ok(&ImportView::try_from(found)?)
}
