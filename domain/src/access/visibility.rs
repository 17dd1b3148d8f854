//! What of a learner a viewer may see (FER-04): which categories of answers (footnotes 5 and 7),
//! and how much of the name.

use super::{relationship::Relationship, subject::Membership};
use crate::category::Category;

/// Whether a person in this relationship to a student sees records of this category when they read
/// the student's work.
///
/// Co-teachers and assistants see achievement data only, administrators what a teacher was shown;
/// neither sees attitudinal answers (D8b), which are for the student and the teacher of record. What teachers
/// say about work (D11) is for those who teach, and not for assistants.
pub fn can_see(relationship: Relationship, category: Category) -> bool {
    match relationship {
        Relationship::Themself
        | Relationship::StudentThemself
        | Relationship::EligibleStudent
        | Relationship::TeacherOfRecord
        | Relationship::Parent
        | Relationship::Guardian => {
            matches!(
                category,
                Category::Name
                    | Category::Enrollment
                    | Category::Progress
                    | Category::Work
                    | Category::CheckAnswer
                    | Category::AttitudinalAnswer
                    | Category::Assessment
            )
        }
        Relationship::TeachingAssistant => matches!(
            category,
            Category::Name
                | Category::Enrollment
                | Category::Progress
                | Category::Work
                | Category::CheckAnswer
        ),
        Relationship::CoTeacher | Relationship::SchoolAdmin | Relationship::DistrictAdmin => {
            matches!(
                category,
                Category::Name
                    | Category::Enrollment
                    | Category::Progress
                    | Category::Work
                    | Category::CheckAnswer
                    | Category::Assessment
            )
        }
        Relationship::Stranger
        | Relationship::Student
        | Relationship::Teacher
        | Relationship::PlatformOperator
        | Relationship::Author => false,
    }
}

/// How much of a student's name a person sees (FER-04, row D1).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NameVisibility {
    /// Given name, family name and display name.
    Full,
    /// The display name only.
    DisplayOnly,
}

/// How much of a student's name a person in this relationship sees who may read the student's
/// profile.
pub fn name_sight(relationship: Relationship) -> NameVisibility {
    match relationship {
        Relationship::Themself
        | Relationship::StudentThemself
        | Relationship::TeacherOfRecord
        | Relationship::CoTeacher
        | Relationship::SchoolAdmin
        | Relationship::DistrictAdmin
        | Relationship::EligibleStudent
        | Relationship::Parent
        | Relationship::Guardian => NameVisibility::Full,
        Relationship::TeachingAssistant
        | Relationship::Stranger
        | Relationship::Student
        | Relationship::Teacher
        | Relationship::PlatformOperator
        | Relationship::Author => NameVisibility::DisplayOnly,
    }
}

/// Whether a person sees the name with which a student signs in (FER-04, row D2).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LoginSight {
    /// They do: they hand out the student's credentials (SEC-07).
    Shown,
    /// They do not.
    Withheld,
}

/// Whether a person in this relationship sees the name with which a student signs in. Of a student
/// who left, no one does: they hand out nothing to them any more.
pub fn login_sight(relationship: Relationship, membership: Membership) -> LoginSight {
    if membership != Membership::Present {
        return LoginSight::Withheld;
    }
    match relationship {
        Relationship::Themself
        | Relationship::StudentThemself
        | Relationship::TeacherOfRecord
        | Relationship::SchoolAdmin
        | Relationship::EligibleStudent
        | Relationship::Parent
        | Relationship::Guardian => LoginSight::Shown,
        Relationship::CoTeacher
        | Relationship::TeachingAssistant
        | Relationship::DistrictAdmin
        | Relationship::Stranger
        | Relationship::Student
        | Relationship::Teacher
        | Relationship::PlatformOperator
        | Relationship::Author => LoginSight::Withheld,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fer_04_an_assistant_sees_achievement_and_not_what_teachers_say_of_it() {
        for (relationship, category, expected) in [
            (Relationship::TeachingAssistant, Category::Progress, true),
            (Relationship::TeachingAssistant, Category::Work, true),
            (Relationship::TeachingAssistant, Category::CheckAnswer, true),
            (Relationship::TeachingAssistant, Category::Assessment, false),
            (Relationship::CoTeacher, Category::Assessment, true),
            (Relationship::SchoolAdmin, Category::Assessment, true),
            (Relationship::Guardian, Category::Assessment, true),
        ] {
            let sees = can_see(relationship, category);
            assert_eq!(sees, expected, "{relationship:?} {category:?}");
        }
    }
}
