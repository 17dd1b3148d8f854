//! `GET /v1/classes/{class_id}/staff`

use actix_web::{
    get,
    web::{Data, Path},
};
use domain::ids::ClassId;
use persistence::classes::staff;

use super::view::ClassStaffView;
use crate::{
    app::Hallpass,
    caller::Caller,
    http::{Answer, Page, PageQuery, PageWanted},
    problem::ApiError,
};

/// List the staff of a class
///
/// The current teachers and teaching assistants with their roles in the class. Students use the
/// list of teachers instead.
#[utoipa::path(
    tag = "class-staff",
    params(("class_id" = Uuid, Path, description = "The class"), PageQuery),
    responses((status = OK, description = "A page of staff", body = Page<ClassStaffView>)),
)]
#[get("/v1/classes/{class_id}/staff")]
pub async fn list_class_staff(
    caller: Caller,
    class: Path<ClassId>,
    wanted: PageWanted,
    hallpass: Data<Hallpass>,
) -> Result<Answer, ApiError> {
    let class = *class;
    hallpass
        .list(&caller, wanted, move |tx, actor, page| {
            let permit = tx.permit(actor, class)?;
            Ok(staff::list(tx, &permit, page)?.map(ClassStaffView::from))
        })
        .await
}
