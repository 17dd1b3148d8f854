//! Who may need help in a lesson (LRN-03).
//!
//! A hint for the teacher who looks at the class now: it ranks no student, is kept nowhere
//! and shown to no learner (RTS-05). It follows from the states of the class alone and not from the
//! clock, so that an unchanged class has an unchanged dashboard.

use super::{lesson_state::LessonState, status::ProgressStatus};

/// From so many failed tries on one activity on, none of which succeeded, a learner may need help.
/// What was handed in where nothing judges it is no failure.
const MANY_TRIES: u32 = 5;

/// From this multiple of the class's median time on a learner may need help.
const TIMES_THE_MEDIAN: u32 = 3;

/// Below this time on task no one is slow, whatever the median: a third of a school lesson.
const LEAST_SECONDS: u32 = 15 * 60;

/// A median of fewer learners than this says nothing about a class.
const LEAST_LEARNERS: usize = 5;

crate::text_enum! {
    /// Why a learner may need help.
    pub enum HelpReason {
        /// They failed at one activity many times and nothing worked yet.
        ManyTries = "many_tries",
        /// They have spent far more time than the class and are not done.
        LongTime = "long_time",
    }
}

/// How long a class takes for a lesson: the median of the time on task of those who spent any.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ClassPace {
    median_seconds: Option<u32>,
}

impl ClassPace {
    /// From the states of every person in the class who was in the lesson. Of an even number of
    /// learners the lower middle one counts.
    pub fn of<'a>(states: impl IntoIterator<Item = &'a LessonState>) -> Self {
        let mut seconds: Vec<u32> = states
            .into_iter()
            .map(|state| state.tally.seconds)
            .filter(|seconds| *seconds > 0)
            .collect();
        seconds.sort_unstable();
        let middle = seconds.len().saturating_sub(1) / 2;
        Self {
            median_seconds: seconds
                .get(middle)
                .copied()
                .filter(|_| seconds.len() >= LEAST_LEARNERS),
        }
    }
}

/// Whether so many failures without a success on one activity are many.
pub const fn tried_often(failures: u32) -> bool {
    failures >= MANY_TRIES
}

/// Why the learner with this state may need help; empty where nothing says so.
pub fn may_need_help(state: &LessonState, class: ClassPace) -> Vec<HelpReason> {
    if state.status() == ProgressStatus::Completed {
        return Vec::new();
    }
    let many_tries = tried_often(state.completion.most_failures_without_success);
    let long_time = class.median_seconds.is_some_and(|median| {
        let long = median.saturating_mul(TIMES_THE_MEDIAN).max(LEAST_SECONDS);
        state.tally.seconds >= long
    });
    [
        (many_tries, HelpReason::ManyTries),
        (long_time, HelpReason::LongTime),
    ]
    .into_iter()
    .filter_map(|(holds, reason)| holds.then_some(reason))
    .collect()
}

#[cfg(test)]
mod tests {
    use chrono::DateTime;

    use super::*;
    use crate::progress::lesson_state::{LessonCompletion, LessonTally};

    fn state(seconds: u32, tries: u32) -> LessonState {
        LessonState {
            tally: LessonTally {
                tries,
                successes: 0,
                seconds,
                opened_at: None,
                last_seen_at: DateTime::UNIX_EPOCH,
            },
            completion: LessonCompletion {
                activities: 3,
                activities_completed: 1,
                completed_at: None,
                most_failures_without_success: tries,
            },
        }
    }

    fn done(mut state: LessonState) -> LessonState {
        state.completion.completed_at = Some(DateTime::UNIX_EPOCH);
        state
    }

    fn class(seconds: &[u32]) -> ClassPace {
        let states: Vec<_> = seconds.iter().map(|seconds| state(*seconds, 0)).collect();
        ClassPace::of(&states)
    }

    #[test]
    fn five_failures_without_success_are_many() {
        let nobody = class(&[]);
        assert_eq!(may_need_help(&state(0, 4), nobody), []);
        assert_eq!(may_need_help(&state(0, 5), nobody), [HelpReason::ManyTries]);
    }

    #[test]
    fn three_times_the_median_is_a_long_time() {
        let class = class(&[600, 500, 700, 600, 4000]);
        assert_eq!(may_need_help(&state(1799, 0), class), []);
        assert_eq!(
            may_need_help(&state(1800, 0), class),
            [HelpReason::LongTime]
        );
    }

    #[test]
    fn in_a_quick_class_a_quarter_of_an_hour_is_still_no_long_time() {
        let class = class(&[60, 60, 60, 60, 60]);
        assert_eq!(may_need_help(&state(899, 0), class), []);
        assert_eq!(may_need_help(&state(900, 0), class), [HelpReason::LongTime]);
    }

    #[test]
    fn fewer_than_five_learners_have_no_pace() {
        let class = class(&[0, 0, 60, 60, 60, 60]);
        assert_eq!(may_need_help(&state(36_000, 0), class), []);
    }

    #[test]
    fn who_is_done_needs_no_help() {
        let class = class(&[60, 60, 60, 60, 60]);
        assert_eq!(may_need_help(&done(state(36_000, 20)), class), []);
    }

    #[test]
    fn both_reasons_may_hold() {
        let class = class(&[60, 60, 60, 60, 60]);
        let reasons = may_need_help(&state(36_000, 20), class);
        assert_eq!(reasons, [HelpReason::ManyTries, HelpReason::LongTime]);
    }
}
