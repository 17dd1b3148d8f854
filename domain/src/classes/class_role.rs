//! The parts that members of staff play in a class.

use crate::access::Relationship;

crate::words! {
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
    /// How somebody who plays this part stands to the class and its pupils.
    pub fn relationship(self) -> Relationship {
        match self {
            Self::TeacherOfRecord => Relationship::TeacherOfRecord,
            Self::CoTeacher => Relationship::CoTeacher,
            Self::TeachingAssistant => Relationship::TeachingAssistant,
        }
    }
}
