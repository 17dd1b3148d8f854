//! An event on its way into the tables: as it arrived, as it was judged, as it is recorded.

use super::attendance::Attended;
use domain::{
    courses::marking::Mark,
    ids::{CourseVersionId, GroundId, LessonId},
    progress::{
        admission::{DeviceClock, Verdict},
        event::Event,
        outline::LessonOutline,
        reported_action::ReportedEvent,
    },
};
/// An event as it arrived.
#[derive(Clone, Debug)]
pub struct IncomingEvent {
    /// What the client says that happened.
    pub claimed: ReportedEvent,
    /// The lesson in which the client says that it happened.
    pub lesson: Option<LessonId>,
    /// The version of the course that the client says that it showed.
    pub version: Option<CourseVersionId>,
}

/// The result of an event.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Judged {
    /// Whether it is recorded.
    pub verdict: Verdict,
    /// What the device's clock is worth, if the event is recorded now.
    pub clock: Option<DeviceClock>,
    /// How its answer was marked, if it is the recorded answer to a question.
    pub marked: Option<Marked>,
}

/// How the answer to a question was marked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Marked {
    /// The mark.
    pub mark: Mark,
    /// Why the right choices are right, in Markdown, as the author wrote it.
    pub explanation: String,
}

/// An event that is recorded now, with what it belongs to.
pub(super) struct Recorded<'c> {
    /// The event, at the instant at which it counts.
    pub(super) event: Event,
    /// What the clock is worth by which it happened.
    pub(super) clock: DeviceClock,
    /// The course.
    pub(super) course: &'c Attended,
    /// The lesson.
    pub(super) lesson: &'c LessonOutline,
    /// What it is collected under.
    pub(super) ground: GroundId,
}
