//! Links to the page of a student's record.

use chrono::TimeDelta;

/// How long a link to the page of a record holds: a client opens it at once. Whoever has the address needs
/// no other secret, so that it opens one time, and only while the session that asked for it stands.
pub const RECORD_LINK_HOLDS: TimeDelta = TimeDelta::minutes(5);
