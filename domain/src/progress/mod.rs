//! Progress: what a learner did, whether it is recorded, and the state that follows from it.
//!
//! Events are only ever added. A learner's state is a sum over them that does not depend on the
//! order in which they arrive, so that a device which was offline may report late: each event is a
//! small state of its own, and states add up ([`activity_state`], [`lesson_state`]). The rows of
//! state are kept beside the events and each new event is added to them once; [`fold`] says the
//! same thing for all events at once, and is what the rows can be checked against.

pub mod activity_state;
pub mod admission;
pub mod authority;
pub mod day_budget;
pub mod event;
pub mod feedback;
pub mod fold;
pub mod help;
pub mod hour;
pub mod lesson_state;
pub mod next_lesson;
pub mod outline;
pub mod report;
pub mod reported_action;
pub mod resume;
pub mod sharing;
pub mod status;
pub mod work;
