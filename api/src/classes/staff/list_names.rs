//! `GET /v1/classes/{class_id}/teachers`

use actix_web::{
    get,
    web::{Data, Path},
};
use domain::ids::ClassId;
use persistence::classes::staff;

use super::view::TeacherNameView;
use crate::{
    app::Hallpass,
    caller::Caller,
    http::{Answer, Page, PageQuery, PageWanted},
    problem::ApiError,
};

/// List the teachers of a class
///
/// The display names of the teachers, for the students of the class.
#[utoipa::path(
    tag = "class-staff",
    params(("class_id" = Uuid, Path, description = "The class"), PageQuery),
    responses((status = OK, description = "A page of teachers", body = Page<TeacherNameView>)),
)]
#[get("/v1/classes/{class_id}/teachers")]
pub async fn list_class_teachers(
    caller: Caller,
    class: Path<ClassId>,
    wanted: PageWanted,
    hallpass: Data<Hallpass>,
) -> Result<Answer, ApiError> {
    let class = *class;
    hallpass
        .list(&caller, wanted, move |tx, actor, page| {
            let permit = tx.permit(actor, class)?;
            Ok(staff::names(tx, &permit, page)?.map(TeacherNameView::from))
        })
        .await
}
