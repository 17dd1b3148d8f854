//! A learner's own progress, without comparison with others (RTS-05).

use chrono::{DateTime, NaiveDate, Utc};
use domain::text::CourseTitle;
use domain::{
    ids::{ActivityId, ClassId, CourseAssignmentId, CourseId, CourseVersionId, LessonId},
    progress::{resume::ResumeKind, status::ProgressStatus},
};
use persistence::progress::{CourseCompletion, OwnActivity, OwnCourse, OwnLesson};
use serde::Serialize;
use utoipa::ToSchema;

/// One's own progress in the courses that one has.
#[derive(Debug, Serialize, ToSchema)]
pub struct MyProgressView {
    /// The courses, and where one goes on in each.
    #[schema(max_items = 1000)]
    pub courses: Vec<MyCourseView>,
    /// Their lessons, in order.
    #[schema(max_items = 100_000)]
    pub lessons: Vec<MyLessonView>,
    /// The activities in which one was, in order.
    #[schema(max_items = 1_000_000)]
    pub activities: Vec<LearnerActivityView>,
}

/// A course that one has.
#[derive(Debug, Serialize, ToSchema)]
pub struct MyCourseView {
    /// The class in which one has it; of several, that to which it was assigned first.
    pub class_id: ClassId,
    /// Its assignment to that class: its lessons are under
    /// `/v1/classes/{class_id}/courses/{assignment_id}/lessons`.
    pub assignment_id: CourseAssignmentId,
    /// The course.
    pub course_id: CourseId,
    /// Its version.
    pub course_version_id: CourseVersionId,
    /// Its title.
    #[schema(value_type = CourseTitle)]
    pub title: String,
    /// How one goes on.
    pub resume: ResumeKind,
    /// The lesson in which one goes on.
    pub resume_lesson_id: Option<LessonId>,
    /// The activity with which one goes on.
    pub resume_activity_id: Option<ActivityId>,
}

/// A lesson of a course that one has.
#[derive(Debug, Serialize, ToSchema)]
pub struct MyLessonView {
    /// The lesson.
    pub id: LessonId,
    /// The course version that it is part of.
    pub course_version_id: CourseVersionId,
    /// Its place in the course, from 1.
    #[schema(minimum = 1, example = 7)]
    pub number: i32,
    /// Its title.
    #[schema(value_type = CourseTitle)]
    pub title: String,
    /// How far one is.
    pub status: ProgressStatus,
    /// How many activities it has.
    #[schema(minimum = 0, example = 6)]
    pub activities: usize,
    /// How many of them one completed.
    #[schema(minimum = 0, example = 0)]
    pub activities_completed: u32,
    /// When one was last there.
    pub last_seen_at: Option<DateTime<Utc>>,
    /// When one completed it.
    pub completed_at: Option<DateTime<Utc>>,
}

/// An activity in which a learner was.
#[derive(Debug, Serialize, ToSchema)]
pub struct LearnerActivityView {
    /// The activity.
    pub id: ActivityId,
    /// The lesson that it is part of.
    pub lesson_id: LessonId,
    /// The version of the course in which one was there last.
    pub course_version_id: CourseVersionId,
    /// How far one is.
    pub status: ProgressStatus,
    /// How often it was tried.
    #[schema(minimum = 0, example = 2)]
    pub tries: u32,
    /// How many tries passed.
    #[schema(minimum = 0, example = 0)]
    pub successes: u32,
    /// Seconds on task.
    #[schema(minimum = 0, example = 180)]
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
                class_id: course.class,
                assignment_id: course.assignment,
                course_id: course.course,
                course_version_id: course.version,
                title: course.title,
                resume: course.resume.kind(),
                resume_lesson_id: place.map(|(lesson, _)| lesson),
                resume_activity_id: place.map(|(_, activity)| activity),
            });
            let lessons = course.lessons.into_iter();
            view.lessons
                .extend(lessons.map(|lesson| MyLessonView::of(course.version, lesson)));
            let activities = course.activities.into_iter();
            view.activities
                .extend(activities.map(LearnerActivityView::from));
        }
        view
    }
}

impl MyLessonView {
    fn of(version: CourseVersionId, lesson: OwnLesson) -> Self {
        Self {
            id: lesson.id,
            course_version_id: version,
            number: lesson.number,
            title: lesson.title,
            status: lesson.status,
            activities: lesson.activities,
            activities_completed: lesson.activities_completed,
            last_seen_at: lesson.last_seen_at,
            completed_at: lesson.completed_at,
        }
    }
}

impl From<OwnActivity> for LearnerActivityView {
    fn from(activity: OwnActivity) -> Self {
        let state = activity.state;
        Self {
            id: activity.id,
            lesson_id: activity.lesson,
            course_version_id: activity.version,
            status: state.status(),
            tries: state.tries,
            successes: state.successes,
            seconds: state.seconds,
            last_seen_at: state.last_seen_at,
            completed_at: state.completed_at,
        }
    }
}

/// What remains of a course that was long ago.
#[derive(Debug, Serialize, ToSchema)]
pub struct CourseCompletionView {
    /// The course.
    pub course_id: CourseId,
    /// Its title.
    #[schema(value_type = CourseTitle)]
    pub title: String,
    /// `completed` if each of its lessons was, `started` if not.
    pub status: ProgressStatus,
    /// The last day in it, in UTC.
    pub last_on: NaiveDate,
}

impl From<CourseCompletion> for CourseCompletionView {
    fn from(completion: CourseCompletion) -> Self {
        Self {
            course_id: completion.course,
            title: completion.title,
            status: completion.status,
            last_on: completion.last_on,
        }
    }
}
