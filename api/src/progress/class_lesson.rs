//! `GET /v1/classes/{class_id}/lessons/{lesson_id}/progress`

use actix_web::{
    get,
    web::{Data, Path},
};
use domain::{
    access::{Permit, action::ReadClassProgress, authorize},
    courses::kind::ActivityKind,
    ids::Id,
};
use persistence::{
    progress::{self, ClassActivity},
    relationships,
};
use serde::Serialize;
use utoipa::ToSchema;
use uuid::{Uuid, uuid};

use crate::{
    app::Hallpass, caller::Caller, http::Answer, openapi::Example, problem::ApiError,
    wire::ActivityKindWord,
};

/// How the students of a class fare with a lesson, activity by activity. It names nobody.
#[derive(Debug, Serialize, ToSchema)]
#[schema(example = ClassLessonProgressView::example)]
pub struct ClassLessonProgressView {
    /// The class.
    pub class_id: Uuid,
    /// The lesson.
    pub lesson_id: Uuid,
    /// Its activities, in order.
    #[schema(max_items = 40)]
    pub activities: Vec<ClassActivityView>,
}

/// An activity, and how the students of a class fare with it.
#[derive(Debug, Serialize, ToSchema)]
pub struct ClassActivityView {
    /// The activity.
    pub id: Uuid,
    /// Its place in the lesson, from 1.
    #[schema(minimum = 1, maximum = 40, format = "int32")]
    pub number: i32,
    /// Its title.
    #[schema(max_length = 120, pattern = r"^[^\n]*$")]
    pub title: String,
    /// What a learner is asked to do.
    pub kind: ActivityKindWord,
    /// Students who were there.
    #[schema(minimum = 0)]
    pub students_started: u32,
    /// Students who completed it.
    #[schema(minimum = 0)]
    pub students_completed: u32,
    /// Students who failed at it many times and have not succeeded.
    #[schema(minimum = 0)]
    pub students_stuck: u32,
    /// How often it was tried.
    #[schema(minimum = 0)]
    pub tries: u32,
    /// How many tries failed.
    #[schema(minimum = 0)]
    pub failures: u32,
}

impl From<ClassActivity> for ClassActivityView {
    fn from(activity: ClassActivity) -> Self {
        Self {
            id: activity.id.uuid(),
            number: activity.number,
            title: activity.title,
            kind: ActivityKindWord(activity.kind),
            students_started: activity.sums.started,
            students_completed: activity.sums.completed,
            students_stuck: activity.sums.stuck,
            tries: activity.sums.tries,
            failures: activity.sums.failures,
        }
    }
}

impl Example for ClassLessonProgressView {
    fn example() -> Self {
        Self {
            class_id: uuid!("01996b3c-7a00-7000-8000-000000000001"),
            lesson_id: uuid!("0c16178a-b72a-814e-ace5-318ddd13cb9a"),
            activities: vec![ClassActivityView {
                id: uuid!("d61139ff-a880-8a88-a340-7f072b3fdc03"),
                number: 3,
                title: "Warm or cold?".to_owned(),
                kind: ActivityKindWord(ActivityKind::CodeExercise),
                students_started: 24,
                students_completed: 15,
                students_stuck: 6,
                tries: 97,
                failures: 80,
            }],
        }
    }
}

/// Show how a class fares with a lesson
///
/// Activity by activity: how many students began and completed it, and how many are stuck with it.
#[utoipa::path(
    tag = "progress",
    params(
        ("class_id" = Uuid, Path, description = "The class"),
        ("lesson_id" = Uuid, Path, description = "A lesson of a course that the class has"),
    ),
    responses((status = OK, description = "The activities", body = ClassLessonProgressView)),
)]
#[get("/v1/classes/{class_id}/lessons/{lesson_id}/progress")]
pub async fn show_class_lesson_progress(
    caller: Caller,
    path: Path<(Uuid, Uuid)>,
    hallpass: Data<Hallpass>,
) -> Result<Answer, ApiError> {
    let (class_id, lesson_id) = path.into_inner();
    let course_indexes = hallpass.course_indexes().clone();
    hallpass
        .read(&caller, move |tx, actor| {
            let facts = relationships::of_class(tx, actor, Id::from_uuid(class_id))?;
            let permit: Permit<ReadClassProgress> = authorize(&facts)?;
            let lesson = Id::from_uuid(lesson_id);
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
