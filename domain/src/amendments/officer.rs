//! Who conducts a hearing (34 CFR 99.22(c)): any person without a direct interest in its outcome.

crate::text_enum! {
    /// An interest in the outcome of a hearing.
    pub enum OfficerInterest {
        /// They are or were teacher of record of a class of the student.
        TeachesStudent = "teaches_student",
        /// They refused to amend the record.
        Decided = "decided",
        /// They are a guardian of the student, or contest the record.
        Family = "family",
    }
}

/// What a person has to do with a student whose record is contested.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct OfficerTies {
    /// Classes of the student of which they are or were teacher of record.
    pub classes_of_student: i64,
    /// Whether they decided about the amendment before: as many decisions.
    pub decisions: i64,
    /// Guardianships of the student that are or were theirs, and requests to amend that they made.
    pub family: i64,
}

/// Whether a person may conduct a hearing.
///
/// # Errors
/// The first [`OfficerInterest`].
pub fn may_conduct(ties: &OfficerTies) -> Result<(), OfficerInterest> {
    let interests = [
        (ties.family, OfficerInterest::Family),
        (ties.decisions, OfficerInterest::Decided),
        (ties.classes_of_student, OfficerInterest::TeachesStudent),
    ];
    let found = interests.iter().find(|(ties, _)| *ties > 0);
    found.map_or(Ok(()), |(_, interest)| Err(*interest))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fer_14_who_has_a_direct_interest_conducts_no_hearing() {
        let none = OfficerTies::default();
        assert_eq!(may_conduct(&none), Ok(()));
        for (ties, interest) in [
            (
                OfficerTies {
                    classes_of_student: 1,
                    ..none
                },
                OfficerInterest::TeachesStudent,
            ),
            (
                OfficerTies {
                    decisions: 1,
                    ..none
                },
                OfficerInterest::Decided,
            ),
            (OfficerTies { family: 1, ..none }, OfficerInterest::Family),
        ] {
            assert_eq!(may_conduct(&ties), Err(interest), "{ties:?}");
        }
    }
}
