//! How long a staged import waits.

use chrono::TimeDelta;

/// Within this time a person applies or discards a staged import. What they have not decided by
/// then is compared with a district that is no more, and its bundle, which names every child of
/// the district, is not kept for them (R-IMP).
pub const DECIDED_WITHIN: TimeDelta = TimeDelta::days(7);
