//! The directory information of a student as a party is given it.

use chrono::NaiveDate;
use domain::{
    classes::grade_level::GradeLevel, directory::DirectoryType, text::DisplayName,
    text_enum::TextEnum as _,
};
use persistence::directory::ListedStudent;
use serde::Serialize;
use utoipa::ToSchema;

/// The directory information of a student.
#[derive(Serialize, ToSchema)]
pub struct DirectoryEntryView {
    /// The name that the student is shown by.
    #[schema(value_type = DisplayName)]
    pub name: String,
    /// The grade level; `null` where none is released.
    pub grade_level: Option<GradeLevel>,
    /// The day on which the student came to the school; `null` where none is released.
    #[schema(example = "2026-08-24")]
    pub attended_from: Option<NaiveDate>,
}

impl From<ListedStudent> for DirectoryEntryView {
    fn from(student: ListedStudent) -> Self {
        Self {
            name: student.name,
            grade_level: student.grade_level,
            attended_from: student.attended_from,
        }
    }
}

/// The column of a type in a table.
pub(super) const fn column(of: DirectoryType) -> &'static str {
    match of {
        DirectoryType::Name => "name",
        DirectoryType::GradeLevel => "grade_level",
        DirectoryType::DatesOfAttendance => "attended_from",
    }
}

/// What stands in it of a student.
pub(super) fn cell(student: &ListedStudent, of: DirectoryType) -> String {
    match of {
        DirectoryType::Name => student.name.clone(),
        DirectoryType::GradeLevel => student
            .grade_level
            .map_or_else(String::new, |grade| grade.as_str().to_owned()),
        DirectoryType::DatesOfAttendance => student
            .attended_from
            .map_or_else(String::new, |day| day.to_string()),
    }
}
