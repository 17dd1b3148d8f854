//! `GET /v1/schools/{school_id}/students`

use actix_web::{
    HttpRequest, get,
    web::{Data, Path, Query},
};
use domain::{
    classes::{grade_level::GradeLevel, placement::ClassPlace},
    ids::SchoolId,
};
use persistence::classes::students::{self, SchoolStudentsWanted};

use super::view::SchoolStudentView;
use crate::{
    app::Hallpass,
    caller::Caller,
    http::{Answer, CountedPage},
    problem::ApiError,
};

names_query! {
    /// Which students of a school are wanted.
    SchoolStudentsQuery {
        /// Only students of this grade level.
        grade_level: GradeLevel,
        /// Only students who are in an open class of the school, or only those who are in none.
        place: ClassPlace,
    }
}

/// List the students of a school
///
/// For administrators, who enroll students in classes: students who are in a class of the school,
/// and students who were and are in no class of another school. From A to Z.
#[utoipa::path(
    tag = "students",
    params(("school_id" = Uuid, Path, description = "The school"), SchoolStudentsQuery),
    responses((
        status = OK,
        description = "A page of students",
        body = CountedPage<SchoolStudentView>,
    )),
)]
#[get("/v1/schools/{school_id}/students")]
pub async fn list_school_students(
    caller: Caller,
    school: Path<SchoolId>,
    query: Query<SchoolStudentsQuery>,
    request: HttpRequest,
    hallpass: Data<Hallpass>,
) -> Result<Answer, ApiError> {
    let school = *school;
    let page = query.wanted(&request, &hallpass)?;
    let wanted = SchoolStudentsWanted {
        grade_level: query.grade_level,
        place: query.place,
    };
    hallpass
        .names(&caller, page, move |tx, actor, names| {
            let permit = tx.permit(actor, school)?;
            let found = students::of_school(tx, &permit, wanted, names)?;
            Ok(found.map(SchoolStudentView::from))
        })
        .await
}
