//! How much an import would do, in numbers.

use std::collections::BTreeMap;

use super::compare::Step;

/// How much an import does, by kind.
pub type Tallies = BTreeMap<Kind, PlanCounts>;

crate::text_enum! {
    /// A kind of thing that imports create, change and end.
    pub enum Kind {
        /// Schools and districts.
        Org = "org",
        /// Academic sessions.
        AcademicSession = "academic_session",
        /// Classes.
        Class = "class",
        /// Persons.
        Person = "person",
        /// Roles in schools and districts.
        Role = "role",
        /// Enrollments and teaching.
        Enrollment = "enrollment",
        /// Parents and guardians whom students' rows name.
        Contact = "contact",
    }
}

/// The steps of one kind, counted.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct PlanCounts {
    /// New.
    pub created: u64,
    /// Held, and different.
    pub changed: u64,
    /// Ended before, and back.
    pub resumed: u64,
    /// Held, and missing in the bundle.
    pub ended: u64,
    /// Held just so.
    pub unchanged: u64,
    /// Held, and left as it is because its row could not be read.
    pub spared: u64,
}

impl PlanCounts {
    /// Counts a step.
    pub fn count<D, H>(&mut self, step: &Step<D, H>) {
        let counter = match step {
            Step::Create(_) => &mut self.created,
            Step::Change(..) => &mut self.changed,
            Step::Resume(..) => &mut self.resumed,
            Step::End(_) => &mut self.ended,
            Step::Keep(_) => &mut self.unchanged,
            Step::Spare(_) => &mut self.spared,
        };
        *counter += 1;
    }
}
