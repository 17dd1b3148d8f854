//! Where a learner left off.

use super::{activity_state::ActivityState, outline::Outline};
use crate::ids::{ActivityId, LessonId};

/// Where a learner goes on in a course.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Resume {
    /// They have not begun: this is the first activity.
    Begin(LessonId, ActivityId),
    /// They go on here.
    Continue(LessonId, ActivityId),
    /// Every activity is completed.
    Finished,
    /// The course has no activities.
    Empty,
}

crate::text_enum! {
    /// How a learner goes on in a course.
    pub enum ResumeKind {
        /// At its beginning.
        Begin = "begin",
        /// Where they left off.
        Continue = "continue",
        /// Nowhere: every activity is completed.
        Finished = "finished",
        /// Nowhere: there is nothing to do.
        Empty = "empty",
    }
}

impl Resume {
    /// How they go on.
    pub const fn kind(self) -> ResumeKind {
        match self {
            Self::Begin(..) => ResumeKind::Begin,
            Self::Continue(..) => ResumeKind::Continue,
            Self::Finished => ResumeKind::Finished,
            Self::Empty => ResumeKind::Empty,
        }
    }

    /// Where they go on, if there is anything left to do.
    pub const fn place(self) -> Option<(LessonId, ActivityId)> {
        match self {
            Self::Begin(lesson, activity) | Self::Continue(lesson, activity) => {
                Some((lesson, activity))
            }
            Self::Finished | Self::Empty => None,
        }
    }
}

/// Where a learner goes on.
///
/// They return to the activity where they last were if it is not completed, otherwise to the first
/// one after it that is not; if everything after it is completed, to the first one that they
/// skipped. Of two activities with the same last instant the later one in the course counts.
pub fn resume(outline: &Outline, state: impl Fn(ActivityId) -> Option<ActivityState>) -> Resume {
    let mut first = None;
    let mut first_open = None;
    let mut open_from_last_seen = None;
    let mut last_seen_at = None;
    for (lesson, activity) in outline.activities() {
        let here = Some((lesson, activity));
        first = first.or(here);
        let state = state(activity);
        if let Some(state) = state
            && last_seen_at <= Some(state.last_seen_at)
        {
            last_seen_at = Some(state.last_seen_at);
            open_from_last_seen = None;
        }
        if state.is_none_or(|state| state.completed_at.is_none()) {
            first_open = first_open.or(here);
            open_from_last_seen = open_from_last_seen.or(here);
        }
    }
    match (first, last_seen_at, open_from_last_seen.or(first_open)) {
        (None, ..) => Resume::Empty,
        (Some((lesson, activity)), None, _) => Resume::Begin(lesson, activity),
        (Some(_), Some(_), Some((lesson, activity))) => Resume::Continue(lesson, activity),
        (Some(_), Some(_), None) => Resume::Finished,
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use chrono::{DateTime, TimeDelta};
    use uuid::Uuid;

    use super::*;
    use crate::progress::outline::LessonOutline;

    /// One lesson with the activities 1 and 2, another with 3 and 4.
    fn outline() -> Outline {
        let of = |number, activities: [u128; 2]| LessonOutline {
            lesson: LessonId::from_uuid(Uuid::from_u128(number)),
            activities: activities
                .map(|id| ActivityId::from_uuid(Uuid::from_u128(id)))
                .to_vec(),
        };
        Outline {
            lessons: vec![of(100, [1, 2]), of(200, [3, 4])],
        }
    }

    fn seen(minute: i64, completed: bool) -> ActivityState {
        let at = DateTime::UNIX_EPOCH + TimeDelta::minutes(minute);
        ActivityState {
            tries: 1,
            successes: 0,
            failures: 0,
            seconds: 0,
            first_passed_at: None,
            completed_at: completed.then_some(at),
            first_seen_at: at,
            last_seen_at: at,
        }
    }

    /// An activity, the minute in which the learner was last there, and whether they completed it.
    type Seen = (u128, i64, bool);

    fn resumed(states: &[Seen]) -> Option<u128> {
        let states: BTreeMap<_, _> = states
            .iter()
            .map(|(id, minute, completed)| {
                (
                    ActivityId::from_uuid(Uuid::from_u128(*id)),
                    seen(*minute, *completed),
                )
            })
            .collect();
        match resume(&outline(), |id| states.get(&id).copied()) {
            Resume::Continue(lesson, activity) => {
                assert_eq!(outline().lesson_of(activity).unwrap().lesson, lesson);
                Some(activity.uuid().as_u128())
            }
            Resume::Finished => None,
            other => panic!("unexpected {other:?}"),
        }
    }

    #[test]
    fn a_learner_goes_on_where_they_left_off() {
        let cases: [(&str, &[Seen], Option<u128>); 7] = [
            (
                "in the middle of an activity",
                &[(1, 1, true), (2, 2, false)],
                Some(2),
            ),
            ("after a completed one", &[(1, 1, true)], Some(2)),
            ("in the next lesson", &[(1, 1, true), (2, 2, true)], Some(3)),
            (
                "past completed ones",
                &[(1, 3, true), (2, 2, true), (3, 1, true)],
                Some(4),
            ),
            (
                "where they were last, not furthest",
                &[(1, 9, false), (4, 2, true)],
                Some(1),
            ),
            (
                "at what they skipped",
                &[(2, 1, true), (3, 2, true), (4, 3, true)],
                Some(1),
            ),
            (
                "nowhere",
                &[(1, 1, true), (2, 2, true), (3, 3, true), (4, 4, true)],
                None,
            ),
        ];
        for (place, states, expected) in cases {
            assert_eq!(resumed(states), expected, "{place}");
        }
    }

    #[test]
    fn at_the_same_instant_the_later_activity_counts() {
        assert_eq!(resumed(&[(1, 5, false), (3, 5, false)]), Some(3));
    }

    #[test]
    fn a_learner_who_did_nothing_begins_at_the_beginning() {
        let (lesson, activity) = outline().activities().next().unwrap();
        assert_eq!(
            resume(&outline(), |_| None),
            Resume::Begin(lesson, activity)
        );
    }

    #[test]
    fn a_course_without_activities_has_nowhere_to_go() {
        assert_eq!(resume(&Outline::default(), |_| None), Resume::Empty);
    }
}
