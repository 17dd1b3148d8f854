//! A lesson as its teachers see it: with whatever is kept for teaching and for marking.

use domain::ids::{ActivityId, CourseVersionId, LessonId};
use domain::text::{CourseSummary, CourseTitle};
use persistence::courses::{ActivityRecord, LessonRecord};
use serde::Serialize;
use utoipa::ToSchema;

use crate::courses::content_form::ContentForm;

/// A lesson with its activities, their keys and solutions.
#[derive(Debug, Serialize, ToSchema)]
pub struct LessonKeyView {
    /// Its id.
    pub id: LessonId,
    /// The version of the course that it belongs to.
    pub course_version_id: CourseVersionId,
    /// Its place in the course, from 1.
    #[schema(minimum = 1, maximum = 1200, format = "int32", example = 1)]
    pub number: i32,
    /// Title.
    #[schema(value_type = CourseTitle)]
    pub title: String,
    /// What learners will do.
    #[schema(value_type = CourseSummary)]
    pub summary: String,
    /// The time a teacher may plan for it, in minutes.
    #[schema(minimum = 5, maximum = 240, format = "int32", example = 45)]
    pub minutes: i32,
    /// The activities, in order.
    #[schema(max_items = 40)]
    pub activities: Vec<ActivityKeyView>,
}

/// An activity of a lesson, with its key or solution.
#[derive(Debug, Serialize, ToSchema)]
pub struct ActivityKeyView {
    /// Its id.
    pub id: ActivityId,
    /// Its place in the lesson, from 1.
    #[schema(minimum = 1, maximum = 40, format = "int32", example = 1)]
    pub number: i32,
    /// Title.
    #[schema(value_type = CourseTitle)]
    pub title: String,
    /// What it holds, as its author wrote it.
    pub content: ContentForm,
}

impl From<LessonRecord> for LessonKeyView {
    fn from(lesson: LessonRecord) -> Self {
        Self {
            id: lesson.id,
            course_version_id: lesson.version,
            number: lesson.number,
            title: lesson.title,
            summary: lesson.summary,
            minutes: lesson.minutes,
            activities: lesson.activities.into_iter().map(Into::into).collect(),
        }
    }
}

impl From<ActivityRecord> for ActivityKeyView {
    fn from(activity: ActivityRecord) -> Self {
        Self {
            id: activity.id,
            number: activity.number,
            title: activity.title,
            content: activity.content.into(),
        }
    }
}
