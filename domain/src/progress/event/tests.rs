//! Which reports are events, and why the others are not.

use uuid::Uuid;

use super::*;
use crate::{progress::work::WORK_MAX_BYTES, words::Word};

fn an_activity() -> Subject {
    Subject::Activity(ActivityId::from_uuid(Uuid::from_u128(1)))
}

fn a_lesson() -> Subject {
    Subject::Lesson(LessonId::from_uuid(Uuid::from_u128(2)))
}

fn report(kind: EventKind) -> Report {
    let subject = match kind {
        EventKind::LessonOpened => a_lesson(),
        _ => an_activity(),
    };
    Report {
        kind,
        subject,
        outcome: (kind == EventKind::Attempted).then_some(Outcome::Passed),
        seconds: (kind == EventKind::TimeSpent).then_some(30),
        work: (kind == EventKind::PromptAnswered).then(|| "a loop".into()),
    }
}

#[test]
fn a_report_of_every_kind_becomes_an_event_of_that_kind_about_its_subject() {
    for kind in EventKind::ALL {
        let report = report(*kind);
        let deed = Deed::try_from(report.clone()).unwrap();
        assert_eq!(deed.kind(), *kind);
        assert_eq!(deed.subject(), report.subject);
        assert_eq!(deed.work().map(Work::as_str), report.work.as_deref());
    }
}

#[test]
fn time_may_be_spent_on_a_lesson_outside_its_activities() {
    let report = Report {
        subject: a_lesson(),
        ..report(EventKind::TimeSpent)
    };
    assert_eq!(Deed::try_from(report).unwrap().subject(), a_lesson());
}

#[test]
fn each_fault_of_a_report_is_named() {
    use EventKind::{Attempted, Completed, LessonOpened, PromptAnswered, TimeSpent};
    let cases = [
        (
            Report {
                subject: an_activity(),
                ..report(LessonOpened)
            },
            MalformedEvent::LessonExpected,
        ),
        (
            Report {
                subject: a_lesson(),
                ..report(Attempted)
            },
            MalformedEvent::ActivityExpected,
        ),
        (
            Report {
                subject: a_lesson(),
                ..report(Completed)
            },
            MalformedEvent::ActivityExpected,
        ),
        (
            Report {
                subject: a_lesson(),
                ..report(PromptAnswered)
            },
            MalformedEvent::ActivityExpected,
        ),
        (
            Report {
                outcome: None,
                ..report(Attempted)
            },
            MalformedEvent::OutcomeMissing,
        ),
        (
            Report {
                outcome: Some(Outcome::Failed),
                ..report(Completed)
            },
            MalformedEvent::OutcomeUnexpected,
        ),
        (
            Report {
                seconds: None,
                ..report(TimeSpent)
            },
            MalformedEvent::SecondsMissing,
        ),
        (
            Report {
                seconds: Some(3),
                ..report(Attempted)
            },
            MalformedEvent::SecondsUnexpected,
        ),
        (
            Report {
                work: None,
                ..report(PromptAnswered)
            },
            MalformedEvent::WorkMissing,
        ),
        (
            Report {
                work: Some("x".into()),
                ..report(LessonOpened)
            },
            MalformedEvent::WorkUnexpected,
        ),
        (
            Report {
                work: Some("x".repeat(WORK_MAX_BYTES + 1)),
                ..report(Attempted)
            },
            MalformedEvent::WorkTooLong(WorkTooLong),
        ),
    ];
    for (report, fault) in cases {
        assert_eq!(Deed::try_from(report), Err(fault));
    }
}

#[test]
fn one_event_reports_between_a_second_and_an_hour() {
    for (seconds, fits) in [
        (0, false),
        (1, true),
        (3600, true),
        (3601, false),
        (u32::MAX, false),
    ] {
        let report = Report {
            seconds: Some(seconds),
            ..report(EventKind::TimeSpent)
        };
        assert_eq!(Deed::try_from(report).is_ok(), fits, "{seconds}");
    }
}
