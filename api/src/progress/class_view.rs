//! The progress of a class as its teachers see it.

use chrono::{DateTime, Utc};
use domain::{
    ids::{ClassId, CourseAssignmentId, CourseVersionId, LessonId, UserId},
    progress::{help::HelpReason, lesson_state::LessonState, status::ProgressStatus},
    text::{CourseTitle, DisplayName},
};
use persistence::progress::{
    ClassProgress, ClassRevision, Extent, LessonHead, StudentLesson, StudentProgress,
};
use serde::Serialize;
use utoipa::ToSchema;

use super::class_revision;

/// Seconds after which a client asks again at the earliest.
const POLL_AFTER_SECONDS: u32 = 15;

/// Seconds of which a client waits a random part longer, so that many do not ask at once.
const POLL_JITTER_SECONDS: u32 = 5;

domain::text_enum! {
    /// How much of a class's progress an answer holds.
    pub enum ProgressExtent {
        /// All lessons and students.
        Whole = "whole",
        /// The students who changed since the revision that was asked about: each replaces the
        /// student with the same id. Lessons, and which students there are, are as they were.
        Changes = "changes",
    }
}

/// The progress of a class: the lessons of its courses, and its students with their part in each.
#[derive(Debug, Serialize, ToSchema)]
pub struct ClassProgressView {
    /// The class.
    pub class_id: ClassId,
    /// The state that this is, for `since`. Opaque.
    #[schema(
        min_length = 43,
        max_length = 1643,
        pattern = "^[A-Za-z0-9_-]+$",
        example = "AZlrPHoAcACAAAAAAAAAAQ7mAZlrPHoAcACAAAAAAAA"
    )]
    pub revision: String,
    /// How much of it this is.
    pub extent: ProgressExtent,
    /// Seconds after which to ask again at the earliest.
    #[schema(minimum = 1, maximum = 3600, example = 15)]
    pub poll_after_seconds: u32,
    /// Wait a random part of so many seconds longer.
    #[schema(minimum = 0, maximum = 3600, example = 5)]
    pub poll_jitter_seconds: u32,
    /// The lessons of the courses that the class has, in order; empty among `changes`.
    #[schema(max_items = 10000)]
    pub lessons: Vec<ClassLessonView>,
    /// The students of the class, or those who changed, by name.
    #[schema(max_items = 10000)]
    pub students: Vec<ClassStudentView>,
}

/// A lesson of a course that the class has.
#[derive(Debug, Serialize, ToSchema)]
pub struct ClassLessonView {
    /// The lesson.
    pub id: LessonId,
    /// The assignment of its course to the class.
    pub assignment_id: CourseAssignmentId,
    /// The course version that it is part of.
    pub course_version_id: CourseVersionId,
    /// The title of the course.
    #[schema(value_type = CourseTitle)]
    pub course_title: String,
    /// Its place in the course, from 1.
    #[schema(minimum = 1, example = 7)]
    pub number: i32,
    /// Its title.
    #[schema(value_type = CourseTitle)]
    pub title: String,
    /// How many activities it has.
    #[schema(minimum = 0, example = 6)]
    pub activities: u32,
}

/// A student, and what their lessons in these courses add up to.
#[derive(Debug, Serialize, ToSchema)]
pub struct ClassStudentView {
    /// The student.
    pub id: UserId,
    /// The display name.
    #[schema(value_type = DisplayName)]
    pub display_name: String,
    /// The name with which they sign in, which no other student has; `null` for readers who do not
    /// hand out what students sign in with.
    #[schema(max_length = 64, pattern = "^[^@]+$", example = "ada17")]
    pub username: Option<String>,
    /// How often they tried an activity.
    #[schema(minimum = 0, example = 6)]
    pub tries: u32,
    /// How many tries passed.
    #[schema(minimum = 0, example = 0)]
    pub successes: u32,
    /// Seconds on task.
    #[schema(minimum = 0, example = 540)]
    pub seconds: u32,
    /// How many lessons they completed.
    #[schema(minimum = 0, example = 0)]
    pub lessons_completed: u32,
    /// When they were last in one of the lessons.
    pub last_seen_at: Option<DateTime<Utc>>,
    /// Each lesson of the class.
    pub lessons: StudentLessonsView,
}

