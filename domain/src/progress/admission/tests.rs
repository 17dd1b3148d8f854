//! The limits of admission, at their boundaries.

use chrono::NaiveDate;
use uuid::Uuid;

use super::*;
use crate::{
    courses::marking::{Chosen, Mark},
    ids::{ActivityId, LessonId, ProgressEventId},
    progress::event::{Outcome, Subject, TimeOnTask},
    progress::work::Work,
};

const MILLISECOND: TimeDelta = TimeDelta::milliseconds(1);

fn now() -> DateTime<Utc> {
    "2026-10-15T18:00:00Z".parse().unwrap()
}

fn limits() -> Limits {
    let day: NaiveDate = "2026-10-15".parse().unwrap();
    Limits::from(&Parameters::at(day))
}

fn activity() -> ActivityId {
    ActivityId::from_uuid(Uuid::from_u128(1))
}

fn lesson() -> LessonId {
    LessonId::from_uuid(Uuid::from_u128(2))
}

fn attempt(text: &str) -> LearnerAction {
    let work = Work::new(text.into()).unwrap();
    LearnerAction::Attempted(activity(), Attempt::Ran(Outcome::Passed, Some(work)))
}

fn event(occurred_at: DateTime<Utc>) -> Event {
    Event {
        id: ProgressEventId::from_uuid(Uuid::from_u128(3)),
        occurred_at,
        action: attempt("repeat 4"),
    }
}

fn since_september() -> [Interval; 1] {
    [Interval::since("2026-09-01T15:00:00Z".parse().unwrap())]
}

fn admit_at(occurred_at: DateTime<Utc>, times: &[Interval]) -> Verdict {
    let standing = EventContext::Activity(Assigned(times), Demand::Trying);
    admit(
        &event(occurred_at),
        Earlier::Nothing,
        standing,
        limits(),
        now(),
    )
}

#[test]
fn an_event_of_an_enrolled_learner_is_recorded_at_the_instant_it_happened() {
    let at = now() - TimeDelta::hours(2);
    assert_eq!(admit_at(at, &since_september()), Verdict::Record(at));
}

#[test]
fn an_event_of_a_fast_clock_happened_on_arrival_and_beyond_five_minutes_the_clock_is_ahead() {
    let skew = limits().clock_skew;
    let times = since_september();
    assert_eq!(
        admit_at(now() + MILLISECOND, &times),
        Verdict::Record(now())
    );
    assert_eq!(admit_at(now() + skew, &times), Verdict::Record(now()));
    for ahead in [skew + MILLISECOND, TimeDelta::days(4000)] {
        assert_eq!(admit_at(now() + ahead, &times), Verdict::Record(now()));
        let clock = DeviceClock::of(now() + ahead, limits(), now());
        assert_eq!(clock, DeviceClock::Ahead);
    }
    let clock = DeviceClock::of(now() + skew, limits(), now());
    assert_eq!(clock, DeviceClock::Plausible);
}

#[test]
fn an_event_may_arrive_until_thirty_days_after_it_happened() {
    let long_ago = [Interval::since("2026-01-01T00:00:00Z".parse().unwrap())];
    let limit = now() - TimeDelta::days(30);
    assert_eq!(
        admit_at(limit + MILLISECOND, &long_ago),
        Verdict::Record(limit + MILLISECOND)
    );
    assert_eq!(
        admit_at(limit, &long_ago),
        Verdict::Refuse(RefusalReason::TooLate)
    );
}

#[test]
fn an_event_from_before_the_end_of_the_enrollment_is_heard_after_it() {
    let end = now() - TimeDelta::days(3);
    let times = [since_september()[0].before(end).unwrap()];
    assert_eq!(
        admit_at(end - MILLISECOND, &times),
        Verdict::Record(end - MILLISECOND)
    );
    assert_eq!(
        admit_at(end, &times),
        Verdict::Refuse(RefusalReason::NotEnrolledThen)
    );
}

#[test]
fn a_clock_may_be_five_minutes_slow_when_a_class_begins() {
    let begins = now() - TimeDelta::days(3);
    let times = [Interval::since(begins)];
    let skew = limits().clock_skew;
    assert_eq!(admit_at(begins, &times), Verdict::Record(begins));
    assert_eq!(admit_at(begins - skew, &times), Verdict::Record(begins));
    let before = admit_at(begins - skew - MILLISECOND, &times);
    assert_eq!(before, Verdict::Refuse(RefusalReason::NotEnrolledThen));
}

