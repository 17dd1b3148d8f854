//! When a class associates a student with a member of staff, and what ends it (FER-05).
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
    /// The last day of the last of its academic sessions, if it is known.
    pub last_session_ends_on: Option<NaiveDate>,
    /// The time zone of its school, if it is known.
    pub time_zone: Option<Tz>,
    /// `CLASS_ASSOC_TAIL` of the day.
    pub tail: Days,
}

/// How long a class associates its people with one another.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ClassSpan {
    /// When access through the class ends by itself: see [`class_end`].
    pub access_ends_at: DateTime<Utc>,
    /// When it was archived, if it was.
    pub archived_at: Option<DateTime<Utc>>,
}

impl ClassSpan {
    /// The first instant without any right through the class. There is always one.
    pub fn ends_at(self) -> DateTime<Utc> {
        self.archived_at.map_or(self.access_ends_at, |archived| {
            archived.min(self.access_ends_at)
        })
    }

    /// Whether the class associates its people at an instant.
    pub fn is_open(self, instant: DateTime<Utc>) -> bool {
        instant < self.ends_at()
    }

    /// What counts of a person's time in the class: a student's membership, a part in teaching it,
    /// a course that it has. It ends with the class at the latest.
    pub fn lasting(self, time: Interval) -> Option<Interval> {
        time.before(self.ends_at())
    }
}

crate::text_enum! {
    /// Whether a class still associates its people with one another.
    pub enum ClassState {
        /// It does.
        Open = "open",
        /// It was archived, or ended by itself.
        Ended = "ended",
    }
}

impl ClassState {
    /// The state at an instant.
    pub fn of(span: ClassSpan, instant: DateTime<Utc>) -> Self {
        if span.is_open(instant) {
            Self::Open
        } else {
            Self::Ended
        }
    }
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

/// When access through a class ends by itself.
pub fn class_end(class: &ClassFacts) -> DateTime<Utc> {
    let session_ends_on = class
        .last_session_ends_on
        .unwrap_or_else(|| school_year_ends_on(class.created_at, class.time_zone));
    access_ends_at(session_ends_on, class.tail, class.time_zone)
}

/// When a class associates a student, by their membership, with a member of staff, by their part in
/// teaching it, if it ever does: until the earliest of all ends.
pub fn association(class: ClassSpan, enrollment: Interval, teaching: Interval) -> Option<Interval> {
    class.lasting(enrollment.intersection(teaching)?)
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

    fn facts() -> ClassFacts {
        ClassFacts {
            created_at: instant("2026-08-20T16:00:00Z"),
            last_session_ends_on: Some(date("2027-06-10")),
            time_zone: Some(Tz::America__Los_Angeles),
            tail: TAIL,
        }
    }

    fn class() -> ClassSpan {
        ClassSpan {
            access_ends_at: class_end(&facts()),
            archived_at: None,
        }
    }

    fn enrolled() -> Interval {
        Interval::since(instant("2026-09-01T15:00:00Z"))
    }

    fn teaching() -> Interval {
        Interval::since(instant("2026-08-20T16:00:00Z"))
    }

    fn until(interval: Interval, end: DateTime<Utc>) -> Interval {
        interval.before(end).unwrap()
    }

    #[test]
    fn each_end_ends_access_at_its_instant_and_not_a_millisecond_earlier() {
        let t = instant("2026-11-02T18:00:00Z");
        let archived = ClassSpan {
            archived_at: Some(t),
            ..class()
        };
        let over = ClassSpan {
            access_ends_at: t,
            archived_at: None,
        };
        for (end, interval) in [
            ("archived", association(archived, enrolled(), teaching())),
            ("over", association(over, enrolled(), teaching())),
            (
                "removed",
                association(class(), until(enrolled(), t), teaching()),
            ),
            (
                "left",
                association(class(), enrolled(), until(teaching(), t)),
            ),
        ] {
            let interval = interval.unwrap();
            assert!(interval.contains(t - TimeDelta::milliseconds(1)), "{end}");
            assert!(!interval.contains(t), "{end}");
        }
    }

    #[test]
    fn a_class_is_open_until_the_first_of_its_ends() {
        let (t, later) = (
            instant("2026-11-02T18:00:00Z"),
            instant("2026-11-03T18:00:00Z"),
        );
        for (access_ends_at, archived_at) in [(t, None), (t, Some(later)), (later, Some(t))] {
            let class = ClassSpan {
                access_ends_at,
                archived_at,
            };
            assert_eq!(class.ends_at(), t);
            assert!(class.is_open(t - TimeDelta::milliseconds(1)));
            assert!(!class.is_open(t));
        }
    }

    #[test]
    fn a_minute_before_the_thirtieth_day_after_the_session_access_holds_and_on_it_it_is_gone() {
        // 2027-06-10 and 30 days are 2027-07-10; Los Angeles is seven hours behind UTC.
        assert!(class().is_open(instant("2027-07-10T06:59:00Z")));
        assert!(!class().is_open(instant("2027-07-10T07:00:00Z")));
    }

    #[test]
    fn a_substitute_of_five_days_is_associated_for_five_days() {
        let begins = instant("2026-10-05T07:00:00Z");
        let five_days = Interval::new(begins, Some(begins + TimeDelta::days(5))).unwrap();
        assert_eq!(association(class(), enrolled(), five_days), Some(five_days));
    }

    #[test]
    fn a_student_who_comes_back_is_associated_for_the_new_interval_only() {
        let before = until(enrolled(), instant("2026-10-01T00:00:00Z"));
        let again = Interval::since(instant("2026-12-01T00:00:00Z"));
        let between = instant("2026-11-01T00:00:00Z");
        let after = instant("2026-12-01T00:00:00Z");
        let holds = |enrollment, at| {
            association(class(), enrollment, teaching()).is_some_and(|time| time.contains(at))
        };
        assert!(!holds(before, between) && !holds(again, between));
        assert!(!holds(before, after) && holds(again, after));
    }

    #[test]
    fn a_teacher_who_came_after_the_student_left_was_never_associated() {
        let t = instant("2026-10-01T00:00:00Z");
        let left = until(enrolled(), t);
        assert_eq!(association(class(), left, Interval::since(t)), None);
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
        let mut facts = facts();
        facts.last_session_ends_on = None;
        assert_eq!(class_end(&facts), instant("2027-08-30T07:00:00Z"));
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
