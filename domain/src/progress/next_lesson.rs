//! Which lesson comes next, by the learner's own progress alone (P5, RTS-05).
//!
//! What goes in is the order of the lessons of a course and how far the learner is with each. There is no
//! other learner, no answer, no time on task, and nothing about the person in it.

use chrono::{DateTime, Utc};

use super::status::ProgressStatus;
use crate::ids::LessonId;

/// How far a learner is with a lesson.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct LessonPosition {
    /// The lesson.
    pub lesson: LessonId,
    /// How far.
    pub status: ProgressStatus,
    /// When the learner was last there.
    pub last_seen_at: Option<DateTime<Utc>>,
}

crate::text_enum! {
    /// What a suggestion rests on.
    pub enum SuggestionReason {
        /// The learner began the lesson and has not completed it; of several, it is where they were last.
        BegunAndNotCompleted = "begun_and_not_completed",
        /// It is the first lesson that is not begun after the last one that was completed.
        FollowsTheLastCompleted = "follows_the_last_completed",
        /// It was passed over: everything after it is completed.
        PassedOver = "passed_over",
        /// It is the first lesson of a course of which nothing is done.
        FirstOfTheCourse = "first_of_the_course",
    }
}

crate::text_enum! {
    /// What a suggestion looks at. There is nothing else that it looks at.
    pub enum SuggestionInput {
        /// The order of the lessons of the course.
        OrderOfLessons = "order_of_lessons",
        /// How far the learner is with each lesson.
        OwnLessonStatus = "own_lesson_status",
        /// When the learner was last in each lesson.
        OwnLastVisit = "own_last_visit",
    }
}

impl SuggestionReason {
    /// What of the learner's own progress the reason looks at.
    pub const fn inputs(self) -> &'static [SuggestionInput] {
        use SuggestionInput::{OrderOfLessons, OwnLastVisit, OwnLessonStatus};
        match self {
            Self::BegunAndNotCompleted => &[OrderOfLessons, OwnLessonStatus, OwnLastVisit],
            Self::FollowsTheLastCompleted | Self::PassedOver | Self::FirstOfTheCourse => {
                &[OrderOfLessons, OwnLessonStatus]
            }
        }
    }
}

/// The lesson that comes next in a course, and what that rests on; `None` if every lesson is completed or
/// there is none. A lesson without activities is never completed, and is suggested like any other.
pub fn next_lesson(lessons: &[LessonPosition]) -> Option<(LessonId, SuggestionReason)> {
    let begun = lessons
        .iter()
        .filter(|lesson| lesson.status == ProgressStatus::Started)
        // Of two with the same instant the later one in the course counts.
        .max_by_key(|lesson| lesson.last_seen_at);
    if let Some(begun) = begun {
        return Some((begun.lesson, SuggestionReason::BegunAndNotCompleted));
    }
    let is_open = |lesson: &&LessonPosition| lesson.status == ProgressStatus::NotStarted;
    let last_completed = lessons
        .iter()
        .rposition(|lesson| lesson.status == ProgressStatus::Completed);
    let (reason, from) = match last_completed {
        None => (SuggestionReason::FirstOfTheCourse, 0),
        Some(last) => (SuggestionReason::FollowsTheLastCompleted, last),
    };
    if let Some(next) = lessons.iter().skip(from).find(is_open) {
        return Some((next.lesson, reason));
    }
    let passed_over = lessons.iter().find(is_open)?;
    Some((passed_over.lesson, SuggestionReason::PassedOver))
}

#[cfg(test)]
mod tests {
    use chrono::TimeDelta;
    use uuid::Uuid;

    use super::*;

    /// Lessons from 1 on: `-` not begun, a digit begun and last seen in that minute, `c` completed.
    fn course(written: &str) -> Vec<LessonPosition> {
        let of = |(number, sign): (usize, char)| {
            let seen = |minute: u32| Some(DateTime::UNIX_EPOCH + TimeDelta::minutes(minute.into()));
            let (status, last_seen_at) = match sign {
                '-' => (ProgressStatus::NotStarted, None),
                'c' => (ProgressStatus::Completed, seen(99)),
                minute => (ProgressStatus::Started, seen(minute.to_digit(10).unwrap())),
            };
            LessonPosition {
                lesson: lesson(number + 1),
                status,
                last_seen_at,
            }
        };
        written.chars().enumerate().map(of).collect()
    }

    fn lesson(number: usize) -> LessonId {
        LessonId::from_uuid(Uuid::from_u128(number.try_into().unwrap()))
    }

    #[test]
    fn rts_05_the_next_lesson_follows_from_order_and_own_progress() {
        use SuggestionReason::{
            BegunAndNotCompleted, FirstOfTheCourse, FollowsTheLastCompleted, PassedOver,
        };
        for (states, expected) in [
            ("", None),
            ("---", Some((1, FirstOfTheCourse))),
            ("c--", Some((2, FollowsTheLastCompleted))),
            ("c-c-", Some((4, FollowsTheLastCompleted))),
            ("c-cc", Some((2, PassedOver))),
            ("-cc", Some((1, PassedOver))),
            ("c1-", Some((2, BegunAndNotCompleted))),
            ("231", Some((2, BegunAndNotCompleted))),
            ("2-2", Some((3, BegunAndNotCompleted))),
            ("1cc", Some((1, BegunAndNotCompleted))),
            ("ccc", None),
        ] {
            let expected = expected.map(|(number, reason)| (lesson(number), reason));
            assert_eq!(next_lesson(&course(states)), expected, "{states}");
        }
    }
}
