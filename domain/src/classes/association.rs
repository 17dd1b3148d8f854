//! When a class associates a pupil with a member of staff, and what ends it (FER-05).
//!
//! Access lasts as long as the association does, and every association ends: a class without a
//! known last day ends with its school year.

use chrono::{DateTime, Datelike, Days, NaiveDate, Utc};
use chrono_tz::Tz;

use super::interval::Interval;
use crate::organizations::time_zone::{day_begins_at, local_day};

/// A school year of which nothing else is known ends on 31 July: later than nearly every school's
/// last day, earlier than nearly every first day of the next year.
const SCHOOL_YEAR_ENDS: (u32, u32) = (7, 31);

/// What the end of a class depends on.
#[derive(Clone, Copy, Debug)]
pub struct ClassFacts {
    /// When the class was created.
    pub created_at: DateTime<Utc>,
    /// When it was archived or deleted, if it was.
    pub archived_at: Option<DateTime<Utc>>,
    /// The last day of the last of its academic sessions, if it is known.
    pub last_session_ends_on: Option<NaiveDate>,
    /// The time zone of its school, if it is known.
    pub time_zone: Option<Tz>,
    /// `CLASS_ASSOC_TAIL` of the day.
    pub tail: Days,
}

/// What may end the association of one pupil with one member of staff through one class.
#[derive(Clone, Copy, Debug)]
pub struct AssociationFacts {
    /// The class.
    pub class: ClassFacts,
    /// The pupil's membership; it ends too when the pupil is removed or transferred.
    pub enrollment: Interval,
    /// The member of staff's work in the class; it ends too when they are removed or leave.
    pub assignment: Interval,
    /// When the pupil's account was locked for deletion, if it was.
    pub locked_at: Option<DateTime<Utc>>,
}

crate::words! {
    /// What ends an association.
    pub enum EndCause {
        /// The class was archived or deleted.
        ClassArchived = "class_archived",
        /// The last academic session is over, and the tail after it.
        SessionOver = "session_over",
        /// The pupil was removed from the class, or transferred.
        EnrollmentEnded = "enrollment_ended",
        /// The member of staff was removed from the class, or left.
        AssignmentEnded = "assignment_ended",
        /// The pupil's account was locked for deletion.
        AccountLocked = "account_locked",
    }
}

/// An end that will come or has come.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct End {
    /// The first instant without the right.
    pub at: DateTime<Utc>,
    /// What ends it.
    pub cause: EndCause,
}

/// When the tail after a session's last day is over: at the start of the day that lies `tail` days
/// after it, by the clocks of the school. In an unknown zone, when that day begins anywhere.
pub fn access_ends_at(
    session_ends_on: NaiveDate,
    tail: Days,
    time_zone: Option<Tz>,
) -> DateTime<Utc> {
    let last_day = session_ends_on
        .checked_add_days(tail)
        .unwrap_or(session_ends_on);
    day_begins_at(last_day, time_zone)
}

/// The last day of the school year in which an instant lies, where nothing better is known.
pub fn school_year_ends_on(instant: DateTime<Utc>, time_zone: Option<Tz>) -> NaiveDate {
    let today = local_day(instant, time_zone).earliest;
    let (month, day) = SCHOOL_YEAR_ENDS;
    let in_year = |year| NaiveDate::from_ymd_opt(year, month, day).unwrap_or(today);
    let this_year = in_year(today.year());
    if today <= this_year {
        this_year
    } else {
        in_year(today.year().saturating_add(1))
    }
}

/// What ends a class for everyone in it. There is always an end.
pub fn class_end(class: &ClassFacts) -> End {
    let session_ends_on = class
        .last_session_ends_on
        .unwrap_or_else(|| school_year_ends_on(class.created_at, class.time_zone));
    let session_over = End {
        at: access_ends_at(session_ends_on, class.tail, class.time_zone),
        cause: EndCause::SessionOver,
    };
    let archived = class.archived_at.map(|at| End {
        at,
        cause: EndCause::ClassArchived,
    });
    archived.map_or(session_over, |archived| archived.min(session_over))
}

/// The interval of the association, if it has one, and what ends it: the earliest of all ends.
pub fn association(facts: &AssociationFacts) -> Option<(Interval, EndCause)> {
    let ends = [
        (facts.enrollment.ends_at(), EndCause::EnrollmentEnded),
        (facts.assignment.ends_at(), EndCause::AssignmentEnded),
        (facts.locked_at, EndCause::AccountLocked),
    ];
    let end = ends
        .into_iter()
        .filter_map(|(at, cause)| at.map(|at| End { at, cause }))
        .fold(class_end(&facts.class), Ord::min);
    let common = facts.enrollment.intersection(facts.assignment)?;
    Some((common.before(end.at)?, end.cause))
}

#[cfg(test)]
mod tests {
    use chrono::TimeDelta;

    use super::*;

    const TAIL: Days = Days::new(30);

    fn instant(text: &str) -> DateTime<Utc> {
        text.parse().unwrap()
    }

