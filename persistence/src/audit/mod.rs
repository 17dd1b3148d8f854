//! The audit log (SEC-09, invariant 3): what happened, in the transaction in which it happened.
//!
//! An event's row is never changed. Its `leaf` is the hash of everything in it (RFC 6962 §2.1, with
//! sealed content as ciphertext, so that erasure breaks nothing); `audit_links` gives it a position
//! and chains it to the one before. Embedded, events are linked before their commit. On PostgreSQL
//! they are linked right after it, by whichever instance holds the organization's turn; until then
//! they stand in `audit_queue`.
//!
//! What an event was about is a list in `audit_objects`, named by its digest, which the leaf
//! includes. Events that were about the same share a list.

mod append;
mod detail;
mod entry;
mod hashes;
mod link;
mod list;
mod objects;
mod verify;

pub(crate) use append::append;
pub use append::{changed, disclosed, refused};
pub use detail::detail;
#[cfg(feature = "testing")]
pub(crate) use entry::Detail;
pub(crate) use entry::Entry;
pub(crate) use link::link;
pub use list::{Event, EventsWanted, LoggedEvent, OBJECTS_SHOWN, list};
pub use verify::{Verdict, verify};
