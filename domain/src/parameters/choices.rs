//! Numbers that the operator chooses within the law: each has a default, and bounds that keep it
//! finite. A rule takes the chosen value as an argument.

use chrono::{Months, TimeDelta};
use thiserror::Error;

/// A number that the operator may choose.
#[derive(Clone, Copy, Debug)]
pub struct Choice<T> {
    /// The name that the rules give it.
    pub name: &'static str,
    /// The rule that uses it.
    pub rule: &'static str,
    /// What holds if nothing is chosen.
    pub default: T,
    /// The lowest value that may be chosen.
    pub lowest: T,
    /// The highest value that may be chosen.
    pub highest: T,
}

/// The chosen value lies outside of the bounds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
#[error("{name} is outside of the bounds of {rule}")]
pub struct OutOfBounds {
    /// The name of the choice.
    pub name: &'static str,
    /// The rule that sets the bounds.
    pub rule: &'static str,
}

impl<T: Copy + PartialOrd> Choice<T> {
    /// The value, if it may be chosen.
    pub fn check(&self, value: T) -> Result<T, OutOfBounds> {
        if self.lowest <= value && value <= self.highest {
            Ok(value)
        } else {
            Err(OutOfBounds {
                name: self.name,
                rule: self.rule,
            })
        }
    }
}

