//! A learner's own progress as they see it. It compares them with nobody (RTS-05).

use chrono::{DateTime, Utc};
use domain::{
    ids::{ActivityId, CourseVersionId, LessonId},
    progress::{activity_state::ActivityState, resume::ResumeKind, status::ProgressStatus},
};
use persistence::progress::{OwnCourse, OwnLesson};
use serde::Serialize;
use utoipa::ToSchema;
use uuid::{Uuid, uuid};

use crate::{
    openapi::{Example, instant},
    wire::{ProgressStatusWord, ResumeKindWord},
};

/// One's own progress in the courses that one has.
#[derive(Debug, Serialize, ToSchema)]
#[schema(example = MyProgressView::example)]
pub struct MyProgressView {
    /// The courses, and where one goes on in each.
    #[schema(max_items = 1000)]
    pub courses: Vec<MyCourseView>,
    /// Their lessons, in order.
    #[schema(max_items = 100_000)]
    pub lessons: Vec<MyLessonView>,
    /// The activities in which one was, in order.
    #[schema(max_items = 1_000_000)]
    pub activities: Vec<MyActivityView>,
}

/// A course that one has.
#[derive(Debug, Serialize, ToSchema)]
pub struct MyCourseView {
    /// The class in which one has it; of several, that to which it was assigned first.
    pub class_id: Uuid,
    /// Its assignment to that class: its lessons are under
    /// `/v1/classes/{class_id}/courses/{assignment_id}/lessons`.
    pub assignment_id: Uuid,
    /// The course.
    pub course_id: Uuid,
    /// Its version.
    pub course_version_id: Uuid,
    /// Its title.
    #[schema(max_length = 120, pattern = r"^\S(.*\S)?$")]
    pub title: String,
    /// How one goes on.
    pub resume: ResumeKindWord,
    /// The lesson in which one goes on.
    pub resume_lesson_id: Option<Uuid>,
    /// The activity with which one goes on.
    pub resume_activity_id: Option<Uuid>,
}

/// A lesson of a course that one has.
#[derive(Debug, Serialize, ToSchema)]
pub struct MyLessonView {
    /// The lesson.
    pub id: Uuid,
    /// The course version that it is part of.
    pub course_version_id: Uuid,
    /// Its place in the course, from 1.
    #[schema(minimum = 1)]
    pub number: i32,
    /// Its title.
    #[schema(max_length = 120, pattern = r"^\S(.*\S)?$")]
    pub title: String,
    /// How far one is.
    pub status: ProgressStatusWord,
    /// How many activities it has.
    #[schema(minimum = 0)]
    pub activities: usize,
    /// How many of them one completed.
    #[schema(minimum = 0)]
    pub activities_completed: u32,
    /// When one was last there.
    pub last_seen_at: Option<DateTime<Utc>>,
    /// When one completed it.
    pub completed_at: Option<DateTime<Utc>>,
}

/// An activity in which one was.
#[derive(Debug, Serialize, ToSchema)]
pub struct MyActivityView {
    /// The activity.
    pub id: Uuid,
    /// The lesson that it is part of.
    pub lesson_id: Uuid,
    /// How far one is.
    pub status: ProgressStatusWord,
    /// How often one tried it.
    #[schema(minimum = 0)]
    pub tries: u32,
    /// How many tries passed.
    #[schema(minimum = 0)]
    pub successes: u32,
    /// Seconds on task.
    #[schema(minimum = 0)]
    pub seconds: u32,
    /// When one was last there.
    pub last_seen_at: DateTime<Utc>,
    /// When one completed it.
    pub completed_at: Option<DateTime<Utc>>,
}

impl From<Vec<OwnCourse>> for MyProgressView {
    fn from(courses: Vec<OwnCourse>) -> Self {
        let mut view = Self {
            courses: Vec::new(),
            lessons: Vec::new(),
            activities: Vec::new(),
        };
        for course in courses {
            let place = course.resume.place();
            view.courses.push(MyCourseView {
                class_id: course.class.uuid(),
                assignment_id: course.assignment.uuid(),
                course_id: course.course.uuid(),
                course_version_id: course.version.uuid(),
                title: course.title,
                resume: ResumeKindWord(course.resume.kind()),
                resume_lesson_id: place.map(|(lesson, _)| lesson.uuid()),
                resume_activity_id: place.map(|(_, activity)| activity.uuid()),
            });
            let lessons = course.lessons.into_iter();
            view.lessons
                .extend(lessons.map(|lesson| MyLessonView::of(course.version, lesson)));
            let activities = course.activities.into_iter();
            view.activities.extend(activities.map(MyActivityView::from));
        }
        view
    }
}

impl MyLessonView {
    fn of(version: CourseVersionId, lesson: OwnLesson) -> Self {
        Self {
            id: lesson.id.uuid(),
            course_version_id: version.uuid(),
            number: lesson.number,
            title: lesson.title,
            status: ProgressStatusWord(lesson.status),
            activities: lesson.activities,
            activities_completed: lesson.activities_completed,
            last_seen_at: lesson.last_seen_at,
            completed_at: lesson.completed_at,
        }
    }
}

impl From<(LessonId, ActivityId, ActivityState)> for MyActivityView {
    fn from((lesson, activity, state): (LessonId, ActivityId, ActivityState)) -> Self {
        Self {
            id: activity.uuid(),
            lesson_id: lesson.uuid(),
            status: ProgressStatusWord(state.status()),
            tries: state.tries,
            successes: state.successes,
            seconds: state.seconds,
            last_seen_at: state.last_seen_at,
            completed_at: state.completed_at,
        }
    }
}

impl Example for MyProgressView {
    fn example() -> Self {
        let version = uuid!("1a494184-e13d-80df-b6cc-b7e4f2582c65");
        let lesson = uuid!("0c16178a-b72a-814e-ace5-318ddd13cb9a");
        let activity = uuid!("d61139ff-a880-8a88-a340-7f072b3fdc03");
        let seen = instant("2026-09-21T15:21:40Z");
        Self {
            courses: vec![MyCourseView {
                class_id: uuid!("01996b3c-7a00-7000-8000-000000000001"),
                assignment_id: uuid!("01996b3c-7a00-7000-8000-000000000026"),
                course_id: uuid!("01996b3c-7a00-7000-8000-000000000020"),
                course_version_id: version,
                title: "First steps in code".to_owned(),
                resume: ResumeKindWord(ResumeKind::Continue),
                resume_lesson_id: Some(lesson),
                resume_activity_id: Some(activity),
            }],
            lessons: vec![MyLessonView {
                id: lesson,
                course_version_id: version,
                number: 7,
                title: "If … then".to_owned(),
                status: ProgressStatusWord(ProgressStatus::Started),
                activities: 6,
                activities_completed: 0,
                last_seen_at: Some(seen),
                completed_at: None,
            }],
            activities: vec![MyActivityView {
                id: activity,
                lesson_id: lesson,
                status: ProgressStatusWord(ProgressStatus::Started),
                tries: 2,
                successes: 0,
                seconds: 180,
                last_seen_at: seen,
                completed_at: None,
            }],
        }
    }
}
