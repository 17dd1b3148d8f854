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
mod feedback_state;
mod hours;
mod judged;
mod judging;
mod kept;
mod learning_record;
mod next_lesson;
mod of_learner;
mod packed_lessons;
mod record;
mod reduce;
mod saved_work;
mod searched;
mod states;
mod stored_events;
mod submissions;
mod timeline;

pub(crate) use class::shared;
pub use class::{
    ActivitySums, ClassActivity, ClassOverview, ClassProgress, ClassRevision, Extent, LessonHead,
    StudentLesson, StudentProgress, class_lesson, export_is_open, overview,
};
pub use course_index::CourseIndexCache;
pub use feedback::{
    FeedbackRecord, FeedbackRefusal, NewFeedback, feedback_in_class, give, own_feedback,
};
pub use feedback_state::{NoSuchFeedback, mark_read, withdraw};
pub use judged::{IncomingEvent, Judged, Marked};
pub(crate) use learning_record::learning_record;
pub use learning_record::{LearningRecord, PromptAnswers, WORK_LOOKED_THROUGH};
pub use next_lesson::{SuggestedLesson, SuggestionState, Suggestions, suggest};
pub use of_learner::{OwnActivity, OwnCourse, OwnLesson, activities_of_student, own};
pub(crate) use packed_lessons::lessons_of_packed;
pub use record::record;
pub use reduce::CourseCompletion;
pub(crate) use reduce::{Reduced, long_ago, reduce};
pub use saved_work::{OpensSavedWork, SavedWork, SavingRefusal, save_work, saved_work};
pub use searched::{FoundDetail, WrittenPart};
pub use submissions::{Submission, submissions};
pub use timeline::{EventsWanted, ShownWork, TimelineEntry, of_student, own_timeline};