/// Declares choices in one table.
macro_rules! choices {
    ( $( $(#[doc = $doc:literal])* $name:ident: $type:ty = $default:expr, $lowest:expr => $highest:expr, $rule:literal; )+ ) => {
        $(
            $(#[doc = $doc])*
            pub const $name: Choice<$type> = Choice {
                name: stringify!($name),
                rule: $rule,
                default: $default,
                lowest: $lowest,
                highest: $highest,
            };
        )+

        #[cfg(test)]
        fn defaults_within_bounds() -> Vec<(&'static str, bool)> {
            vec![ $( ($name.name, $name.lowest <= $name.default && $name.default <= $name.highest) ),+ ]
        }
    };
}

choices! {
    /// How long a parent has to answer a direct notice, and how long an account without consent is
    /// suspended before it is purged. The law says "a reasonable time".
    VPC_REASONABLE_TIME: TimeDelta = TimeDelta::days(14), TimeDelta::days(7) => TimeDelta::days(30), "VPC-02";
    /// When a parent who has not answered is reminded, once.
    VPC_REMINDER: TimeDelta = TimeDelta::days(7), TimeDelta::days(1) => TimeDelta::days(29), "VPC-02";
    /// How long after a consent by message the confirming message is sent.
    VPC_CONFIRMATION: TimeDelta = TimeDelta::hours(24), TimeDelta::hours(1) => TimeDelta::hours(72), "VPC-02";
    /// How long after a refusal the same parent may be asked again.
    VPC_ASK_AGAIN: Months = Months::new(6), Months::new(6) => Months::new(24), "VPC-02";
    /// How many questions of knowledge a parent answers.
    KBA_QUESTIONS: u8 = 4, 4 => 10, "VPC-03";
    /// How many answers each of those questions offers.
    KBA_OPTIONS: u8 = 5, 5 => 10, "VPC-03";
    /// How often they may be tried before another method is needed.
    KBA_ATTEMPTS: u8 = 2, 1 => 2, "VPC-03";
    /// Within what time data of an identity document is deleted after the check.
    ID_DATA_DELETED: TimeDelta = TimeDelta::hours(24), TimeDelta::minutes(1) => TimeDelta::hours(24), "VPC-03";
    /// How long after a withdrawal this service still processes anything.
    WITHDRAWAL_HERE: TimeDelta = TimeDelta::minutes(1), TimeDelta::seconds(1) => TimeDelta::minutes(5), "VPC-07";
    /// How long after a withdrawal processors may still do so.
    WITHDRAWAL_PROCESSORS: TimeDelta = TimeDelta::hours(24), TimeDelta::hours(1) => TimeDelta::hours(24), "VPC-07";
    /// By when recipients have been told of a withdrawal.
    WITHDRAWAL_RECIPIENTS: TimeDelta = TimeDelta::days(7), TimeDelta::hours(1) => TimeDelta::days(7), "VPC-07";
    /// By when deleted data has left every disk but backups.
    WITHDRAWAL_PURGE: TimeDelta = TimeDelta::days(30), TimeDelta::days(1) => TimeDelta::days(30), "VPC-07";
    /// How many working days the privacy officer has for parents who disagree.
    DISPUTE_WORKING_DAYS: u8 = 5, 1 => 10, "VPC-11";
    /// How long consents of the parent stay valid, unanswered, after a transition.
    TRANSITION_GRACE: TimeDelta = TimeDelta::days(30), TimeDelta::days(14) => TimeDelta::days(60), "AGE-12";
    /// How long an account whose policies are not accepted stays usable after a transition.
    TRANSITION_BANNER: TimeDelta = TimeDelta::days(60), TimeDelta::days(30) => TimeDelta::days(90), "AGE-12";
    /// How long before a transition it is announced.
    TRANSITION_NOTICE: TimeDelta = TimeDelta::days(30), TimeDelta::days(14) => TimeDelta::days(60), "AGE-11";
    /// How long an answer to the age gate binds.
    AGE_GATE_LOCK: TimeDelta = TimeDelta::hours(24), TimeDelta::hours(12) => TimeDelta::days(7), "AGE-09";
    /// The highest age that is believed, in years.
    HIGHEST_AGE: u8 = 120, 110 => 130, "AGE-01";
    /// How long before it takes effect a changed policy is announced.
    POLICY_NOTICE_LEAD: TimeDelta = TimeDelta::days(30), TimeDelta::days(14) => TimeDelta::days(90), "POL-03";
    /// How long after it took effect a person is reminded to accept a policy.
    POLICY_REMINDER: TimeDelta = TimeDelta::days(14), TimeDelta::days(7) => TimeDelta::days(30), "POL-05";
    /// How long after it took effect a teacher who has not accepted a policy may still add students.
    POLICY_TEACHER_GRACE: TimeDelta = TimeDelta::days(30), TimeDelta::days(14) => TimeDelta::days(60), "POL-05";
    /// How many seats a class without an agreement has.
    SANDBOX_SEATS: u16 = 40, 1 => 40, "SCH-04";
    /// How long after its last use the data of such a class is purged.
    SANDBOX_IDLE: TimeDelta = TimeDelta::days(30), TimeDelta::days(1) => TimeDelta::days(30), "SCH-04";
    /// How long after its agreement ended a school may export.
    SCHOOL_END_EXPORT: TimeDelta = TimeDelta::days(30), TimeDelta::days(14) => TimeDelta::days(60), "SCH-06";
    /// By when after its agreement ended a school's data is purged.
    SCHOOL_END_PURGE: TimeDelta = TimeDelta::days(60), TimeDelta::days(30) => TimeDelta::days(90), "SCH-06";
    /// By when a student's data is purged whose authorization the school revoked.
    STUDENT_REVOKED_PURGE: TimeDelta = TimeDelta::days(30), TimeDelta::days(1) => TimeDelta::days(30), "SCH-06";
    /// By when the role of a teacher who left ends.
    STAFF_ROLE_END: TimeDelta = TimeDelta::hours(24), TimeDelta::hours(1) => TimeDelta::hours(24), "SCH-06";
    /// How long a school may leave a new major version of the notice unacknowledged.
    SCHOOL_NOTICE_GRACE: TimeDelta = TimeDelta::days(30), TimeDelta::days(14) => TimeDelta::days(60), "SCH-06";
    /// How long a person who asks for a student of a school has to prove who they are.
    REQUESTER_VERIFICATION: TimeDelta = TimeDelta::days(14), TimeDelta::days(7) => TimeDelta::days(30), "SCH-07";
    /// How many working days after a school was told an account is locked that a parent wants closed.
    PARENT_LOCK_WORKING_DAYS: u8 = 2, 1 => 5, "SCH-07";
    /// How long after a school was told a deletion is done that it does not object to.
    PARENT_DELETION: TimeDelta = TimeDelta::days(10), TimeDelta::days(1) => TimeDelta::days(30), "SCH-07";
    /// How long a school has to let a parent review a record (34 CFR 99.10(b)).
    SCHOOL_REVIEW: TimeDelta = TimeDelta::days(45), TimeDelta::days(5) => TimeDelta::days(45), "FER-10";
    /// How long a school has to decide whether it amends a record. The law says "a reasonable time".
    AMENDMENT_DECISION: TimeDelta = TimeDelta::days(30), TimeDelta::days(1) => TimeDelta::days(45), "FER-14";
    /// How long a school has to hold a hearing. The law says "a reasonable time".
    HEARING_HELD: TimeDelta = TimeDelta::days(45), TimeDelta::days(14) => TimeDelta::days(60), "FER-14";
    /// How long before a hearing the family is told of it. The law says "reasonably in advance".
    HEARING_NOTICE: TimeDelta = TimeDelta::days(7), TimeDelta::days(3) => TimeDelta::days(14), "FER-14";
    /// Within what time a hearing is held that a school is late with.
    HEARING_POSTPONED: TimeDelta = TimeDelta::days(14), TimeDelta::days(14) => TimeDelta::days(21), "FER-14";
    /// How long a school has to write down what a hearing found. The law says "a reasonable period".
    HEARING_DECISION: TimeDelta = TimeDelta::days(30), TimeDelta::days(1) => TimeDelta::days(30), "FER-14";
    /// How long a family has to ask for a hearing or to place a statement before a school may close an
    /// amendment.
    AMENDMENT_ANSWER: TimeDelta = TimeDelta::days(30), TimeDelta::days(14) => TimeDelta::days(90), "FER-14";
    /// How long a family has to seek protection before a school complies with a legal process. The law says
    /// "a reasonable effort to notify in advance" (34 CFR 99.31(a)(9)(ii)).
    PROCESS_NOTICE: TimeDelta = TimeDelta::days(10), TimeDelta::days(7) => TimeDelta::days(30), "FER-13";
    /// How long before the records are to be returned a school may comply at the latest.
    PROCESS_BEFORE_RETURN: TimeDelta = TimeDelta::days(3), TimeDelta::days(1) => TimeDelta::days(7), "FER-13";
    /// How long a family has at the least, however near the return date is.
    PROCESS_NOTICE_LEAST: TimeDelta = TimeDelta::days(1), TimeDelta::days(1) => TimeDelta::days(3), "FER-13";
    /// For how long a legal process that nobody checked yet keeps a record from being destroyed.
    PROCESS_UNCHECKED: TimeDelta = TimeDelta::days(30), TimeDelta::days(7) => TimeDelta::days(60), "FER-13";
    /// Within what time an order not to tell whose end nobody knows is looked at again, or is over.
    GAG_REVIEW: TimeDelta = TimeDelta::days(90), TimeDelta::days(30) => TimeDelta::days(180), "FER-13";
    /// For how long an order not to tell is believed that names its end.
    GAG_ORDERED: TimeDelta = TimeDelta::days(365), TimeDelta::days(90) => TimeDelta::days(366), "FER-13";
    /// How long an emergency lasts unless it is renewed. The law says "the period of the emergency".
    EMERGENCY_LIFE: TimeDelta = TimeDelta::hours(72), TimeDelta::hours(1) => TimeDelta::hours(72), "FER-12";
    /// How long after its annual notice a school is reminded of the next one.
    ANNUAL_NOTICE_REMINDER: Months = Months::new(11), Months::new(9) => Months::new(11), "FER-15";
    /// How long families have at the least to refuse what a school designates as directory information. The
    /// law says "a period of time" (34 CFR 99.37(a)(3)).
    DIRECTORY_REFUSAL_TIME: TimeDelta = TimeDelta::days(14), TimeDelta::days(14) => TimeDelta::days(180), "FER-16";
    /// How long after an academic session began a school has to confirm that its roster is true.
    ACCURACY_REVIEW: TimeDelta = TimeDelta::days(30), TimeDelta::days(7) => TimeDelta::days(60), "RTS-06";
    /// How long a student has not been enrolled when a deletion cannot be refused any more (Cal. B&P Code
    /// 22584).
    NOT_ENROLLED_FOR: TimeDelta = TimeDelta::days(60), TimeDelta::days(1) => TimeDelta::days(60), "SCH-07";
    /// How long what an account holder or a teacher deleted can be restored.
    RECOVERY_WINDOW: TimeDelta = TimeDelta::days(30), TimeDelta::zero() => TimeDelta::days(30), "RET-06";
    /// Within how many business days a request is acknowledged.
    POLICY_ACKNOWLEDGE: u8 = 3, 1 => 10, "RTS-01";
    /// Within what time a request is answered, whatever the law says.
    POLICY_ANSWER: TimeDelta = TimeDelta::days(30), TimeDelta::days(1) => TimeDelta::days(30), "RTS-01";
    /// Within what time a request about a child's data is answered, for which the law has no number.
    COPPA_ANSWER: TimeDelta = TimeDelta::days(30), TimeDelta::days(1) => TimeDelta::days(30), "RTS-01";
    /// Within what time a district gets the answer to a request about its student.
    AGREEMENT_ANSWER: TimeDelta = TimeDelta::days(30), TimeDelta::days(1) => TimeDelta::days(30), "RTS-01";
    /// How long an enquiry is kept after it was answered.
    ENQUIRY_KEPT: TimeDelta = TimeDelta::days(365), TimeDelta::days(30) => TimeDelta::days(366), "RET-02";
    /// How long a backup is kept.
    BACKUP_KEPT: TimeDelta = TimeDelta::days(35), TimeDelta::days(7) => TimeDelta::days(35), "RET-02";
    /// How long a copy of a person's data waits to be fetched.
    EXPORT_LINK_LIFE: TimeDelta = TimeDelta::days(7), TimeDelta::days(1) => TimeDelta::days(7), "RTS-02";
    /// How long a change that lowers privacy waits for the parent.
    SETTING_APPROVAL: TimeDelta = TimeDelta::days(7), TimeDelta::days(1) => TimeDelta::days(14), "RTS-05";
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_default_lies_within_its_bounds() {
        for (name, within) in defaults_within_bounds() {
            assert!(within, "{name}");
        }
    }

    #[test]
    fn a_value_outside_of_the_bounds_cannot_be_chosen() {
        let lock = AGE_GATE_LOCK;
        assert_eq!(lock.check(TimeDelta::hours(24)), Ok(TimeDelta::hours(24)));
        for hours in [0, 11, 24 * 7 + 1] {
            let refused = lock.check(TimeDelta::hours(hours)).unwrap_err();
            assert_eq!((refused.name, refused.rule), ("AGE_GATE_LOCK", "AGE-09"));
        }
    }
}
