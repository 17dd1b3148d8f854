//! The progress of a class as it changes, as a stream of events.

mod following;
mod message;
mod operation;
mod places;

pub use operation::stream_class_progress;
pub use places::StreamPlaces;
