//! `GET /v1/schools/{school_id}/students`

use actix_web::{
    get,
    web::{Data, Path},
};
use domain::ids::SchoolId;
use persistence::classes::students;

use super::view::SchoolStudentView;
use crate::{
    app::Hallpass,
    caller::Caller,
    http::{Answer, Page, PageQuery, PageWanted},
    problem::ApiError,
};

/// List the students of a school
///
/// For administrators, who enroll students in classes: students who are in a class of the school,
/// and students who were and are in no class of another school.
#[utoipa::path(
    tag = "students",
    params(("school_id" = Uuid, Path, description = "The school"), PageQuery),
    responses((status = OK, description = "A page of students", body = Page<SchoolStudentView>)),
)]
#[get("/v1/schools/{school_id}/students")]
pub async fn list_school_students(
    caller: Caller,
    school: Path<SchoolId>,
    wanted: PageWanted,
    hallpass: Data<Hallpass>,
) -> Result<Answer, ApiError> {
    let school = *school;
    hallpass
        .list(&caller, wanted, move |tx, actor, page| {
            let permit = tx.permit(actor, school)?;
            Ok(students::of_school(tx, &permit, page)?.map(SchoolStudentView::from))
        })
        .await
}
