//! The progress of a class as its teachers see it.

use chrono::{DateTime, Utc};
use domain::{
    ids::ClassId,
    progress::{help::HelpReason, status::ProgressStatus},
};
use persistence::progress::{ClassProgress, LessonHead, StudentLesson, StudentTotals};
use serde::Serialize;
use utoipa::ToSchema;
use uuid::{Uuid, uuid};

use crate::{
    openapi::{Example, instant},
    wire::{HelpReasonWord, ProgressStatusWord},
};

/// The progress of a class: its students, the lessons of its courses, and where students and lessons
/// have met. A student who has no entry for a lesson has not begun it.
#[derive(Debug, Serialize, ToSchema)]
#[schema(example = ClassProgressView::example)]
pub struct ClassProgressView {
    /// The class.
    pub class_id: Uuid,
    /// The lessons of the courses that the class has, in order.
    #[schema(max_items = 10000)]
    pub lessons: Vec<ClassLessonView>,
    /// The students of the class, by name.
    #[schema(max_items = 10000)]
    pub students: Vec<ClassStudentView>,
    /// What has been begun, in the order of students and lessons.
    #[schema(max_items = 1_000_000)]
    pub states: Vec<StudentLessonView>,
}

/// A lesson of a course that the class has.
#[derive(Debug, Serialize, ToSchema)]
pub struct ClassLessonView {
    /// The lesson.
    pub id: Uuid,
    /// The course version that it is part of.
    pub course_version_id: Uuid,
    /// The title of the course.
    #[schema(max_length = 120, pattern = r"^\S(.*\S)?$")]
    pub course_title: String,
    /// Its place in the course, from 1.
    #[schema(minimum = 1)]
    pub number: i32,
    /// Its title.
    #[schema(max_length = 120, pattern = r"^\S(.*\S)?$")]
    pub title: String,
    /// How many activities it has.
    #[schema(minimum = 0)]
    pub activities: u32,
}

/// A student, and what their lessons in these courses add up to.
#[derive(Debug, Serialize, ToSchema)]
pub struct ClassStudentView {
    /// The student.
    pub id: Uuid,
    /// How others see them.
    #[schema(max_length = 120, pattern = r"^\S(.*\S)?$")]
    pub display_name: String,
    /// How often they tried an activity.
    #[schema(minimum = 0)]
    pub tries: u32,
    /// How many tries passed.
    #[schema(minimum = 0)]
    pub successes: u32,
    /// Seconds on task.
    #[schema(minimum = 0)]
    pub seconds: u32,
    /// How many lessons they completed.
    #[schema(minimum = 0)]
    pub lessons_completed: u32,
    /// When they were last in one of the lessons.
    pub last_seen_at: Option<DateTime<Utc>>,
}

/// A student in a lesson.
#[derive(Debug, Serialize, ToSchema)]
pub struct StudentLessonView {
    /// The student.
    pub student_id: Uuid,
    /// The lesson.
    pub lesson_id: Uuid,
    /// How far the student is.
    pub status: ProgressStatusWord,
    /// How many activities they completed.
    #[schema(minimum = 0)]
    pub activities_completed: u32,
    /// How often they tried an activity.
    #[schema(minimum = 0)]
    pub tries: u32,
    /// How many tries passed.
    #[schema(minimum = 0)]
    pub successes: u32,
    /// Seconds on task.
    #[schema(minimum = 0)]
    pub seconds: u32,
    /// When they were last there.
    pub last_seen_at: DateTime<Utc>,
    /// When they completed it.
    pub completed_at: Option<DateTime<Utc>>,
    /// Why they may need help; empty where nothing says so.
    #[schema(max_items = 2)]
    pub help: Vec<HelpReasonWord>,
}

impl ClassProgressView {
    pub(super) fn of(class: ClassId, progress: ClassProgress) -> Self {
        Self {
            class_id: class.uuid(),
            lessons: progress.lessons.into_iter().map(Into::into).collect(),
            students: progress.students.into_iter().map(Into::into).collect(),
            states: progress.states.into_iter().map(Into::into).collect(),
        }
    }
}

impl From<LessonHead> for ClassLessonView {
    fn from(lesson: LessonHead) -> Self {
        Self {
            id: lesson.id.uuid(),
            course_version_id: lesson.version.uuid(),
            course_title: lesson.course_title,
            number: lesson.number,
            title: lesson.title,
            activities: lesson.activities,
        }
    }
}

impl From<StudentTotals> for ClassStudentView {
    fn from(student: StudentTotals) -> Self {
        Self {
            id: student.id.uuid(),
            display_name: student.display_name,
            tries: student.tries,
            successes: student.successes,
            seconds: student.seconds,
            lessons_completed: student.lessons_completed,
            last_seen_at: student.last_seen_at,
        }
    }
}

impl From<StudentLesson> for StudentLessonView {
    fn from(met: StudentLesson) -> Self {
        let (tally, completion) = (met.state.tally, met.state.completion);
        Self {
            student_id: met.student.uuid(),
            lesson_id: met.lesson.uuid(),
            status: ProgressStatusWord(met.state.status()),
            activities_completed: completion.activities_completed,
            tries: tally.tries,
            successes: tally.successes,
            seconds: tally.seconds,
            last_seen_at: tally.last_seen_at,
            completed_at: completion.completed_at,
            help: met.help.into_iter().map(HelpReasonWord).collect(),
        }
    }
}

impl Example for ClassProgressView {
    fn example() -> Self {
        let lesson = uuid!("0c16178a-b72a-814e-ace5-318ddd13cb9a");
        let student = uuid!("01996b3c-7a00-7000-8000-0000000000b1");
        let seen = instant("2026-09-21T15:21:40Z");
        Self {
            class_id: uuid!("01996b3c-7a00-7000-8000-000000000001"),
            lessons: vec![ClassLessonView {
                id: lesson,
                course_version_id: uuid!("1a494184-e13d-80df-b6cc-b7e4f2582c65"),
                course_title: "First Steps in Code".to_owned(),
                number: 7,
                title: "If … then".to_owned(),
                activities: 6,
            }],
            students: vec![ClassStudentView {
                id: student,
                display_name: "Ada E.".to_owned(),
                tries: 6,
                successes: 0,
                seconds: 540,
                lessons_completed: 0,
                last_seen_at: Some(seen),
            }],
            states: vec![StudentLessonView {
                student_id: student,
                lesson_id: lesson,
                status: ProgressStatusWord(ProgressStatus::Started),
                activities_completed: 1,
                tries: 6,
                successes: 0,
                seconds: 540,
                last_seen_at: seen,
                completed_at: None,
                help: vec![HelpReasonWord(HelpReason::ManyTries)],
            }],
        }
    }
}
