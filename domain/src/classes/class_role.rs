//! The parts that members of staff play in a class.

use crate::{access::Relationship, staff::role::StaffRole};

crate::text_enum! {
    /// The part that a member of staff plays in a class.
    pub enum ClassRole {
        /// Responsible for the class.
        TeacherOfRecord = "teacher_of_record",
        /// Teaches beside the teacher of record.
        CoTeacher = "co_teacher",
        /// Helps; sees achievement data only.
        TeachingAssistant = "teaching_assistant",
    }
}

impl ClassRole {
    /// Whether a person with this role at the school can play this part in one of its classes:
    /// assistants assist, and those who teach or administer can do all.
    pub fn can_be_played_by(self, role: StaffRole) -> bool {
        match role {
            StaffRole::Teacher | StaffRole::SchoolAdmin => true,
            StaffRole::Assistant => self == Self::TeachingAssistant,
            StaffRole::DistrictAdmin | StaffRole::Parent | StaffRole::PlatformOperator => false,
        }
    }

    /// Whether the part must have an end of its own, beside that of the class
    /// (FER-04, footnote 5).
    pub fn needs_an_end(self) -> bool {
        self != Self::TeacherOfRecord
    }

    /// How a person who plays this part stands to the class and its students.
    pub fn relationship(self) -> Relationship {
        match self {
            Self::TeacherOfRecord => Relationship::TeacherOfRecord,
            Self::CoTeacher => Relationship::CoTeacher,
            Self::TeachingAssistant => Relationship::TeachingAssistant,
        }
    }
}