/// A student in the lessons of their class. Each list has one entry for each lesson, in the order of
/// the class's `lessons`.
#[derive(Debug, Default, Serialize, ToSchema)]
#[schema(example = json!({
    "status": ["started"], "activities_completed": [1], "tries": [6], "seconds": [540],
    "last_seen_unix": [1_790_004_100], "help": [["many_tries"]]
}))]
pub struct StudentLessonsView {
    /// How far the student is.
    #[schema(max_items = 10000)]
    pub status: Vec<ProgressStatus>,
    /// How many activities they completed.
    #[schema(max_items = 10000)]
    pub activities_completed: Vec<u32>,
    /// How often they tried an activity.
    #[schema(max_items = 10000)]
    pub tries: Vec<u32>,
    /// How many tries passed.
    #[schema(max_items = 10000)]
    pub successes: Vec<u32>,
    /// Seconds on task.
    #[schema(max_items = 10000)]
    pub seconds: Vec<u32>,
    /// When they were last there, in seconds since 1970-01-01T00:00:00Z; `null` in a lesson that they
    /// have not begun.
    #[schema(max_items = 10000)]
    pub last_seen_unix: Vec<Option<i64>>,
    /// When they completed it, in seconds since 1970-01-01T00:00:00Z; `null` in a lesson that they
    /// have not completed.
    #[schema(max_items = 10000)]
    pub completed_unix: Vec<Option<i64>>,
    /// Why they may need help; empty where nothing says so.
    #[schema(max_items = 10000)]
    pub help: Vec<HelpReasons>,
}

/// Why a student may need help in a lesson.
#[derive(Debug, Serialize, ToSchema)]
#[serde(transparent)]
#[schema(max_items = 2)]
pub struct HelpReasons(pub Vec<HelpReason>);

impl ClassProgressView {
    /// Of a class that is as it was.
    pub(super) fn unchanged(class: ClassId, revision: ClassRevision) -> Self {
        Self::of(
            class,
            ClassProgress {
                revision,
                extent: Extent::Changes,
                lessons: Vec::new(),
                students: Vec::new(),
            },
        )
    }

    pub(super) fn of(class: ClassId, progress: ClassProgress) -> Self {
        Self {
            class_id: class,
            revision: class_revision::written(&progress.revision),
            extent: match progress.extent {
                Extent::Whole => ProgressExtent::Whole,
                Extent::Changes => ProgressExtent::Changes,
            },
            poll_after_seconds: POLL_AFTER_SECONDS,
            poll_jitter_seconds: POLL_JITTER_SECONDS,
            lessons: progress.lessons.into_iter().map(Into::into).collect(),
            students: progress.students.into_iter().map(Into::into).collect(),
        }
    }
}

impl From<LessonHead> for ClassLessonView {
    fn from(lesson: LessonHead) -> Self {
        Self {
            id: lesson.id,
            assignment_id: lesson.assignment,
            course_version_id: lesson.version,
            course_title: lesson.course_title,
            number: lesson.number,
            title: lesson.title,
            activities: lesson.activities,
        }
    }
}

impl From<StudentProgress> for ClassStudentView {
    fn from(student: StudentProgress) -> Self {
        Self {
            id: student.id,
            display_name: student.display_name,
            username: student.username,
            tries: student.tries,
            successes: student.successes,
            seconds: student.seconds,
            lessons_completed: student.lessons_completed,
            last_seen_at: student.last_seen_at,
            lessons: student.lessons.into_iter().collect(),
        }
    }
}

impl FromIterator<Option<StudentLesson>> for StudentLessonsView {
    fn from_iter<I: IntoIterator<Item = Option<StudentLesson>>>(lessons: I) -> Self {
        let mut view = Self::default();
        for lesson in lessons {
            let state = lesson.as_ref().map(|begun| begun.state);
            let count = |of: fn(LessonState) -> u32| state.map_or(0, of);
            let status = state.map_or(ProgressStatus::NotStarted, |state| state.status());
            view.status.push(status);
            view.activities_completed
                .push(count(|state| state.completion.activities_completed));
            view.tries.push(count(|state| state.tally.tries));
            view.successes.push(count(|state| state.tally.successes));
            view.seconds.push(count(|state| state.tally.seconds));
            view.last_seen_unix
                .push(state.map(|state| state.tally.last_seen_at.timestamp()));
            let completed = state.and_then(|state| state.completion.completed_at);
            view.completed_unix.push(completed.map(|at| at.timestamp()));
            let help = lesson.into_iter().flat_map(|begun| begun.help);
            view.help.push(HelpReasons(help.collect()));
        }
        view
    }
}
