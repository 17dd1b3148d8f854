//! Progress: events that are only added, the state that is kept beside them, and who is shown what.
//!
//! A batch of events is judged against the learner's assignments, written, and added once to the
//! rows of state of what it touches. Lists for a class are read from states alone; what a student
//! wrote is opened only for the rows of the page on which it is shown.

mod attendance;
mod authority;
mod class;
mod course_index;
mod events;
mod feedback;
mod hours;
mod judged;
mod judging;
mod kept;
mod of_learner;
mod record;
mod states;
mod stored_events;
mod timeline;

pub use class::{
    ActivitySums, ClassActivity, ClassOverview, ClassProgress, LessonHead, StudentLesson,
    StudentProgress, class_lesson, overview,
};
pub use course_index::CourseIndexCache;
pub use feedback::{FeedbackRecord, FeedbackRefusal, feedback_in_class, give, own_feedback};
pub use judged::{IncomingEvent, Judged, Marked};
pub use of_learner::{OwnCourse, OwnLesson, own};
pub use record::record;
pub use timeline::{ShownWork, TimelineEntry, of_student, own_timeline};
