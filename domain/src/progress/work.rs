//! What a learner wrote: code, or an answer.

use std::fmt;

use thiserror::Error;

/// The most bytes of UTF-8 that one attempt or answer may have: far above any exercise of a school,
/// and small enough that a full batch of events stays a request.
pub const WORK_MAX_BYTES: usize = 16 * 1024;

/// Code or an answer, at most [`WORK_MAX_BYTES`] long. Its content is never shown to a log.
#[derive(Clone, PartialEq, Eq)]
pub struct Work(String);

/// The work is longer than [`WORK_MAX_BYTES`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
#[error("the work is longer than {WORK_MAX_BYTES} bytes")]
pub struct WorkTooLong;

impl Work {
    /// Takes a text as work, unchanged.
    pub fn new(text: String) -> Result<Self, WorkTooLong> {
        if text.len() <= WORK_MAX_BYTES {
            Ok(Self(text))
        } else {
            Err(WorkTooLong)
        }
    }

    /// The text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Debug for Work {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Work({} bytes)", self.0.len())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn work_may_be_as_long_as_its_bound_and_not_a_byte_longer() {
        assert!(Work::new("a".repeat(WORK_MAX_BYTES)).is_ok());
        assert_eq!(Work::new("a".repeat(WORK_MAX_BYTES + 1)), Err(WorkTooLong));
    }

    #[test]
    fn what_a_learner_wrote_does_not_show_itself_to_a_log() {
        let work = Work::new("print('my name is Ada')".into()).unwrap();
        assert_eq!(format!("{work:?}"), "Work(23 bytes)");
    }
}
