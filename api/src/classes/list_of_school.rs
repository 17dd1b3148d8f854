//! `GET /v1/schools/{school_id}/classes`

use actix_web::{
    HttpRequest, get,
    web::{Data, Path, Query},
};
use domain::{
    classes::{association::ClassState, grade_level::GradeLevel},
    ids::SchoolId,
};
use persistence::classes::{self, ClassesWanted};

use super::{card::included, view::ClassView};
use crate::{
    app::Hallpass,
    caller::Caller,
    http::{Answer, CountedPage},
    problem::ApiError,
};

names_query! {
    /// Which classes of a school are wanted.
    SchoolClassesQuery {
        /// Only classes that are open, or only those that were archived or ended by themselves.
        state: ClassState,
        /// Only classes of this grade level.
        grade_level: GradeLevel,
    } and {
        /// What to show of each class beside it, as far as the caller may read it: of `student_count`,
        /// `courses`, `term` and `school`, those that are named here.
        #[param(
            max_length = 40,
            pattern = "^(student_count|courses|term|school)(,(student_count|courses|term|school)){0,3}$",
            example = "student_count,courses"
        )]
        include,
    }
}

/// List the classes of a school
///
/// From A to Z, including archived classes.
#[utoipa::path(
    tag = "classes",
    params(("school_id" = Uuid, Path, description = "The school"), SchoolClassesQuery),
    responses((status = OK, description = "A page of classes", body = CountedPage<ClassView>)),
)]
#[get("/v1/schools/{school_id}/classes")]
pub async fn list_school_classes(
    caller: Caller,
    school: Path<SchoolId>,
    query: Query<SchoolClassesQuery>,
    request: HttpRequest,
    hallpass: Data<Hallpass>,
) -> Result<Answer, ApiError> {
    let school = *school;
    let parts = included(query.include.as_deref())?;
    let page = query.wanted(&request, &hallpass)?;
    let wanted = ClassesWanted {
        state: query.state,
        grade_level: query.grade_level,
    };
    hallpass
        .names(&caller, page, move |tx, actor, names| {
            let permit = tx.permit(actor, school)?;
            let found = classes::of_school(tx, &permit, wanted, names, &parts)?;
            Ok(found.map(ClassView::from))
        })
        .await
}
