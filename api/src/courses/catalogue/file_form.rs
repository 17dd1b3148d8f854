//! `course.json` in the files of the catalogue: like a course over HTTP, but with a version, and
//! with the names of lesson files in place of lessons.

use std::num::NonZeroU32;

use domain::courses::{
    grade_band::GradeBand,
    outline::{Course, CourseDetails, Lesson, Unit, UnitDetails},
};
use serde::Deserialize;

use crate::courses::{content_form::LessonForm, course_form::GradeBandForm};

/// `course.json`.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct CourseFile {
    slug: String,
    pub(super) version: NonZeroU32,
    title: String,
    summary: String,
    language: String,
    grade_band: GradeBandForm,
    units: Vec<UnitEntry>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct UnitEntry {
    slug: String,
    title: String,
    lessons: Vec<String>,
}

impl CourseFile {
    /// The course, with its lessons found by the names of their files.
    ///
    /// # Errors
    /// Those of finding a lesson.
    pub(super) fn into_course<E>(
        self,
        mut lesson: impl FnMut(&str) -> Result<LessonForm, E>,
    ) -> Result<Course, E> {
        let mut units = Vec::new();
        for unit in self.units {
            let lessons = unit
                .lessons
                .iter()
                .map(|name| lesson(name).map(Lesson::from));
            units.push(Unit {
                lessons: lessons.collect::<Result<_, E>>()?,
                details: UnitDetails {
                    slug: unit.slug,
                    title: unit.title,
                },
            });
        }
        Ok(Course {
            details: CourseDetails {
                slug: self.slug,
                title: self.title,
                summary: self.summary,
                language: self.language,
                grade_band: GradeBand::from(self.grade_band),
            },
            units,
        })
    }
}
