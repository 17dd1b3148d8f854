//! `GET /v1/classes/{class_id}/lessons/{lesson_id}/progress`

use actix_web::{
    get,
    web::{Data, Path},
};
use domain::text::CourseTitle;
use domain::{
    access::action::ReadClassProgress,
    courses::kind::ActivityKind,
    ids::{ActivityId, ClassId, LessonId},
};
use persistence::progress::{self, ClassActivity};
use serde::Serialize;
use utoipa::ToSchema;

use crate::{app::Hallpass, caller::Caller, http::Answer, problem::ApiError};

/// The progress of a class in a lesson, activity by activity, without names of students.
#[derive(Debug, Serialize, ToSchema)]
pub struct ClassLessonProgressView {
    /// The class.
    pub class_id: ClassId,
    /// The lesson.
    pub lesson_id: LessonId,
    /// Its activities, in order.
    #[schema(max_items = 40)]
    pub activities: Vec<ClassActivityView>,
}

/// An activity, and how the students of a class fare with it.
#[derive(Debug, Serialize, ToSchema)]
pub struct ClassActivityView {
    /// The activity.
    pub id: ActivityId,
    /// Its place in the lesson, from 1.
    #[schema(minimum = 1, maximum = 40, format = "int32", example = 3)]
    pub number: i32,
    /// Its title.
    #[schema(value_type = CourseTitle)]
    pub title: String,
    /// What a learner is asked to do.
    pub kind: ActivityKind,
    /// Students who were there.
    #[schema(minimum = 0, example = 24)]
    pub students_started: u32,
    /// Students who completed it.
    #[schema(minimum = 0, example = 15)]
    pub students_completed: u32,
    /// Students who failed at it many times and have not succeeded.
    #[schema(minimum = 0, example = 6)]
    pub students_stuck: u32,
    /// How often it was tried.
    #[schema(minimum = 0, example = 97)]
    pub tries: u32,
    /// How many tries failed.
    #[schema(minimum = 0, example = 80)]
    pub failures: u32,
}

impl From<ClassActivity> for ClassActivityView {
    fn from(activity: ClassActivity) -> Self {
        Self {
            id: activity.id,
            number: activity.number,
            title: activity.title,
            kind: activity.kind,
            students_started: activity.sums.started,
            students_completed: activity.sums.completed,
            students_stuck: activity.sums.stuck,
            tries: activity.sums.tries,
            failures: activity.sums.failures,
        }
    }
}

/// Get the progress of a class in a lesson
///
/// For each activity: the number of students who started it, completed it, and are stuck.
#[utoipa::path(
    tag = "progress",
    params(
        ("class_id" = Uuid, Path, description = "The class"),
        ("lesson_id" = Uuid, Path, description = "A lesson of a course of the class"),
    ),
    responses((status = OK, description = "The activities of the lesson", body = ClassLessonProgressView)),
)]
#[get("/v1/classes/{class_id}/lessons/{lesson_id}/progress")]
pub async fn show_class_lesson_progress(
    caller: Caller,
    path: Path<(ClassId, LessonId)>,
    hallpass: Data<Hallpass>,
) -> Result<Answer, ApiError> {
    let (class_id, lesson_id) = path.into_inner();
    let course_indexes = hallpass.course_indexes().clone();
    hallpass
        .read(&caller, move |tx, actor| {
            let permit = tx.permit::<ReadClassProgress>(actor, class_id)?;
            let lesson = lesson_id;
            let activities = progress::class_lesson(tx, &permit, &course_indexes, lesson)?;
            let activities = activities.ok_or(ApiError::NOT_FOUND)?;
            Answer::ok(&ClassLessonProgressView {
                class_id,
                lesson_id,
                activities: activities.into_iter().map(Into::into).collect(),
            })
        })
        .await
}
