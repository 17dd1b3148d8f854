//! What a client asks to be shown of classes beside them: `include=student_count,courses`.

use domain::{
    classes::card::CardPart,
    ids::{CourseAssignmentId, CourseVersionId},
    text::CourseTitle,
    text_enum::TextEnum as _,
};
use persistence::courses::Assignment;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use crate::problem::{ApiError, ProblemKind};

/// Courses of a class that are shown beside it at most.
const MOST_COURSES: usize = 100;

/// A course that a class has.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct CourseOfClassView {
    /// The id of its assignment to the class.
    pub assignment_id: CourseAssignmentId,
    /// The id of its version.
    pub version_id: CourseVersionId,
    /// Its title.
    #[schema(value_type = CourseTitle)]
    pub title: String,
}

impl From<Assignment> for CourseOfClassView {
    fn from(Assignment { record, version }: Assignment) -> Self {
        Self {
            assignment_id: record.id,
            version_id: version.id,
            title: version.title,
        }
    }
}

/// The first courses of a class.
pub(super) fn first(courses: Vec<Assignment>) -> Vec<CourseOfClassView> {
    let first = courses.into_iter().take(MOST_COURSES);
    first.map(CourseOfClassView::from).collect()
}

/// What to show beside a class.
#[derive(Clone, Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct ClassQuery {
    /// What to show beside the class, as far as the caller may read it: of `student_count`,
    /// `courses`, `term`, `school` and `sandbox`, those that are named here.
    #[param(
        max_length = 48,
        pattern = "^(student_count|courses|term|school|sandbox)(,(student_count|courses|term|school|sandbox)){0,4}$",
        example = "student_count,courses"
    )]
    pub include: Option<String>,
}

/// Reads what is to be included.
///
/// # Errors
/// [`ProblemKind::InvalidParameter`] if a word is none of the parts, or is there twice.
pub(super) fn included(words: Option<&str>) -> Result<Vec<CardPart>, ApiError> {
    let mut parts = Vec::new();
    for word in words.into_iter().flat_map(|words| words.split(',')) {
        match CardPart::parse(word) {
            Some(part) if !parts.contains(&part) => parts.push(part),
            _ => return Err(ProblemKind::InvalidParameter.into()),
        }
    }
    Ok(parts)
}
