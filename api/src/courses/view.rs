//! Versions of courses and their outlines, as clients see them.

use chrono::{DateTime, Utc};
use domain::{classes::grade_level::GradeLevel, courses::kind::ActivityKind};
use persistence::courses::{
    ActivityOutline, CourseOutline, LessonOutline, UnitOutline, VersionRecord,
};
use serde::Serialize;
use utoipa::ToSchema;
use uuid::{Uuid, uuid};

use super::course_form::GradeBandForm;
use crate::{
    openapi::{Example, instant},
    wire::ActivityKindWord,
};

/// A version of a course.
#[derive(Debug, Serialize, ToSchema)]
#[schema(example = CourseVersionView::example)]
pub struct CourseVersionView {
    /// Its id.
    pub id: Uuid,
    /// The course.
    pub course_id: Uuid,
    /// Its number in the course, from 1.
    #[schema(minimum = 1, maximum = 2_147_483_647, format = "int32")]
    pub number: i32,
    /// Title.
    #[schema(
        max_length = 120,
        pattern = r"^[^\n]*$",
        example = "First Steps in Code"
    )]
    pub title: String,
    /// What it is about.
    #[schema(max_length = 600, pattern = r"^[^\n]*$")]
    pub summary: String,
    /// The language it is written in: a BCP 47 tag.
    #[schema(max_length = 6, pattern = "^[a-z]{2,3}(-[A-Z]{2})?$", example = "en")]
    pub language: String,
    /// For whom it is written.
    pub grade_band: GradeBandForm,
    /// When it was published; `null` for a draft.
    pub published_at: Option<DateTime<Utc>>,
}

/// A version of a course with its units and lessons.
#[derive(Debug, Serialize, ToSchema)]
#[schema(example = CourseOutlineView::example)]
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
    pub id: Uuid,
    /// Its place in the course, from 1.
    #[schema(minimum = 1, maximum = 30, format = "int32")]
    pub number: i32,
    /// Its name in addresses.
    #[schema(max_length = 60, pattern = "^[a-z0-9]+(-[a-z0-9]+)*$")]
    pub slug: String,
    /// Title.
    #[schema(max_length = 120, pattern = r"^[^\n]*$")]
    pub title: String,
    /// Its lessons, in order.
    #[schema(max_items = 40)]
    pub lessons: Vec<LessonOutlineView>,
}

/// A lesson without the contents of its activities.
#[derive(Debug, Serialize, ToSchema)]
pub struct LessonOutlineView {
    /// Its id.
    pub id: Uuid,
    /// Its place in the course, from 1.
    #[schema(minimum = 1, maximum = 1200, format = "int32")]
    pub number: i32,
    /// Its name in addresses.
    #[schema(max_length = 60, pattern = "^[a-z0-9]+(-[a-z0-9]+)*$")]
    pub slug: String,
    /// Title.
    #[schema(max_length = 120, pattern = r"^[^\n]*$")]
    pub title: String,
    /// What learners will do.
    #[schema(max_length = 600, pattern = r"^[^\n]*$")]
    pub summary: String,
    /// The time a teacher may plan for it, in minutes.
    #[schema(minimum = 5, maximum = 240, format = "int32")]
    pub minutes: i32,
    /// Its activities, in order.
    #[schema(max_items = 40)]
    pub activities: Vec<ActivityOutlineView>,
}

/// An activity without its content.
#[derive(Debug, Serialize, ToSchema)]
pub struct ActivityOutlineView {
    /// Its id.
    pub id: Uuid,
    /// Its place in the lesson, from 1.
    #[schema(minimum = 1, maximum = 40, format = "int32")]
    pub number: i32,
    /// What a learner is asked to do.
    pub kind: ActivityKindWord,
    /// Title.
    #[schema(max_length = 120, pattern = r"^[^\n]*$")]
    pub title: String,
}

impl From<VersionRecord> for CourseVersionView {
    fn from(version: VersionRecord) -> Self {
        Self {
            id: version.id.uuid(),
            course_id: version.course_id.uuid(),
            number: version.number,
            title: version.title,
            summary: version.summary,
            language: version.language,
            grade_band: GradeBandForm {
                from: version.grade_from.into(),
                to: version.grade_to.into(),
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
            id: unit.id.uuid(),
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
            id: lesson.id.uuid(),
            number: lesson.number,
            slug: lesson.slug,
            title: lesson.title,
            summary: lesson.summary,
            minutes: lesson.minutes,
            activities: lesson.activities.into_iter().map(Into::into).collect(),
        }
    }
}

impl From<ActivityOutline> for ActivityOutlineView {
    fn from(activity: ActivityOutline) -> Self {
        Self {
            id: activity.id.uuid(),
            number: activity.number,
            kind: activity.kind.into(),
            title: activity.title,
        }
    }
}

impl Example for CourseVersionView {
    fn example() -> Self {
        Self {
            id: uuid!("01996b3c-7a00-7000-8000-000000000021"),
            course_id: uuid!("01996b3c-7a00-7000-8000-000000000020"),
            number: 1,
            title: "Robots on Stage".to_owned(),
            summary: "Learners program a robot play.".to_owned(),
            language: "en".to_owned(),
            grade_band: GradeBandForm {
                from: GradeLevel::Third.into(),
                to: GradeLevel::Fifth.into(),
            },
            published_at: Some(instant("2026-09-01T13:05:00Z")),
        }
    }
}

impl Example for UnitView {
    fn example() -> Self {
        Self {
            id: uuid!("01996b3c-7a00-7000-8000-000000000022"),
            number: 1,
            slug: "first-act".to_owned(),
            title: "First act".to_owned(),
            lessons: vec![LessonOutlineView {
                id: uuid!("01996b3c-7a00-7000-8000-000000000023"),
                number: 1,
                slug: "enter-the-robot".to_owned(),
                title: "Enter the robot".to_owned(),
                summary: "Your robot says its first line.".to_owned(),
                minutes: 45,
                activities: vec![ActivityOutlineView {
                    id: uuid!("01996b3c-7a00-7000-8000-000000000024"),
                    number: 1,
                    kind: ActivityKind::Question.into(),
                    title: "Which line speaks?".to_owned(),
                }],
            }],
        }
    }
}

impl Example for CourseOutlineView {
    fn example() -> Self {
        Self {
            version: CourseVersionView::example(),
            units: vec![UnitView::example()],
        }
    }
}
