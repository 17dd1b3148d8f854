//! `GET /v1/classes/{class_id}/courses/{assignment_id}/versions/{version_id}/changes`

use actix_web::{
    get,
    web::{Data, Path},
};
use domain::{
    access::action::ReadClassProgress,
    courses::comparison::PartChange,
    ids::{ActivityId, ClassId, CourseAssignmentId, CourseVersionId, LessonId},
    text::CourseTitle,
};
use persistence::courses::{self, PreviewedPart};
use serde::Serialize;
use utoipa::ToSchema;

use crate::{
    app::Hallpass, caller::Caller, courses::view::CourseVersionView, http::Answer,
    problem::ApiError,
};

/// What another version of a course changes for a class.
#[derive(Debug, Serialize, ToSchema)]
pub struct CourseChangesView {
    /// The other version.
    pub version: CourseVersionView,
    /// What it changes: first what is removed, then the rest in the order of the other version.
    #[schema(max_items = 100_000)]
    pub changes: Vec<CourseChangeView>,
}

/// A lesson or an activity that another version changes.
#[derive(Debug, Serialize, ToSchema)]
pub struct CourseChangeView {
    /// What becomes of it.
    pub change: PartChange,
    /// The lesson.
    pub lesson_id: LessonId,
    /// The activity; `null` if it is about the lesson itself.
    pub activity_id: Option<ActivityId>,
    /// Its title: the new one, if it stays.
    #[schema(value_type = CourseTitle)]
    pub title: String,
    /// Students of the class who were there.
    #[schema(minimum = 0, example = 12)]
    pub students: usize,
}

/// Preview another version of a course for a class
///
/// Which lessons and activities a published version of the same course adds, changes and removes,
/// and how many students of the class were there. Nothing is changed.
#[utoipa::path(
    tag = "courses",
    params(
        ("class_id" = Uuid, Path, description = "The class"),
        ("assignment_id" = Uuid, Path, description = "The assignment"),
        ("version_id" = Uuid, Path, description = "The other version"),
    ),
    responses((status = OK, description = "What changes", body = CourseChangesView)),
)]
#[get("/v1/classes/{class_id}/courses/{assignment_id}/versions/{version_id}/changes")]
pub async fn preview_course_version(
    caller: Caller,
    path: Path<(ClassId, CourseAssignmentId, CourseVersionId)>,
    hallpass: Data<Hallpass>,
) -> Result<Answer, ApiError> {
    let (class, assignment, version) = path.into_inner();
    hallpass
        .read(&caller, move |tx, actor| {
            let permit = tx.permit::<ReadClassProgress>(actor, class)?;
            let (version, parts) = courses::preview(tx, &permit, assignment, version)?
                .map_err(|_| ApiError::NOT_FOUND)?;
            Answer::ok(&CourseChangesView {
                version: version.into(),
                changes: parts.into_iter().map(CourseChangeView::from).collect(),
            })
        })
        .await
}

impl From<PreviewedPart> for CourseChangeView {
    fn from(previewed: PreviewedPart) -> Self {
        Self {
            change: previewed.part.change,
            lesson_id: previewed.part.lesson,
            activity_id: previewed.part.activity,
            title: previewed.part.title,
            students: previewed.students,
        }
    }
}
