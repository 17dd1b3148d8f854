//! Who takes back that directory information of a student is refused (FER-16; 34 CFR 99.37(b)).

use crate::{
    age::eighteen::{MatterAfter, OpenMatter, matter_after},
    guardians::pairing::FamilyStanding,
};

crate::text_enum! {
    /// How a refusal reached the school.
    pub enum RefusalManner {
        /// A guardian or the adult student refused with their account.
        Account = "account",
        /// On paper, which the school recorded.
        Paper = "paper",
    }
}

/// Who wants to take a refusal back.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Rescinder {
    /// The student, who is an adult.
    EligibleStudent,
    /// A guardian who holds the rights of a parent.
    Guardian,
    /// The school, on paper of who holds the rights.
    School,
}

/// Whose refusal it is, as who wants to take it back sees it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RefusalBy {
    /// Their own.
    Themself,
    /// That of another person who holds the rights today.
    AnotherHolder,
    /// That of a person who held the rights, and does not any more.
    FormerHolder,
    /// One that the school recorded on paper.
    Paper,
    /// One that the school recorded on paper before the birthday of a student who is an adult now.
    PaperBeforeEighteen,
}

/// The refusal stays.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("the refusal stays")]
pub struct StaysRefused;

/// Whether a refusal is taken back. It stays in force through the eighteenth birthday, until the student takes it
/// back (AGE-14), and after the student has left; of several parents the refusal of each counts. The school takes
/// back nothing but paper.
///
/// # Errors
/// [`StaysRefused`].
pub fn rescind_refusal(
    by: Rescinder,
    refusal: RefusalBy,
    family: FamilyStanding,
) -> Result<(), StaysRefused> {
    let until_student = matter_after(OpenMatter::DirectoryOptOut) == MatterAfter::StaysInForce;
    let is_settled = family == FamilyStanding::Settled;
    let is_theirs = match (by, refusal) {
        (Rescinder::EligibleStudent, _) => until_student,
        (Rescinder::Guardian, RefusalBy::Themself) => true,
        (Rescinder::Guardian, RefusalBy::FormerHolder) | (Rescinder::School, RefusalBy::Paper) => {
            is_settled
        }
        (
            Rescinder::Guardian,
            RefusalBy::AnotherHolder | RefusalBy::Paper | RefusalBy::PaperBeforeEighteen,
        )
        | (
            Rescinder::School,
            RefusalBy::Themself
            | RefusalBy::AnotherHolder
            | RefusalBy::FormerHolder
            | RefusalBy::PaperBeforeEighteen,
        ) => false,
    };
    is_theirs.then_some(()).ok_or(StaysRefused)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fer_16_each_takes_back_their_own_and_nobody_that_of_another_parent() {
        use FamilyStanding::{Contested, Settled};
        use RefusalBy::{AnotherHolder, FormerHolder, Paper, PaperBeforeEighteen, Themself};
        use Rescinder::{EligibleStudent, Guardian, School};
        for (by, refusal, family, is_taken_back) in [
            (Guardian, Themself, Settled, true),
            (Guardian, Themself, Contested, true),
            (Guardian, AnotherHolder, Settled, false),
            (Guardian, FormerHolder, Settled, true),
            (Guardian, FormerHolder, Contested, false),
            (Guardian, Paper, Settled, false),
            (School, Paper, Settled, true),
            (School, Paper, Contested, false),
            (School, AnotherHolder, Settled, false),
            (School, Themself, Settled, false),
            (School, FormerHolder, Settled, false),
            (School, FormerHolder, Contested, false),
            (School, PaperBeforeEighteen, Settled, false),
            (Guardian, PaperBeforeEighteen, Settled, false),
            (EligibleStudent, PaperBeforeEighteen, Settled, true),
            (EligibleStudent, FormerHolder, Contested, true),
            (EligibleStudent, Paper, Contested, true),
            (EligibleStudent, Themself, Settled, true),
        ] {
            let found = rescind_refusal(by, refusal, family).is_ok();
            assert_eq!(found, is_taken_back, "{by:?} {refusal:?} {family:?}");
        }
    }
}
