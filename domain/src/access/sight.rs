//! Which categories of a learner's answers a viewer may see (FER-04, footnotes 5 and 7).

use super::relationship::Relationship;
use crate::category::Category;

/// Whether somebody who stands so to a pupil sees records of this category when they read the
/// pupil's work.
///
/// Co-teachers and assistants see achievement data only, administrators what a teacher was shown;
/// neither sees attitudinal answers (D8b), which are for the pupil and the teacher of record.
pub fn sees(relationship: Relationship, category: Category) -> bool {
    match relationship {
        Relationship::Themself | Relationship::TeacherOfRecord => matches!(
            category,
            Category::Name
                | Category::Enrollment
                | Category::Progress
                | Category::Work
                | Category::CheckAnswer
                | Category::AttitudinalAnswer
                | Category::Assessment
        ),
        Relationship::CoTeacher
        | Relationship::TeachingAssistant
        | Relationship::SchoolAdmin
        | Relationship::DistrictAdmin => matches!(
            category,
            Category::Name
                | Category::Enrollment
                | Category::Progress
                | Category::Work
                | Category::CheckAnswer
                | Category::Assessment
        ),
        Relationship::Stranger
        | Relationship::Pupil
        | Relationship::Teacher
        | Relationship::PlatformOperator
        | Relationship::Author => false,
    }
}
