//! `GET /v1/schools/{school_id}/directory-designations`

use actix_web::{
    get,
    web::{Data, Path},
};
use domain::ids::SchoolId;
use persistence::directory;

use super::designation_view::DirectoryDesignationView;
use crate::{
    app::Hallpass,
    caller::Caller,
    http::{Answer, Page, PageQuery, PageWanted},
    problem::ApiError,
};

/// List what a school designates as directory information
///
/// The present designation comes first, if there is one, and those of before after it.
#[utoipa::path(
    tag = "schools",
    params(("school_id" = Uuid, Path, description = "The school"), PageQuery),
    responses((
        status = OK,
        description = "A page of designations",
        body = Page<DirectoryDesignationView>,
    )),
)]
#[get("/v1/schools/{school_id}/directory-designations")]
pub async fn list_directory_designations(
    caller: Caller,
    school: Path<SchoolId>,
    wanted: PageWanted,
    hallpass: Data<Hallpass>,
) -> Result<Answer, ApiError> {
    let school = *school;
    hallpass
        .list(&caller, wanted, move |tx, actor, page| {
            let permit = tx.permit(actor, school)?;
            let found = directory::designations(tx, &permit, page)?;
            Ok(found.map(DirectoryDesignationView::from))
        })
        .await
}
