//! Who may do what to whom, from current rows: actor → relationships → [`Permit`].
//!
//! [`crate::Tx::permit`] reads how an actor stands to a subject at this instant and asks the policy.
//! Actor and permit carry the lifetime of their transaction, which no other value has: neither can
//! be kept for later, nor used in another transaction.

mod actor;
mod installation;
mod permit;
mod related;
pub(crate) mod relationships;

pub use actor::Actor;
pub use installation::Installation;
pub use permit::{Permit, PermitError};
pub use related::Related;
