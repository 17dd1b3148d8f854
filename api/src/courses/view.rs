//! Versions of courses and their outlines, as clients see them.

use chrono::{DateTime, Utc};
use domain::{
    courses::kind::ActivityKind,
    ids::{ActivityId, CourseId, CourseVersionId, LessonId, UnitId},
    text::{CourseSlug, CourseSummary, CourseTitle, LanguageTag},
};
use persistence::courses::{
    ActivityOutline, CourseOutline, LessonOutline, UnitOutline, VersionRecord,
};
use serde::Serialize;
use utoipa::ToSchema;

use super::course_form::GradeBandForm;

/// A version of a course.
#[derive(Debug, Serialize, ToSchema)]
pub struct CourseVersionView {
    /// Its id.
    pub id: CourseVersionId,
    /// The course.
    pub course_id: CourseId,
    /// Its number in the course, from 1.
    #[schema(minimum = 1, maximum = 2_147_483_647, format = "int32", example = 1)]
    pub number: i32,
    /// Title.
    #[schema(value_type = CourseTitle)]
    pub title: String,
    /// What it is about.
    #[schema(value_type = CourseSummary)]
    pub summary: String,
    /// The language it is written in: a BCP 47 tag.
    #[schema(value_type = LanguageTag)]
    pub language: String,
    /// For whom it is written.
    pub grade_band: GradeBandForm,
    /// When it was published; `null` for a draft.
    pub published_at: Option<DateTime<Utc>>,
}

/// A version of a course with its units and lessons.
#[derive(Debug, Serialize, ToSchema)]
pub struct CourseOutlineView {
    /// The version.
    pub version: CourseVersionView,
    /// Its units, in order.
    #[schema(max_items = 30)]
    pub units: Vec<UnitView>,
}

/// A unit and its lessons.
#[derive(Debug, Serialize, ToSchema)]
pub struct UnitView {
    /// Its id.
    pub id: UnitId,
    /// Its place in the course, from 1.
    #[schema(minimum = 1, maximum = 30, format = "int32", example = 1)]
    pub number: i32,
    /// Its name in URLs.
    #[schema(value_type = CourseSlug)]
    pub slug: String,
    /// Title.
    #[schema(value_type = CourseTitle)]
    pub title: String,
    /// Its lessons, in order.
    #[schema(max_items = 40)]
    pub lessons: Vec<LessonOutlineView>,
}

/// A lesson without the contents of its activities.
#[derive(Debug, Serialize, ToSchema)]
pub struct LessonOutlineView {
    /// Its id.
    pub id: LessonId,
    /// Its place in the course, from 1.
    #[schema(minimum = 1, maximum = 1200, format = "int32", example = 1)]
    pub number: i32,
    /// Its name in URLs.
    #[schema(value_type = CourseSlug)]
    pub slug: String,
    /// Title.
    #[schema(value_type = CourseTitle)]
    pub title: String,
    /// What learners will do.
    #[schema(value_type = CourseSummary)]
    pub summary: String,
    /// The time a teacher may plan for it, in minutes.
    #[schema(minimum = 5, maximum = 240, format = "int32", example = 45)]
    pub minutes: i32,
    /// Its activities, in order.
    #[schema(max_items = 40)]
    pub activities: Vec<ActivityOutlineView>,
}

/// An activity without its content.
#[derive(Debug, Serialize, ToSchema)]
pub struct ActivityOutlineView {
    /// Its id.
    pub id: ActivityId,
    /// Its place in the lesson, from 1.
    #[schema(minimum = 1, maximum = 40, format = "int32", example = 1)]
    pub number: i32,
    /// What a learner is asked to do.
    pub kind: ActivityKind,
    /// Title.
    #[schema(value_type = CourseTitle)]
    pub title: String,
}

impl From<VersionRecord> for CourseVersionView {
    fn from(version: VersionRecord) -> Self {
        Self {
            id: version.id,
            course_id: version.course_id,
            number: version.number,
            title: version.title,
            summary: version.summary,
            language: version.language,
            grade_band: GradeBandForm {
                from: version.grade_from,
                to: version.grade_to,
            },
            published_at: version.published_at,
        }
    }
}

impl From<CourseOutline> for CourseOutlineView {
    fn from(outline: CourseOutline) -> Self {
        Self {
            version: outline.version.into(),
            units: outline.units.into_iter().map(Into::into).collect(),
        }
    }
}

impl From<UnitOutline> for UnitView {
    fn from(unit: UnitOutline) -> Self {
        Self {
            id: unit.id,
            number: unit.number,
            slug: unit.slug,
            title: unit.title,
            lessons: unit.lessons.into_iter().map(Into::into).collect(),
        }
    }
}

impl From<LessonOutline> for LessonOutlineView {
    fn from(lesson: LessonOutline) -> Self {
        Self {
            id: lesson.id,
            number: lesson.number,
            slug: lesson.slug,
            title: lesson.title,
            summary: lesson.summary,
            minutes: lesson.minutes,
            activities: lesson.activities.into_iter().map(Into::into).collect(),
        }
    }
}

same_members!(ActivityOutline => ActivityOutlineView { id, number, kind, title });
