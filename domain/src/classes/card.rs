//! What a list of classes shows of each beside the class itself, so that a page of cards is one request.

use crate::access::{ActionKind, Relationship, decide};

crate::text_enum! {
    /// A part of a class's card.
    pub enum CardPart {
        /// How many students are in it.
        StudentCount = "student_count",
        /// The courses that it has.
        Courses = "courses",
        /// The term or school year with which it ends.
        Term = "term",
        /// The school that it belongs to.
        School = "school",
        /// How many more students it takes, and when it ends, if it is a sandbox.
        Sandbox = "sandbox",
    }
}

impl CardPart {
    /// Whether a person in this relationship to the class is shown the part: those who may read the
    /// same on its own.
    pub fn is_shown_to(self, relationship: Relationship) -> bool {
        match self {
            Self::StudentCount => decide(ActionKind::ListStudents, relationship).is_ok(),
            Self::Courses => decide(ActionKind::ListClassCourses, relationship).is_ok(),
            Self::Term | Self::School | Self::Sandbox => {
                decide(ActionKind::ListClassStaff, relationship).is_ok()
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text_enum::TextEnum as _;

    #[test]
    fn students_and_parents_are_shown_what_they_may_read_elsewhere() {
        let shown = |relationship| {
            let parts = CardPart::ALL.iter().copied();
            let shown = parts.filter(|part| part.is_shown_to(relationship));
            shown.collect::<Vec<_>>()
        };
        assert_eq!(shown(Relationship::TeachingAssistant), CardPart::ALL);
        assert_eq!(shown(Relationship::DistrictAdmin), CardPart::ALL);
        assert_eq!(shown(Relationship::Student), [CardPart::Courses]);
        assert_eq!(
            shown(Relationship::Parent),
            [CardPart::StudentCount, CardPart::Courses]
        );
        assert_eq!(shown(Relationship::Stranger), []);
    }
}
