//! What a record says of a student's learning.

use domain::{access::Relationship, ids::UserId, progress::event::EventKind};

use super::{
    course_index::CourseIndexCache,
    feedback::{self, FeedbackRecord},
    of_learner::{self, OwnCourse},
    reduce::{self, CourseCompletion},
    timeline::{Attitudes, Reader, TimelineEntry, handed_in},
};
use crate::{database::Tx, error::DbError, paging::PageRequest};

/// Attempts, and answers to prompts, of which a record shows the newest of each activity.
pub const WORK_LOOKED_THROUGH: u16 = 200;

/// Courses, work and feedback.
pub struct LearningRecord {
    /// The courses that the student has or had, with progress.
    pub courses: Vec<OwnCourse>,
    /// What remains of courses that were long ago.
    pub completions: Vec<CourseCompletion>,
    /// What the student last handed in or answered, of each activity, newest first.
    pub work: Vec<TimelineEntry>,
    /// What teachers said about it, oldest first.
    pub feedback: Vec<FeedbackRecord>,
}

/// Whether a reader sees what a student wrote to prompts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PromptAnswers {
    /// They do.
    Shown,
    /// They see that there is an answer.
    Withheld,
}

/// What is known of a student's learning, for a reader who stands so to the student.
pub(crate) fn learning_record(
    tx: &mut Tx<'_>,
    student: UserId,
    course_indexes: &CourseIndexCache,
    relationship: Relationship,
    answers: PromptAnswers,
) -> Result<LearningRecord, DbError> {
    let reader = Reader {
        relationship,
        attitudes: match answers {
            PromptAnswers::Shown => Attitudes::All,
            PromptAnswers::Withheld => Attitudes::None,
        },
    };
    let page = PageRequest {
        after: None,
        limit: WORK_LOOKED_THROUGH,
    };
    let mut work: Vec<TimelineEntry> = Vec::new();
    for kind in [EventKind::Attempted, EventKind::PromptAnswered] {
        for entry in handed_in(tx, student, course_indexes, &reader, (kind, page))? {
            if !work.iter().any(|known| known.activity == entry.activity) {
                work.push(entry);
            }
        }
    }
    work.sort_by_key(|entry| std::cmp::Reverse(entry.occurred_at));
    Ok(LearningRecord {
        courses: of_learner::ever(tx, student, course_indexes)?,
        completions: reduce::completions(tx, student)?,
        work,
        feedback: feedback::of_learner(tx, student, page)?,
    })
}
