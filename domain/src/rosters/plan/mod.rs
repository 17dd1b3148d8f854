//! What an import would do: the state wanted beside the state held.
//!
//! Generic in the key, because persons are held under a keyed digest of their `sourcedId` and not
//! under its text, and in the facts, because only `persistence` knows what is stored.

mod compare;
mod counts;
mod removal;
mod staging;

pub use compare::{Held, Side, Step, Wanted, compare};
pub use counts::{Kind, PlanCounts};
pub use removal::{
    Ending, Removal, RemovalGuard, SCHOOL_SHARE, SECTION_MINIMUM, SECTION_SHARE, STAFF_MINIMUM,
    STAFF_SHARE, Share, Shrink,
};
pub use staging::DECIDED_WITHIN;
