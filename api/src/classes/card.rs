//! What a client asks to be shown of classes beside them: `include=student_count,courses`.

use domain::{classes::card::CardPart, text_enum::TextEnum as _};
use persistence::classes::ClassCard;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use crate::{
    courses::CourseAssignmentView,
    organizations::{AcademicSessionView, SchoolView},
    problem::{ApiError, ProblemKind},
};

/// Courses of a class that its card shows at most.
const MOST_COURSES: usize = 100;

/// What was asked for by `include`, as far as the caller may read it; all else is `null`.
#[derive(Debug, Serialize, ToSchema)]
pub struct ClassCardView {
    /// How many students are in the class.
    #[schema(minimum = 0)]
    pub student_count: Option<u32>,
    /// The courses of the class that the caller sees, in their order: the first hundred.
    #[schema(max_items = 100)]
    pub courses: Option<Vec<CourseAssignmentView>>,
    /// The term or school year with which the class ends.
    pub term: Option<AcademicSessionView>,
    /// Its school.
    pub school: Option<SchoolView>,
}

impl From<ClassCard> for ClassCardView {
    fn from(card: ClassCard) -> Self {
        let courses = card.courses.map(|courses| {
            let shown = courses.into_iter().take(MOST_COURSES);
            shown.map(CourseAssignmentView::from).collect()
        });
        Self {
            student_count: card.student_count.and_then(|count| count.try_into().ok()),
            courses,
            term: card.term.map(AcademicSessionView::from),
            school: card.school.map(SchoolView::from),
        }
    }
}

/// What to show beside a class.
#[derive(Clone, Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct ClassQuery {
    /// What to show beside the class, as far as the caller may read it: of `student_count`,
    /// `courses`, `term` and `school`, those that are named here.
    #[param(
        max_length = 40,
        pattern = "^(student_count|courses|term|school)(,(student_count|courses|term|school)){0,3}$",
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
