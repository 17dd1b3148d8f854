//! A student who becomes an adult: the rights over their education records pass to them (AGE-14,
//! 34 CFR 99.5).

use chrono::NaiveDate;

use super::birthday::birthday;

/// On what a parent of an adult may still read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ParentException {
    /// On nothing.
    None,
    /// The student's written consent (34 CFR 99.30).
    WrittenConsent,
    /// The school asserts that the student is a dependent for tax (34 CFR 99.31(a)(8)).
    TaxDependent,
    /// A health or safety emergency (34 CFR 99.36).
    Emergency,
}

/// The student is an adult: the rights are theirs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("the rights have passed to the student")]
pub struct RightsTransferred;

/// Whether a person is an adult on a legal day, as far as it is certain.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Majority {
    /// They are.
    Adult,
    /// They are not, or it is not certain: without evidence no one becomes an adult.
    Minor,
}

/// Whether a person is an adult (AGE-14), by the youngest date of birth that the evidence allows.
/// `adult` is the age of an adult. That a school says "18 or older" is evidence with a date
/// (AGE-03).
pub fn turning_18(dob: Option<NaiveDate>, today: NaiveDate, adult: u8) -> Majority {
    match dob {
        Some(dob) if birthday(dob, adult) <= today => Majority::Adult,
        Some(_) | None => Majority::Minor,
    }
}

/// Whether a parent may exercise the rights over education records (AGE-14).
pub fn parent_access(
    majority: Majority,
    exception: ParentException,
) -> Result<(), RightsTransferred> {
    match (majority, exception) {
        (Majority::Adult, ParentException::None) => Err(RightsTransferred),
        (Majority::Minor, _)
        | (
            Majority::Adult,
            ParentException::WrittenConsent
            | ParentException::TaxDependent
            | ParentException::Emergency,
        ) => Ok(()),
    }
}

/// Something of a parent's that was open on the birthday.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum OpenMatter {
    /// A request to inspect records.
    Inspection,
    /// A request to amend records.
    Amendment,
    /// A refusal of directory information.
    DirectoryOptOut,
}

/// What becomes of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum MatterAfter {
    /// It is closed with a notice to the parent, and offered to the student, to whom any answer goes.
    ClosedAndOffered,
    /// It goes on in the student's name.
    GoesOnForStudent,
    /// It stays in force until the student takes it back.
    StaysInForce,
}

/// What becomes of an open matter when the student becomes an adult (AGE-14).
pub fn matter_after(matter: OpenMatter) -> MatterAfter {
    match matter {
        OpenMatter::Inspection => MatterAfter::ClosedAndOffered,
        OpenMatter::Amendment => MatterAfter::GoesOnForStudent,
        OpenMatter::DirectoryOptOut => MatterAfter::StaysInForce,
    }
}

#[cfg(test)]
mod tests {
    use chrono_tz::Tz;

    use super::*;
    use crate::{
        accounts::context::AccountContext,
        age::today::{Whereabouts, legal_today},
    };

    fn on(now: &str, dob: Option<&str>) -> Majority {
        let whereabouts = Whereabouts {
            context: AccountContext::SchoolManaged,
            school: Some(Tz::America__Los_Angeles),
            account: None,
            residence: None,
        };
        let today = legal_today(now.parse().unwrap(), whereabouts);
        turning_18(dob.map(|dob| dob.parse().unwrap()), today, 18)
    }

    #[test]
    fn age_14_a_parent_reads_until_the_last_second_before_the_birthday() {
        let dob = Some("2008-11-21");
        let read = |now| parent_access(on(now, dob), ParentException::None);
        assert_eq!(read("2026-11-21T07:59:59Z"), Ok(()));
        assert_eq!(read("2026-11-21T08:00:00Z"), Err(RightsTransferred));
    }

    #[test]
    fn age_14_without_evidence_of_age_the_rights_never_pass() {
        assert_eq!(on("2090-01-01T00:00:00Z", None), Majority::Minor);
    }

    #[test]
    fn age_14_three_exceptions_let_a_parent_read_on() {
        for exception in [
            ParentException::WrittenConsent,
            ParentException::TaxDependent,
            ParentException::Emergency,
        ] {
            assert_eq!(parent_access(Majority::Adult, exception), Ok(()));
        }
    }

    #[test]
    fn age_14_what_was_open_is_offered_goes_on_or_stays() {
        for (matter, after) in [
            (OpenMatter::Inspection, MatterAfter::ClosedAndOffered),
            (OpenMatter::Amendment, MatterAfter::GoesOnForStudent),
            (OpenMatter::DirectoryOptOut, MatterAfter::StaysInForce),
        ] {
            assert_eq!(matter_after(matter), after);
        }
    }
}
