//! `GET /v1/schools/{school_id}/classes`

use actix_web::{
    get,
    web::{Data, Path},
};
use domain::ids::SchoolId;
use persistence::classes;

use super::view::ClassView;
use crate::{
    app::Hallpass,
    caller::Caller,
    http::{Answer, Page, PageQuery, PageWanted},
    problem::ApiError,
};

/// List the classes of a school
///
/// Oldest first, including archived classes.
#[utoipa::path(
    tag = "classes",
    params(("school_id" = Uuid, Path, description = "The school"), PageQuery),
    responses((status = OK, description = "A page of classes", body = Page<ClassView>)),
)]
#[get("/v1/schools/{school_id}/classes")]
pub async fn list_school_classes(
    caller: Caller,
    school: Path<SchoolId>,
    wanted: PageWanted,
    hallpass: Data<Hallpass>,
) -> Result<Answer, ApiError> {
    let school = *school;
    hallpass
        .list(&caller, wanted, move |tx, actor, page| {
            let permit = tx.permit(actor, school)?;
            Ok(classes::of_school(tx, &permit, page)?.map(ClassView::from))
        })
        .await
}
