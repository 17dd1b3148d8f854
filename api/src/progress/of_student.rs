//! `GET /v1/classes/{class_id}/students/{student_id}/progress`

use actix_web::{
    get,
    web::{Data, Path},
};
use domain::{
    access::ClassMember,
    ids::{ClassId, UserId},
};
use persistence::progress;
use serde::Serialize;
use utoipa::ToSchema;

use super::own_view::LearnerActivityView;
use crate::{app::Hallpass, caller::Caller, http::Answer, problem::ApiError};

/// The progress of a student in the courses of a class, activity by activity.
#[derive(Debug, Serialize, ToSchema)]
pub struct StudentActivitiesView {
    /// The class.
    pub class_id: ClassId,
    /// The student.
    pub student_id: UserId,
    /// The activities in which they were, in order.
    #[schema(max_items = 1_000_000)]
    pub activities: Vec<LearnerActivityView>,
}

/// Get the progress of a student in a class
///
/// The activities of the courses that the class has now, as far as the student was there. For a
/// student who left the class, administrators see what was known before the student left.
#[utoipa::path(
    tag = "progress",
    params(
        ("class_id" = Uuid, Path, description = "The class"),
        ("student_id" = Uuid, Path, description = "The student"),
    ),
    responses((status = OK, description = "The progress", body = StudentActivitiesView)),
)]
#[get("/v1/classes/{class_id}/students/{student_id}/progress")]
pub async fn show_student_progress(
    caller: Caller,
    path: Path<(ClassId, UserId)>,
    hallpass: Data<Hallpass>,
) -> Result<Answer, ApiError> {
    let (class, student) = path.into_inner();
    let course_indexes = hallpass.course_indexes().clone();
    hallpass
        .read(&caller, move |tx, actor| {
            let permit = tx.permit(actor, ClassMember { class, student })?;
            let activities = progress::activities_of_student(tx, &permit, &course_indexes)?;
            Answer::ok(&StudentActivitiesView {
                class_id: class,
                student_id: student,
                activities: activities.into_iter().map(Into::into).collect(),
            })
        })
        .await
}
