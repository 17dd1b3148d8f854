//! When what a learner did is past its time, while the account stays.

use chrono::{DateTime, TimeDelta, Utc};

use super::{
    rule::RetentionRule::{self, R05, R06, R07, R08},
    run::{SessionSpan, recorded_before},
    schedule::{
        RetentionAction::{self, Purge, ReduceToCompletion, Summarize},
        RetentionTrigger::{AcademicSessionEnd, Recorded},
        row,
    },
};

/// The instants before which each kind of record is past its time; `None` before there is such an instant.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct LearningEnds {
    /// Single tries without code.
    pub tries: Option<DateTime<Utc>>,
    /// Answers to checks, and states of lessons and activities.
    pub details: Option<DateTime<Utc>>,
    /// Answers to prompts.
    pub prompts: Option<DateTime<Utc>>,
    /// Feedback.
    pub feedback: Option<DateTime<Utc>>,
    /// Code that was handed in or saved.
    pub work: Option<DateTime<Utc>>,
}

/// What is past its time at `now` in a district, or a home, with these academic sessions.
pub fn learning_ends(sessions: &[SessionSpan], now: DateTime<Utc>) -> LearningEnds {
    let ended = |rule, action| ended_before(sessions, (rule, action), now);
    LearningEnds {
        tries: ended(R05, Summarize),
        details: ended(R05, ReduceToCompletion),
        prompts: ended(R08, Purge),
        feedback: ended(R06, Purge),
        work: ended(R07, Purge),
    }
}

fn ended_before(
    sessions: &[SessionSpan],
    (rule, action): (RetentionRule, RetentionAction),
    now: DateTime<Utc>,
) -> Option<DateTime<Utc>> {
    let schedule = row(rule);
    let stage = schedule
        .stages()
        .iter()
        .find(|stage| stage.action == action)?;
    match stage.from {
        AcademicSessionEnd => recorded_before(sessions, stage.after, now),
        Recorded => stage.after.before(now),
        _ => None,
    }
}

/// How long before records of a rule end somebody is warned of it: `None` where nobody is.
pub fn warned_ahead(rule: RetentionRule) -> Option<TimeDelta> {
    let warned = row(rule).warnings.iter().map(|warning| warning.days_before);
    warned.max().map(|days| TimeDelta::days(days.into()))
}

/// Whether something is past its time on the day that a warning of now would name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Due {
    /// Nothing is.
    Nothing,
    /// Something is.
    Something,
}

/// What becomes of a learner's records of a rule of whose end somebody is warned.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RecordStep {
    /// They stay: nothing is due, or the day that was named is still to come.
    Keep,
    /// Somebody is warned of the day.
    Warn,
    /// What is past its time ends.
    End {
        /// The day that was named.
        day: DateTime<Utc>,
    },
}

/// A warning that stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Announcement {
    /// It is written down, and who is to be warned was not told yet.
    Untold,
    /// They were told of this day.
    Of(DateTime<Utc>),
}

/// What becomes of a learner's records of a rule of whose end somebody is warned (RET-03). Nothing ends of
/// which nobody was told.
pub fn record_step(due: Due, announced: Option<Announcement>, now: DateTime<Utc>) -> RecordStep {
    match (announced, due) {
        (Some(Announcement::Of(day)), _) if day <= now => RecordStep::End { day },
        (None, Due::Something) => RecordStep::Warn,
        (Some(_), _) | (None, Due::Nothing) => RecordStep::Keep,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The end of one kind of record.
    type Kind = fn(LearningEnds) -> Option<DateTime<Utc>>;

    const SECOND: TimeDelta = TimeDelta::seconds(1);

    fn instant(text: &str) -> DateTime<Utc> {
        text.parse().unwrap()
    }

    fn year() -> SessionSpan {
        SessionSpan {
            begins_at: instant("2021-08-15T00:00:00Z"),
            ends_at: instant("2022-07-01T00:00:00Z"),
        }
    }

    #[test]
    fn ret_02_a_record_of_a_school_year_is_past_its_time_when_its_rule_says() {
        let of = |kind: Kind| move |now| kind(learning_ends(&[year()], now)).unwrap();
        let rows: [(&str, Kind); 4] = [
            ("2023-07-01T00:00:00Z", |ends| ends.prompts),
            ("2025-07-01T00:00:00Z", |ends| ends.details),
            ("2027-07-01T00:00:00Z", |ends| ends.feedback),
            ("2027-07-01T00:00:00Z", |ends| ends.work),
        ];
        let recorded = instant("2021-11-21T10:00:00Z");
        for (over, kind) in rows {
            let past = of(kind);
            assert!(
                past(instant(over) - SECOND) < recorded,
                "{over} less a second"
            );
            assert!(past(instant(over)) >= recorded, "{over}");
        }
    }

    #[test]
    fn ret_02_a_single_try_is_past_its_time_two_years_after_it_was_made() {
        let tried = instant("2021-11-21T10:00:00Z");
        let over = instant("2023-11-21T10:00:00Z");
        let past = |now| learning_ends(&[year()], now).tries.unwrap();
        assert!(past(over - SECOND) < tried);
        assert_eq!(past(over), tried);
    }

    #[test]
    fn ret_02_work_of_61_months_ago_is_past_its_time_though_the_child_goes_on() {
        let handed_in = instant("2021-10-21T10:00:00Z");
        let now = instant("2026-11-21T10:00:00Z");
        assert!(learning_ends(&[], now).work.unwrap() > handed_in);
    }

    #[test]
    fn ret_03_what_is_announced_ends_on_the_day_that_was_named_and_not_before() {
        use {
            Announcement::{Of, Untold},
            Due::{Nothing, Something},
            RecordStep::{End, Keep, Warn},
        };
        let day = instant("2027-07-01T00:00:00Z");
        for (due, announced, now, step) in [
            (Nothing, None, day, Keep),
            (Something, None, day, Warn),
            (Something, Some(Of(day)), day - SECOND, Keep),
            (Something, Some(Of(day)), day, End { day }),
            (Nothing, Some(Of(day)), day, End { day }),
            (Something, Some(Untold), day, Keep),
        ] {
            assert_eq!(
                record_step(due, announced, now),
                step,
                "{due:?} {announced:?} {now}"
            );
        }
    }

    #[test]
    fn ret_02_feedback_and_code_are_announced_60_days_ahead() {
        for rule in [R06, R07] {
            assert_eq!(warned_ahead(rule), Some(TimeDelta::days(60)));
        }
        assert_eq!(warned_ahead(R05), None);
    }
}
