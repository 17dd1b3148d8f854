//! When a class works on a course, and whether its students see it yet.

use chrono::{DateTime, Utc};
use thiserror::Error;

use crate::{access::Relationship, classes::interval::Interval};

crate::text_enum! {
    /// Whether the students of a class see a course that is assigned to it.
    pub enum Visibility {
        /// They see it from its opening on.
        Visible = "visible",
        /// Only the staff of the class see it.
        Hidden = "hidden",
    }
}

/// When a class works on a course. It is due after it opens.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct AssignmentSchedule {
    visibility: Visibility,
    opens_at: Option<DateTime<Utc>>,
    due_at: Option<DateTime<Utc>>,
}

/// The work is due before it can begin.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
#[error("the work must be due after it opens")]
pub struct DueBeforeOpening;

impl AssignmentSchedule {
    /// Takes a schedule. Without an opening, the course is open as soon as it is assigned; without a
    /// due date, the work is never due.
    pub fn new(
        visibility: Visibility,
        opens_at: Option<DateTime<Utc>>,
        due_at: Option<DateTime<Utc>>,
    ) -> Result<Self, DueBeforeOpening> {
        match (opens_at, due_at) {
            (Some(opens), Some(due)) if due <= opens => Err(DueBeforeOpening),
            _ => Ok(Self {
                visibility,
                opens_at,
                due_at,
            }),
        }
    }

    /// Whether students see it.
    pub const fn visibility(self) -> Visibility {
        self.visibility
    }

    /// When students can begin.
    pub const fn opens_at(self) -> Option<DateTime<Utc>> {
        self.opens_at
    }

    /// When the work is due. It can still be done afterwards.
    pub const fn due_at(self) -> Option<DateTime<Utc>> {
        self.due_at
    }

    /// Whether a person who stands so to the class sees the course at an instant: its students from
    /// the opening on and unless it is hidden, its staff always.
    pub fn is_shown_to(self, relationship: Relationship, now: DateTime<Utc>) -> bool {
        relationship != Relationship::Student || self.is_shown_to_students(now)
    }

    /// Whether students see the course at an instant.
    pub fn is_shown_to_students(self, now: DateTime<Utc>) -> bool {
        self.visibility == Visibility::Visible && self.opens_at.is_none_or(|opens| opens <= now)
    }

    /// What of a time lies after the opening: then work can be done.
    pub fn open_in(self, time: Interval) -> Option<Interval> {
        match self.opens_at {
            None => Some(time),
            Some(opens) => time.intersection(Interval::since(opens)),
        }
    }
}

#[cfg(test)]
mod tests {
    use chrono::TimeDelta;

    use super::*;
    use crate::text_enum::TextEnum as _;

    fn at(minute: i64) -> DateTime<Utc> {
        DateTime::UNIX_EPOCH + TimeDelta::minutes(minute)
    }

    #[test]
    fn work_is_due_after_it_opens() {
        let schedule = |opens, due| AssignmentSchedule::new(Visibility::Visible, opens, due);
        assert!(schedule(Some(at(1)), Some(at(2))).is_ok());
        assert_eq!(schedule(Some(at(2)), Some(at(2))), Err(DueBeforeOpening));
        assert_eq!(schedule(Some(at(2)), Some(at(1))), Err(DueBeforeOpening));
        assert!(schedule(Some(at(2)), None).is_ok() && schedule(None, Some(at(1))).is_ok());
    }

    #[test]
    fn students_see_a_course_from_its_opening_on_unless_it_is_hidden() {
        for visibility in Visibility::ALL {
            let schedule = AssignmentSchedule::new(*visibility, Some(at(5)), None).unwrap();
            let visible = *visibility == Visibility::Visible;
            for (minute, open) in [(4, false), (5, true), (6, true)] {
                let seen = schedule.is_shown_to(Relationship::Student, at(minute));
                assert_eq!(seen, visible && open, "{visibility:?} {minute}");
                assert!(schedule.is_shown_to(Relationship::TeacherOfRecord, at(minute)));
            }
        }
    }

    #[test]
    fn work_counts_from_the_opening_on() {
        let schedule = AssignmentSchedule::new(Visibility::Hidden, Some(at(5)), None).unwrap();
        let day = Interval::new(at(0), Some(at(9))).unwrap();
        assert_eq!(
            schedule.open_in(day),
            Interval::new(at(5), Some(at(9))).ok()
        );
        let earlier = Interval::new(at(0), Some(at(5))).unwrap();
        assert_eq!(schedule.open_in(earlier), None);
    }
}
