//! Who holds the rights over an institution's records (AGE-15, 34 CFR 99.3 "eligible student").

use super::eighteen::Majority;

/// What kind of institution keeps a record.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum InstitutionKind {
    /// A school up to the twelfth grade.
    School,
    /// A college or another postsecondary institution.
    Postsecondary,
}

/// Whether the student attends the postsecondary institution that keeps the record.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Attendance {
    /// They do.
    Attends,
    /// They do not.
    DoesNotAttend,
}

/// Who holds the rights over a record.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RightsHolder {
    /// The parents, each of them.
    Parents,
    /// The student.
    Student,
}

/// Who holds the rights over a record of an institution (AGE-15). A student who attends both a high
/// school and a college holds the college's, at any age, and an adult holds all.
pub fn rights_holder(
    kind: InstitutionKind,
    majority: Majority,
    attendance: Attendance,
) -> RightsHolder {
    match (kind, majority, attendance) {
        (_, Majority::Adult, _) | (InstitutionKind::Postsecondary, _, Attendance::Attends) => {
            RightsHolder::Student
        }
        (InstitutionKind::School, Majority::Minor, _)
        | (InstitutionKind::Postsecondary, Majority::Minor, Attendance::DoesNotAttend) => {
            RightsHolder::Parents
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn age_15_a_minor_in_high_school_and_college_holds_the_rights_of_the_college() {
        let holder = |kind, majority| rights_holder(kind, majority, Attendance::Attends);
        for (kind, majority, expected) in [
            (
                InstitutionKind::School,
                Majority::Minor,
                RightsHolder::Parents,
            ),
            (
                InstitutionKind::Postsecondary,
                Majority::Minor,
                RightsHolder::Student,
            ),
            (
                InstitutionKind::School,
                Majority::Adult,
                RightsHolder::Student,
            ),
            (
                InstitutionKind::Postsecondary,
                Majority::Adult,
                RightsHolder::Student,
            ),
        ] {
            assert_eq!(holder(kind, majority), expected, "{kind:?} {majority:?}");
        }
    }
}
