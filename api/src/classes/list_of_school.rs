//! `GET /v1/schools/{school_id}/classes`

use actix_web::{
    HttpRequest, get,
    web::{Data, Path, Query},
};
use domain::ids::SchoolId;
use persistence::classes;

use super::view::ClassView;
use crate::{
    app::Hallpass,
    caller::Caller,
    http::{Answer, Page, PageQuery},
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
    query: Query<PageQuery>,
    request: HttpRequest,
    hallpass: Data<Hallpass>,
) -> Result<Answer, ApiError> {
    let school = *school;
    let wanted = hallpass.cursors().read(&request, &query)?;
    let page = wanted.page;
    let found = hallpass
        .read(&caller, move |tx, actor| {
            let permit = tx.permit(actor, school)?;
            Ok(classes::of_school(tx, &permit, page)?)
        })
        .await?;
    hallpass.cursors().answer(&wanted, found, ClassView::from)
}
