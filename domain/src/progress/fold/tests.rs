//! What events add up to, and that their order does not matter.

use chrono::{DateTime, TimeDelta, Utc};
use proptest::prelude::*;
use uuid::Uuid;

use super::*;
use crate::progress::{
    event::{Attempt, LearnerAction, Outcome, TimeOnTask},
    lesson_state::{LessonCompletion, LessonTally},
    status::ProgressStatus,
    work::Work,
};

fn activity(number: u128) -> ActivityId {
    ActivityId::from_uuid(Uuid::from_u128(number))
}

fn lesson(number: u128) -> LessonId {
    LessonId::from_uuid(Uuid::from_u128(number))
}

/// Lessons 100 and 200 with the activities 1, 2 and 3, 4.
fn outline() -> Outline {
    let of = |number, activities: [u128; 2]| LessonOutline {
        lesson: lesson(number),
        activities: activities.map(activity).to_vec(),
    };
    Outline {
        lessons: vec![of(100, [1, 2]), of(200, [3, 4])],
    }
}

fn at(minute: i64) -> DateTime<Utc> {
    DateTime::UNIX_EPOCH + TimeDelta::minutes(minute)
}

fn event(id: u128, minute: i64, action: LearnerAction) -> Event {
    Event {
        id: ProgressEventId::from_uuid(Uuid::from_u128(id)),
        occurred_at: at(minute),
        action,
    }
}

fn attempted(number: u128, outcome: Outcome) -> LearnerAction {
    LearnerAction::Attempted(activity(number), Attempt::Ran(outcome, None))
}

fn spent(subject: Subject, seconds: u32) -> LearnerAction {
    LearnerAction::TimeSpent(subject, TimeOnTask::from_seconds(seconds).unwrap())
}

/// A learner opens lesson 100, fails once, passes twice, reads on and answers.
fn an_afternoon() -> Vec<Event> {
    let answer = Work::new("a loop".into()).unwrap();
    vec![
        event(1, 0, LearnerAction::LessonOpened(lesson(100))),
        event(2, 5, attempted(1, Outcome::Failed)),
        event(3, 9, attempted(1, Outcome::Passed)),
        event(4, 10, spent(Subject::Activity(activity(1)), 300)),
        event(5, 12, attempted(1, Outcome::Passed)),
        event(6, 15, LearnerAction::PromptAnswered(activity(2), answer)),
        event(7, 20, spent(Subject::Lesson(lesson(100)), 60)),
    ]
}

#[test]
fn an_afternoon_of_events_adds_up() {
    let learner = Learner::after(&outline(), &an_afternoon());
    let solved = ActivityState {
        tries: 3,
        successes: 2,
        failures: 1,
        seconds: 300,
        first_passed_at: Some(at(9)),
        completed_at: Some(at(9)),
        first_seen_at: at(5),
        last_seen_at: at(12),
    };
    assert_eq!(learner.activities.get(&activity(1)), Some(&solved));
    let state = learner.lessons.get(&lesson(100)).unwrap();
    let tally = LessonTally {
        tries: 3,
        successes: 2,
        seconds: 360,
        opened_at: Some(at(0)),
        last_seen_at: at(20),
    };
    let completion = LessonCompletion {
        activities: 2,
        activities_completed: 2,
        completed_at: Some(at(15)),
        most_failures_without_success: 0,
    };
    assert_eq!((state.tally, state.completion), (tally, completion));
    assert_eq!(state.status(), ProgressStatus::Completed);
    assert_eq!(learner.lessons.get(&lesson(200)), None);
}

#[test]
fn a_submitted_or_failed_attempt_starts_an_activity_and_does_not_complete_it() {
    for (outcome, failures) in [(Outcome::Failed, 1), (Outcome::Submitted, 0)] {
        let learner = Learner::after(&outline(), &[event(1, 0, attempted(3, outcome))]);
        let state = learner.activities.get(&activity(3)).unwrap();
        assert_eq!((state.tries, state.successes), (1, 0));
        assert_eq!(state.status(), ProgressStatus::Started);
        assert_eq!(state.failures_without_success(), failures);
    }
}

