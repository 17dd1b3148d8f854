//! Holds: what a named matter keeps from being deleted (RET-03). Whoever ends data asks what
//! stands against it, of which a hold is a part; nothing else asks, so a hold opens nothing and is no ground
//! for use.

mod held;
mod list;
mod place;
mod release;
mod renew;
mod row;

pub(crate) use held::held;
pub use list::{list, show};
pub use place::{HoldPlace, NewHold, PlaceOutcome, place};
pub use release::release;
pub use renew::{RenewOutcome, renew};
pub use row::LegalHold;
