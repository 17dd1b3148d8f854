//! The directory information of a student as a party is given it.

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
    /// The grade level; `null` where the type is not released, or none is known.
    pub grade_level: Option<GradeLevel>,
}

impl From<ListedStudent> for DirectoryEntryView {
    fn from(student: ListedStudent) -> Self {
        Self {
            name: student.name,
            grade_level: student.grade_level,
        }
    }
}

/// The column of a type in a table.
pub(super) const fn column(of: DirectoryType) -> &'static str {
    match of {
        DirectoryType::Name => "name",
        DirectoryType::GradeLevel => "grade_level",
    }
}

/// What stands in it of a student.
pub(super) fn cell(student: &ListedStudent, of: DirectoryType) -> String {
    match of {
        DirectoryType::Name => student.name.clone(),
        DirectoryType::GradeLevel => student
            .grade_level
            .map_or_else(String::new, |grade| grade.as_str().to_owned()),
    }
}
