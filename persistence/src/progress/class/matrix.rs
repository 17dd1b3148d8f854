//! The students of a class by its lessons.

use chrono::{DateTime, Utc};
use domain::{
    ids::{CourseAssignmentId, CourseVersionId, LessonId, UserId},
    progress::{help::HelpReason, lesson_state::LessonState, status::ProgressStatus},
};

/// A lesson of a course that is assigned to a class.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LessonHead {
    /// The lesson.
    pub id: LessonId,
    /// The assignment of its course to the class.
    pub assignment: CourseAssignmentId,
    /// The version of which it is part.
    pub version: CourseVersionId,
    /// The title of the course.
    pub course_title: String,
    /// Its place in the course, from 1.
    pub number: i32,
    /// Its title.
    pub title: String,
    /// How many activities it has.
    pub activities: u32,
}

/// A student, what their lessons add up to, and each lesson.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StudentProgress {
    /// The student.
    pub id: UserId,
    /// The display name.
    pub display_name: String,
    /// The name with which they sign in, for those who hand it out.
    pub username: Option<String>,
    /// How often they tried an activity.
    pub tries: u32,
    /// How many tries passed.
    pub successes: u32,
    /// Seconds on task.
    pub seconds: u32,
    /// How many lessons they completed.
    pub lessons_completed: u32,
    /// When they were last in a lesson.
    pub last_seen_at: Option<DateTime<Utc>>,
    /// One place for each lesson of [`super::ClassProgress::lessons`], empty where they have not begun it.
    pub lessons: Vec<Option<StudentLesson>>,
}

/// A student in a lesson that they have begun.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StudentLesson {
    /// Their state.
    pub state: LessonState,
    /// Why they may need help.
    pub help: Vec<HelpReason>,
}

impl StudentProgress {
    pub(super) fn none(id: UserId, display_name: String, username: Option<String>) -> Self {
        Self {
            id,
            display_name,
            username,
            tries: 0,
            successes: 0,
            seconds: 0,
            lessons_completed: 0,
            last_seen_at: None,
            lessons: Vec::new(),
        }
    }

    pub(super) fn add(&mut self, state: &LessonState) {
        self.tries = self.tries.saturating_add(state.tally.tries);
        self.successes = self.successes.saturating_add(state.tally.successes);
        self.seconds = self.seconds.saturating_add(state.tally.seconds);
        self.last_seen_at = self.last_seen_at.max(Some(state.tally.last_seen_at));
        if state.status() == ProgressStatus::Completed {
            self.lessons_completed = self.lessons_completed.saturating_add(1);
        }
    }
}
