//! How far administrators see into a class (FER-04, footnote 7).
//!
//! A school or a district gets only what was already shared with at least one of its teachers. A
//! teacher of the class sees everything of it while they teach it, so what was known before the
//! last of them left was shared, and what came later was not. A class that is over has no teacher.

use chrono::{DateTime, Utc};

use crate::{
    access::{Membership, Relationship},
    classes::interval::Interval,
};

/// What of a class may be shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shared {
    /// All of it.
    Everything,
    /// What was known before this instant.
    Before(DateTime<Utc>),
    /// None of it: the class never had a teacher.
    Nothing,
}

impl Shared {
    /// What a person in this relationship to a class sees of it at an instant. `teaching` are the
    /// times in which a person taught it.
    pub fn with(relationship: Relationship, teaching: &[Interval], now: DateTime<Utc>) -> Self {
        if !matches!(
            relationship,
            Relationship::SchoolAdmin | Relationship::DistrictAdmin
        ) || teaching.iter().any(|time| time.contains(now))
        {
            return Self::Everything;
        }
        teaching
            .iter()
            .filter_map(|time| time.ends_at())
            .filter(|end| *end <= now)
            .max()
            .map_or(Self::Nothing, Self::Before)
    }

    /// The same of one student, whose record is shown no further than their membership went
    /// (FER-03).
    #[must_use]
    pub fn of_member(self, membership: Membership) -> Self {
        match (self, membership) {
            (shared, Membership::Present) => shared,
            (Self::Everything, Membership::Ended(end)) => Self::Before(end),
            (Self::Before(known), Membership::Ended(end)) => Self::Before(known.min(end)),
            (Self::Nothing, Membership::Ended(_)) => Self::Nothing,
        }
    }

    /// Whether what became known at an instant may be shown.
    pub fn includes(self, instant: DateTime<Utc>) -> bool {
        match self {
            Self::Everything => true,
            Self::Before(end) => instant < end,
            Self::Nothing => false,
        }
    }
}

#[cfg(test)]
mod tests {
    use chrono::TimeDelta;

    use super::*;

    fn day(number: i64) -> DateTime<Utc> {
        DateTime::UNIX_EPOCH + TimeDelta::days(number)
    }

    fn taught(from: i64, to: Option<i64>) -> Interval {
        Interval::new(day(from), to.map(day)).unwrap()
    }

    #[test]
    fn an_administrator_sees_what_a_teacher_of_the_class_was_shown() {
        let cases: [(&str, &[Interval], Shared); 5] = [
            ("nobody taught", &[], Shared::Nothing),
            ("nobody teaches yet", &[taught(20, None)], Shared::Nothing),
            (
                "somebody teaches",
                &[taught(1, Some(5)), taught(3, None)],
                Shared::Everything,
            ),
            (
                "everybody left",
                &[taught(1, Some(5)), taught(2, Some(8))],
                Shared::Before(day(8)),
            ),
            (
                "at the instant of the end",
                &[taught(1, Some(10))],
                Shared::Before(day(10)),
            ),
        ];
        for (when, teaching, expected) in cases {
            for office in [Relationship::SchoolAdmin, Relationship::DistrictAdmin] {
                assert_eq!(Shared::with(office, teaching, day(10)), expected, "{when}");
            }
        }
    }

    #[test]
    fn of_a_student_who_left_nothing_is_shared_from_then_on() {
        let left = Membership::Ended(day(5));
        for (of_the_class, expected) in [
            (Shared::Everything, Shared::Before(day(5))),
            (Shared::Before(day(8)), Shared::Before(day(5))),
            (Shared::Before(day(3)), Shared::Before(day(3))),
            (Shared::Nothing, Shared::Nothing),
        ] {
            assert_eq!(of_the_class.of_member(left), expected);
            assert_eq!(of_the_class.of_member(Membership::Present), of_the_class);
        }
    }

    #[test]
    fn who_teaches_is_no_administrator() {
        for part in [
            Relationship::TeacherOfRecord,
            Relationship::CoTeacher,
            Relationship::TeachingAssistant,
        ] {
            assert_eq!(Shared::with(part, &[], day(1)), Shared::Everything);
        }
    }

    #[test]
    fn what_came_at_the_end_or_later_was_not_shared() {
        let millisecond = TimeDelta::milliseconds(1);
        assert!(Shared::Before(day(8)).includes(day(8) - millisecond));
        assert!(!Shared::Before(day(8)).includes(day(8)));
        assert!(!Shared::Nothing.includes(day(1)));
    }
}