#[test]
fn a_late_report_of_an_earlier_success_moves_the_lesson_s_completion_back() {
    let mut events = an_afternoon();
    events.push(event(8, 3, LearnerAction::Completed(activity(2))));
    let learner = Learner::after(&outline(), &events);
    let completed_at = learner
        .lessons
        .get(&lesson(100))
        .unwrap()
        .completion
        .completed_at;
    assert_eq!(completed_at, Some(at(9)));
}

#[test]
fn a_lesson_without_activities_is_never_completed() {
    assert_eq!(LessonCompletion::of([]).completed_at, None);
}

#[test]
fn what_is_not_in_the_course_changes_nothing() {
    let elsewhere = event(1, 0, attempted(9, Outcome::Passed));
    assert_eq!(Learner::after(&outline(), &[elsewhere]), Learner::default());
}

fn actions() -> impl Strategy<Value = LearnerAction> {
    let activities = || (1..=4u128).prop_map(activity);
    let outcomes = prop_oneof![
        Just(Outcome::Passed),
        Just(Outcome::Failed),
        Just(Outcome::Submitted)
    ];
    let lessons = || prop_oneof![Just(lesson(100)), Just(lesson(200))];
    let subjects = prop_oneof![
        activities().prop_map(Subject::Activity),
        lessons().prop_map(Subject::Lesson)
    ];
    prop_oneof![
        lessons().prop_map(LearnerAction::LessonOpened),
        (activities(), outcomes)
            .prop_map(|(id, outcome)| LearnerAction::Attempted(id, Attempt::Ran(outcome, None))),
        activities().prop_map(LearnerAction::Completed),
        (subjects, 1..=3600u32).prop_map(|(subject, seconds)| spent(subject, seconds)),
        activities()
            .prop_map(|id| LearnerAction::PromptAnswered(id, Work::new("a".into()).unwrap())),
    ]
}

fn histories() -> impl Strategy<Value = Vec<Event>> {
    prop::collection::vec((0..500i64, actions()), 0..30).prop_map(|reports| {
        (0u128..)
            .zip(reports)
            .map(|(id, (minute, action))| event(id, minute, action))
            .collect()
    })
}

proptest! {
    #[test]
    fn events_may_arrive_in_any_order(
        (history, shuffled) in histories()
            .prop_flat_map(|history| (Just(history.clone()), Just(history).prop_shuffle())),
    ) {
        let outline = outline();
        prop_assert_eq!(Learner::after(&outline, &history), Learner::after(&outline, &shuffled));
    }

    #[test]
    fn events_may_be_reported_again(
        (history, again) in histories().prop_flat_map(|history| {
            let again = prop::sample::subsequence(history.clone(), 0..=history.len());
            (Just(history), again)
        }),
    ) {
        let outline = outline();
        let once = Learner::after(&outline, &history);
        let twice = again.iter().fold(once.clone(), |learner, event| learner.apply(&outline, event));
        prop_assert_eq!(once, twice);
    }

    #[test]
    fn batches_may_be_summed_first_and_added_later(
        history in histories(), sizes in prop::collection::vec(1..6usize, 30),
    ) {
        let whole = Learner::after(&outline(), &history);
        let mut rest = history.as_slice();
        let mut states: BTreeMap<ActivityId, ActivityState> = BTreeMap::new();
        let mut tallies: BTreeMap<LessonId, LessonTally> = BTreeMap::new();
        for size in sizes {
            let (batch, later) = rest.split_at(size.min(rest.len()));
            rest = later;
            let part = Learner::after(&outline(), batch);
            for (id, more) in part.activities {
                states.entry(id).and_modify(|state| *state = state.and(more)).or_insert(more);
            }
            for (id, LessonState { tally: more, .. }) in part.lessons {
                tallies.entry(id).and_modify(|tally| *tally = tally.and(more)).or_insert(more);
            }
        }
        prop_assert_eq!(&states, &whole.activities);
        for outline in outline().lessons {
            let completion =
                LessonCompletion::of(outline.activities.iter().map(|id| states.get(id).copied()));
            let state = tallies
                .get(&outline.lesson)
                .map(|tally| LessonState { tally: *tally, completion });
            prop_assert_eq!(state.as_ref(), whole.lessons.get(&outline.lesson));
        }
    }
}
