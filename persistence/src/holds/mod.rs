//! Holds: what a named matter keeps from being deleted (RET-03). Whoever deletes asks `is_held` or
//! `held` first; nothing else asks them, so a hold opens nothing and is no ground for use.

mod held;
mod list;
mod place;
mod release;
mod renew;
mod row;

pub(crate) use held::{HELD_FOR, held, is_held};
pub use list::{list, show};
pub use place::{HoldPlace, NewHold, PlaceOutcome, place};
pub use release::release;
pub use renew::{RenewOutcome, renew};
pub use row::LegalHold;
