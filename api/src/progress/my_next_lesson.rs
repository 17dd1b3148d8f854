//! `GET /v1/me/next-lesson`

use actix_web::{get, web::Data};
use domain::{
    ids::{ClassId, CourseAssignmentId, CourseId, CourseVersionId, LessonId},
    progress::next_lesson::{SuggestionInput, SuggestionReason},
    text::CourseTitle,
};
use persistence::progress::{self, SuggestedLesson, SuggestionState, Suggestions};
use serde::Serialize;
use utoipa::ToSchema;

use crate::{app::Hallpass, caller::Caller, http::Answer, problem::ApiError};

/// The lessons that are suggested next, or why none is.
#[derive(Debug, Serialize, ToSchema)]
pub struct NextLessonView {
    /// Whether anything is suggested, and why not. In all states but `suggested` nothing was looked at.
    pub state: SuggestionState,
    /// One for each course that is not finished, in the order of their assignment.
    #[schema(max_items = 1000)]
    pub suggestions: Vec<SuggestedLessonView>,
}

/// A lesson that is suggested.
#[derive(Debug, Serialize, ToSchema)]
pub struct SuggestedLessonView {
    /// The class in which one has the course.
    pub class_id: ClassId,
    /// The assignment of the course to it.
    pub assignment_id: CourseAssignmentId,
    /// The course.
    pub course_id: CourseId,
    /// Its version.
    pub course_version_id: CourseVersionId,
    /// The lesson.
    pub lesson_id: LessonId,
    /// Its place in the course, from 1.
    #[schema(minimum = 1, example = 7)]
    pub number: i32,
    /// Its title.
    #[schema(value_type = CourseTitle)]
    pub title: String,
    /// Why it is this one.
    pub reason: SuggestionReason,
    /// All that was looked at for it.
    #[schema(max_items = 3)]
    pub rests_on: Vec<SuggestionInput>,
}

impl From<SuggestedLesson> for SuggestedLessonView {
    fn from(lesson: SuggestedLesson) -> Self {
        Self {
            class_id: lesson.class,
            assignment_id: lesson.assignment,
            course_id: lesson.course,
            course_version_id: lesson.version,
            lesson_id: lesson.lesson,
            number: lesson.number,
            title: lesson.title,
            reason: lesson.reason,
            rests_on: lesson.reason.inputs().to_vec(),
        }
    }
}

impl From<Suggestions> for NextLessonView {
    fn from(found: Suggestions) -> Self {
        Self {
            state: found.state,
            suggestions: found.lessons.into_iter().map(Into::into).collect(),
        }
    }
}

/// Suggest my next lesson
///
/// The lesson that comes next in each course of the caller, by the order of the lessons and the caller's
/// own progress alone, with what the suggestion rests on. It is off until `next_lesson_suggestions` is
/// switched on, and nothing is looked at until then.
#[utoipa::path(
    tag = "progress",
    responses((status = OK, description = "The suggestions, or why there are none", body = NextLessonView)),
)]
#[get("/v1/me/next-lesson")]
pub async fn show_my_next_lesson(
    caller: Caller,
    hallpass: Data<Hallpass>,
) -> Result<Answer, ApiError> {
    let course_indexes = hallpass.course_indexes().clone();
    hallpass
        .read(&caller, move |tx, actor| {
            let permit = tx.permit(actor, actor.user())?;
            let found = progress::suggest(tx, &permit, &course_indexes)?;
            Answer::ok(&NextLessonView::from(found))
        })
        .await
}
