//! Which reports are events, and why the others are not.

use uuid::Uuid;

use super::*;
use crate::{ids::LessonId, progress::work::WORK_MAX_BYTES, text_enum::TextEnum};

fn an_activity() -> Subject {
    Subject::Activity(ActivityId::from_uuid(Uuid::from_u128(1)))
}

fn a_lesson() -> Subject {
    Subject::Lesson(LessonId::from_uuid(Uuid::from_u128(2)))
}

fn report(kind: EventKind) -> RawEvent {
    let subject = match kind {
        EventKind::LessonOpened => a_lesson(),
        _ => an_activity(),
    };
    RawEvent {
        kind,
        subject,
        outcome: (kind == EventKind::Attempted).then_some(Outcome::Passed),
        seconds: (kind == EventKind::TimeSpent).then_some(30),
        code: None,
        choices: None,
        answer: (kind == EventKind::PromptAnswered).then(|| "a loop".into()),
    }
}

fn an_answer(choices: &[u8]) -> RawEvent {
    RawEvent {
        outcome: None,
        choices: Some(choices.to_vec()),
        ..report(EventKind::Attempted)
    }
}

fn action(report: RawEvent) -> LearnerAction {
    match ReportedAction::try_from(report).unwrap() {
        ReportedAction::Did(action) => action,
        ReportedAction::Answered(..) => panic!("not marked yet"),
    }
}

#[test]
fn a_report_of_every_kind_becomes_an_event_of_that_kind_about_its_subject() {
    for kind in EventKind::ALL {
        let report = report(*kind);
        let subject = report.subject;
        let action = action(report);
        assert_eq!((action.kind(), action.subject()), (*kind, subject));
    }
}

#[test]
fn an_attempt_at_a_question_has_choices_and_no_outcome() {
    let claim = ReportedAction::try_from(an_answer(&[2, 0])).unwrap();
    assert_eq!(claim.subject(), an_activity());
    let ReportedAction::Answered(_, chosen) = claim else {
        panic!("nothing has marked it")
    };
    assert_eq!(chosen.places(), [0, 2]);
}

#[test]
fn time_may_be_spent_on_a_lesson_outside_its_activities() {
    let report = RawEvent {
        subject: a_lesson(),
        ..report(EventKind::TimeSpent)
    };
    assert_eq!(action(report).subject(), a_lesson());
}

#[test]
fn a_kind_is_about_a_lesson_or_about_an_activity() {
    use EventKind::{Attempted, Completed, LessonOpened, PromptAnswered};
    for kind in [Attempted, Completed, PromptAnswered] {
        let about_a_lesson = RawEvent {
            subject: a_lesson(),
            ..report(kind)
        };
        let refused = ReportedAction::try_from(about_a_lesson);
        assert_eq!(refused, Err(MalformedEvent::ActivityExpected), "{kind:?}");
    }
    let about_an_activity = RawEvent {
        subject: an_activity(),
        ..report(LessonOpened)
    };
    let refused = ReportedAction::try_from(about_an_activity);
    assert_eq!(refused, Err(MalformedEvent::LessonExpected));
}

#[test]
fn each_fault_of_a_report_is_named() {
    use EventKind::{Attempted, Completed, LessonOpened, PromptAnswered, TimeSpent};
    use MalformedEvent as Fault;
    type Change = fn(&mut RawEvent);
    let cases: [(EventKind, Change, Fault); 12] = [
        (Attempted, |it| it.outcome = None, Fault::OutcomeMissing),
        (
            Completed,
            |it| it.outcome = Some(Outcome::Failed),
            Fault::OutcomeUnexpected,
        ),
        (TimeSpent, |it| it.seconds = None, Fault::SecondsMissing),
        (
            Attempted,
            |it| it.seconds = Some(3),
            Fault::SecondsUnexpected,
        ),
        (PromptAnswered, |it| it.answer = None, Fault::AnswerMissing),
        (
            Attempted,
            |it| it.answer = Some("x".into()),
            Fault::AnswerUnexpected,
        ),
        (
            LessonOpened,
            |it| it.code = Some("x".into()),
            Fault::CodeUnexpected,
        ),
        (
            Completed,
            |it| it.choices = Some(vec![0]),
            Fault::ChoicesUnexpected,
        ),
        (
            Attempted,
            |it| it.choices = Some(vec![0]),
            Fault::ChoicesWithOutcome,
        ),
        (
            Attempted,
            |it| *it = an_answer(&[]),
            Fault::NoAnswer(NoAnswer::Nothing),
        ),
        (
            Attempted,
            |it| it.code = Some("x".repeat(WORK_MAX_BYTES + 1)),
            Fault::WorkTooLong(WorkTooLong),
        ),
        (
            PromptAnswered,
            |it| it.answer = Some("x".repeat(WORK_MAX_BYTES + 1)),
            Fault::WorkTooLong(WorkTooLong),
        ),
    ];
    for (kind, change, fault) in cases {
        let mut report = report(kind);
        change(&mut report);
        assert_eq!(ReportedAction::try_from(report), Err(fault));
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
        let report = RawEvent {
            seconds: Some(seconds),
            ..report(EventKind::TimeSpent)
        };
        assert_eq!(ReportedAction::try_from(report).is_ok(), fits, "{seconds}");
    }
}
