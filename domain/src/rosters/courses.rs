//! Courses, of which a class is one occurrence.

use std::collections::HashMap;

use super::{
    files::Field,
    numbers::CourseNumber,
    row::{Fault, Presence, RosterRow},
};
use crate::classes::grade_level::GradeLevel;

/// A course of a bundle.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Course {
    /// Its key in the system it comes from.
    pub sourced_id: String,
    /// Its title, 1 to 255 characters.
    pub title: String,
    /// The grade levels it is for, ascending.
    pub grades: Vec<GradeLevel>,
}

/// The courses while they are read.
#[derive(Default)]
pub(super) struct Courses {
    courses: Vec<Course>,
    places: HashMap<String, usize>,
}

impl Courses {
    pub(super) fn take(&mut self, row: &mut RosterRow<'_, '_>) -> Result<(), Fault> {
        let sourced_id = row.key(Field::SourcedId)?.into_owned();
        if row.presence()? == Presence::Deleted {
            return Ok(());
        }
        let course = Course {
            sourced_id,
            title: row.required(Field::Title)?.into_owned(),
            grades: row.grades()?,
        };
        if let Some(place) = self.places.get(&course.sourced_id).copied() {
            let same = self.courses.get(place) == Some(&course);
            return row.repeated(same);
        }
        self.places
            .insert(course.sourced_id.clone(), self.courses.len());
        self.courses.push(course);
        Ok(())
    }

    pub(super) fn find(&self, key: &str) -> Option<CourseNumber> {
        self.places.get(key).copied().map(CourseNumber::at)
    }

    pub(super) fn grades(&self, number: CourseNumber) -> &[GradeLevel] {
        self.courses
            .get(number.index())
            .map_or(&[], |course| course.grades.as_slice())
    }

    pub(super) fn into_courses(self) -> Vec<Course> {
        self.courses
    }
}