#[test]
fn a_class_that_has_not_begun_records_nothing() {
    let times = [Interval::since(now() + MILLISECOND)];
    assert_eq!(
        admit_at(now(), &times),
        Verdict::Refuse(RefusalReason::NotEnrolledThen)
    );
}

#[test]
fn between_two_enrollments_nothing_is_recorded_and_in_each_of_them_it_is() {
    let day = |days| now() - TimeDelta::days(days);
    let times = [
        Interval::new(day(20), Some(day(15))).unwrap(),
        Interval::since(day(5)),
    ];
    assert_eq!(admit_at(day(16), &times), Verdict::Record(day(16)));
    assert_eq!(
        admit_at(day(10), &times),
        Verdict::Refuse(RefusalReason::NotEnrolledThen)
    );
    assert_eq!(admit_at(day(4), &times), Verdict::Record(day(4)));
}

#[test]
fn what_is_not_assigned_is_refused_whether_it_exists_or_not() {
    let verdict = admit(
        &event(now()),
        Earlier::Nothing,
        EventContext::Unassigned,
        limits(),
        now(),
    );
    assert_eq!(verdict, Verdict::Refuse(RefusalReason::NotAssigned));
}

#[test]
fn a_repeated_report_is_recognized_even_when_a_first_one_would_be_too_late() {
    let first = attempt("repeat 4");
    for at in [
        now(),
        now() - TimeDelta::days(400),
        now() + TimeDelta::days(1),
    ] {
        let earlier = Earlier::Reported(&first);
        let verdict = admit(
            &event(at),
            earlier,
            EventContext::Unassigned,
            limits(),
            now(),
        );
        assert_eq!(verdict, Verdict::AlreadyRecorded);
    }
}

#[test]
fn an_id_stands_for_one_action_only() {
    let times = since_september();
    let standing = EventContext::Activity(Assigned(&times), Demand::Trying);
    for other in [attempt("repeat 5"), LearnerAction::Completed(activity())] {
        let verdict = admit(
            &event(now()),
            Earlier::Reported(&other),
            standing,
            limits(),
            now(),
        );
        assert_eq!(verdict, Verdict::Refuse(RefusalReason::IdReused));
    }
}

#[test]
fn an_event_must_fit_what_can_be_done_with_its_subject() {
    let answer = || Work::new("a loop".into()).unwrap();
    let minute = TimeOnTask::from_seconds(60).unwrap();
    let times = since_september();
    let on_activity = |demand| EventContext::Activity(Assigned(&times), demand);
    let on_lesson = EventContext::Lesson(Assigned(&times));
    let fits = |action, standing| {
        let event = Event {
            action,
            ..event(now())
        };
        match admit(&event, Earlier::Nothing, standing, limits(), now()) {
            Verdict::Record(_) => true,
            Verdict::Refuse(RefusalReason::KindMismatch) => false,
            other => panic!("unexpected {other:?}"),
        }
    };

    let chosen = || {
        let answer = Attempt::Answered(Chosen::new(&[0]).unwrap(), Mark::Right);
        LearnerAction::Attempted(activity(), answer)
    };
    let answered = || LearnerAction::PromptAnswered(activity(), answer());
    let finished = || LearnerAction::Completed(activity());
    let cases = [
        (Demand::Reading, [false, false, false, true]),
        (Demand::Trying, [true, false, false, true]),
        (Demand::Choosing, [false, true, false, false]),
        (Demand::Answering, [false, false, true, true]),
    ];
    for (demand, expected) in cases {
        let actions = [attempt("repeat 4"), chosen(), answered(), finished()];
        let found = actions.map(|action| fits(action, on_activity(demand)));
        assert_eq!(found, expected, "{demand:?}");
        let spent = LearnerAction::TimeSpent(Subject::Activity(activity()), minute);
        assert!(fits(spent, on_activity(demand)));
    }
    assert!(fits(LearnerAction::LessonOpened(lesson()), on_lesson));
    assert!(fits(
        LearnerAction::TimeSpent(Subject::Lesson(lesson()), minute),
        on_lesson
    ));
}

#[test]
fn every_refusal_and_every_acceptance_has_its_word() {
    assert_eq!(Verdict::Record(now()).result(), EventResult::Recorded);
    assert_eq!(
        Verdict::AlreadyRecorded.result(),
        EventResult::AlreadyRecorded
    );
    let refused = Verdict::Refuse(RefusalReason::TooLate).result();
    assert_eq!(refused, EventResult::Refused);
}