    fn date(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    fn class() -> ClassFacts {
        ClassFacts {
            created_at: instant("2026-08-20T16:00:00Z"),
            archived_at: None,
            last_session_ends_on: Some(date("2027-06-10")),
            time_zone: Some(Tz::America__Los_Angeles),
            tail: TAIL,
        }
    }

    fn facts() -> AssociationFacts {
        AssociationFacts {
            class: class(),
            enrollment: Interval::since(instant("2026-09-01T15:00:00Z")),
            assignment: Interval::since(instant("2026-08-20T16:00:00Z")),
            locked_at: None,
        }
    }

    fn ended(begins: &str, at: DateTime<Utc>) -> Interval {
        Interval::new(instant(begins), Some(at)).unwrap()
    }

    #[test]
    fn each_end_ends_access_at_its_instant_and_not_a_millisecond_earlier() {
        let t = instant("2026-11-02T18:00:00Z");
        let mut archived = facts();
        archived.class.archived_at = Some(t);
        let mut removed = facts();
        removed.enrollment = ended("2026-09-01T15:00:00Z", t);
        let mut left = facts();
        left.assignment = ended("2026-08-20T16:00:00Z", t);
        let mut locked = facts();
        locked.locked_at = Some(t);

        for (facts, cause) in [
            (archived, EndCause::ClassArchived),
            (removed, EndCause::EnrollmentEnded),
            (left, EndCause::AssignmentEnded),
            (locked, EndCause::AccountLocked),
        ] {
            let (interval, because) = association(&facts).unwrap();
            assert_eq!(because, cause);
            assert!(
                interval.contains(t - TimeDelta::milliseconds(1)),
                "{cause:?}"
            );
            assert!(!interval.contains(t), "{cause:?}");
        }
    }

    #[test]
    fn a_minute_before_the_thirtieth_day_after_the_session_access_holds_and_on_it_it_is_gone() {
        let (interval, because) = association(&facts()).unwrap();
        assert_eq!(because, EndCause::SessionOver);
        // 2027-06-10 and 30 days are 2027-07-10; Los Angeles is seven hours behind UTC.
        assert!(interval.contains(instant("2027-07-10T06:59:00Z")));
        assert!(!interval.contains(instant("2027-07-10T07:00:00Z")));
    }

    #[test]
    fn the_earliest_of_several_ends_counts() {
        let mut facts = facts();
        facts.enrollment = ended("2026-09-01T15:00:00Z", instant("2026-12-01T00:00:00Z"));
        facts.class.archived_at = Some(instant("2026-11-01T00:00:00Z"));
        facts.locked_at = Some(instant("2027-01-01T00:00:00Z"));
        let (interval, because) = association(&facts).unwrap();
        assert_eq!(interval.ends_at(), Some(instant("2026-11-01T00:00:00Z")));
        assert_eq!(because, EndCause::ClassArchived);
    }

    #[test]
    fn a_substitute_of_five_days_is_associated_for_five_days() {
        let mut facts = facts();
        let begins = instant("2026-10-05T07:00:00Z");
        facts.assignment = Interval::new(begins, Some(begins + TimeDelta::days(5))).unwrap();
        let (interval, because) = association(&facts).unwrap();
        assert_eq!(interval, facts.assignment);
        assert_eq!(because, EndCause::AssignmentEnded);
    }

    #[test]
    fn a_pupil_who_comes_back_is_associated_for_the_new_interval_only() {
        let mut before = facts();
        before.enrollment = ended("2026-09-01T15:00:00Z", instant("2026-10-01T00:00:00Z"));
        let mut again = facts();
        again.enrollment = Interval::since(instant("2026-12-01T00:00:00Z"));
        let between = instant("2026-11-01T00:00:00Z");
        let after = instant("2026-12-01T00:00:00Z");
        let holds = |facts, at| association(facts).is_some_and(|(time, _)| time.contains(at));
        assert!(!holds(&before, between) && !holds(&again, between));
        assert!(!holds(&before, after) && holds(&again, after));
    }

    #[test]
    fn a_teacher_who_came_after_the_pupil_left_was_never_associated() {
        let mut facts = facts();
        facts.enrollment = ended("2026-09-01T15:00:00Z", instant("2026-10-01T00:00:00Z"));
        facts.assignment = Interval::since(instant("2026-10-01T00:00:00Z"));
        assert_eq!(association(&facts), None);
    }

    #[test]
    fn a_class_without_a_known_session_ends_thirty_days_after_its_school_year() {
        for (created, ends_on) in [
            ("2026-08-20T16:00:00Z", "2027-07-31"),
            ("2027-01-10T16:00:00Z", "2027-07-31"),
            ("2027-08-01T06:59:59Z", "2027-07-31"),
            ("2027-08-01T07:00:00Z", "2028-07-31"),
        ] {
            let zone = Some(Tz::America__Los_Angeles);
            assert_eq!(school_year_ends_on(instant(created), zone), date(ends_on));
        }
        let mut class = class();
        class.last_session_ends_on = None;
        assert_eq!(class_end(&class).at, instant("2027-08-30T07:00:00Z"));
    }

    #[test]
    fn in_an_unknown_time_zone_access_ends_when_the_day_begins_anywhere() {
        let ends_at = access_ends_at(date("2027-06-10"), TAIL, None);
        assert_eq!(ends_at, instant("2027-07-09T10:00:00Z"));
        for zone in chrono_tz::TZ_VARIANTS {
            assert!(ends_at <= access_ends_at(date("2027-06-10"), TAIL, Some(zone)));
        }
    }
}
