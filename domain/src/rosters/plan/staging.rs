//! How long staged imports wait, and how many.

use chrono::TimeDelta;
use thiserror::Error;

/// Within this time a person applies or discards a staged import. What they have not decided by
/// then is compared with a district that is no more, and its bundle, which names every child of
/// the district, is not kept for them (R-IMP).
pub const DECIDED_WITHIN: TimeDelta = TimeDelta::days(7);

/// Imports of a district that may be staged at a time: one to be decided about, and some to compare
/// it with.
pub const STAGED_AT_MOST: usize = 4;

/// Bytes that the bundles of a district's staged imports may have together. One alone may have more,
/// as far as the installation takes uploads.
pub const STAGED_BYTES_AT_MOST: usize = 256 << 20;

/// No further import can be staged before one that is staged is applied or discarded.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
#[error(
    "at most {STAGED_AT_MOST} imports with {STAGED_BYTES_AT_MOST} bytes may be staged at a time"
)]
pub struct TooManyStaged;

/// Whether an import whose bundle has `more` bytes may be staged beside so many others, whose
/// bundles have `bytes` together.
///
/// # Errors
/// [`TooManyStaged`] if it may not.
pub fn may_be_staged(others: usize, bytes: usize, more: usize) -> Result<(), TooManyStaged> {
    let fits = bytes.saturating_add(more) <= STAGED_BYTES_AT_MOST;
    match others {
        0 => Ok(()),
        1..STAGED_AT_MOST if fits => Ok(()),
        _ => Err(TooManyStaged),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_fifth_import_waits_for_a_decision() {
        assert_eq!(may_be_staged(STAGED_AT_MOST - 1, 3, 1), Ok(()));
        assert_eq!(may_be_staged(STAGED_AT_MOST, 4, 1), Err(TooManyStaged));
    }

    #[test]
    fn bundles_together_have_a_bound_and_one_alone_has_that_of_an_upload() {
        let half = STAGED_BYTES_AT_MOST / 2;
        assert_eq!(may_be_staged(1, half, half), Ok(()));
        assert_eq!(may_be_staged(1, half, half + 1), Err(TooManyStaged));
        assert_eq!(may_be_staged(1, usize::MAX, 1), Err(TooManyStaged));
        assert_eq!(may_be_staged(0, 0, STAGED_BYTES_AT_MOST + 1), Ok(()));
    }
}
