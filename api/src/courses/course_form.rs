//! How a whole course is written by its author over HTTP.

use domain::{
    classes::grade_level::GradeLevel,
    courses::{
        grade_band::GradeBand,
        outline::{Course, CourseDetails, Unit, UnitDetails},
    },
    text::{CourseSlug, CourseSummary, CourseTitle, LanguageTag},
};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use validator::Validate;

use super::content_form::LessonForm;
use crate::http::{Checked, LARGE_BODY_BYTES};

/// A whole course as its author writes it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct CourseForm {
    /// The name in URLs, unique in the organization.
    #[schema(value_type = CourseSlug)]
    pub slug: String,
    /// Title.
    #[schema(value_type = CourseTitle)]
    pub title: String,
    /// A summary of the content, shown in lists of courses.
    #[schema(value_type = CourseSummary)]
    pub summary: String,
    /// The language it is written in: a BCP 47 tag of a language and perhaps a region.
    #[schema(value_type = LanguageTag)]
    pub language: String,
    /// For whom it is written.
    pub grade_band: GradeBandForm,
    /// The units, in order. A draft begins without any; what replaces it has at least one.
    #[schema(max_items = 30)]
    pub units: Vec<UnitForm>,
}

impl Checked for CourseForm {
    const MAY_HAVE_BYTES: usize = LARGE_BODY_BYTES;
}

/// A unit as its author writes it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct UnitForm {
    /// The name in URLs, unique in the course.
    #[schema(value_type = CourseSlug)]
    pub slug: String,
    /// Title.
    #[schema(value_type = CourseTitle)]
    pub title: String,
    /// The lessons, in order.
    #[schema(min_items = 1, max_items = 40)]
    pub lessons: Vec<LessonForm>,
}

/// A span of grade levels, both ends included.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct GradeBandForm {
    /// The lowest grade level.
    pub from: GradeLevel,
    /// The highest grade level.
    pub to: GradeLevel,
}

same_members!(GradeBandForm => GradeBand { from, to });

same_members!(GradeBand => GradeBandForm { from, to });

impl From<CourseForm> for Course {
    fn from(form: CourseForm) -> Self {
        let units = form.units.into_iter().map(|unit| Unit {
            details: UnitDetails {
                slug: unit.slug,
                title: unit.title,
            },
            lessons: unit.lessons.into_iter().map(Into::into).collect(),
        });
        Self {
            units: units.collect(),
            details: CourseDetails {
                slug: form.slug,
                title: form.title,
                summary: form.summary,
                language: form.language,
                grade_band: form.grade_band.into(),
            },
        }
    }
}

impl From<Course> for CourseForm {
    fn from(course: Course) -> Self {
        let units = course.units.into_iter().map(|unit| UnitForm {
            slug: unit.details.slug,
            title: unit.details.title,
            lessons: unit.lessons.into_iter().map(Into::into).collect(),
        });
        Self {
            units: units.collect(),
            slug: course.details.slug,
            title: course.details.title,
            summary: course.details.summary,
            language: course.details.language,
            grade_band: course.details.grade_band.into(),
        }
    }
}
