//! The audit log (SEC-09, invariant 3): what happened, in the transaction in which it happened.
//!
//! An event's row is never changed. Its `leaf` is the hash of everything in it (RFC 6962 §2.1, with
//! sealed content as ciphertext, so that erasure breaks nothing); `audit_links` gives it a position
//! and chains it to the one before with a key of the organization's. Embedded, events are linked
//! before their commit. On PostgreSQL they are linked right after it, by whichever instance holds the
//! organization's turn; until then they stand in `audit_queue`. `audit_heads` says where each chain
//! ends, and `audit_installation` where all of them ended when that was last looked at.
//!
//! What an event was about is a list in `audit_objects`, named by its digest, which the leaf
//! includes. Events that were about the same share a list.

mod apart;
mod append;
mod detail;
mod entry;
mod hashes;
mod head;
mod installation;
mod keyed;
mod link;
mod list;
mod objects;
mod stored;
mod verify;

pub(crate) use apart::APART;
pub(crate) use append::append;
pub(crate) use append::disclosed_to_platform;
pub use append::{changed, disclosed, refused};
pub use detail::detail;
#[cfg(feature = "testing")]
pub(crate) use entry::Detail;
pub(crate) use entry::Entry;
pub use hashes::Digest;
pub(crate) use installation::begin as begin_installation;
pub use installation::{Extent, InstallationHead, cover, extent};
pub use keyed::Head;
pub(crate) use link::link;
pub use list::{Event, EventsWanted, LoggedEvent, OBJECTS_SHOWN, list};
pub use verify::{Fault, KnownHead, Verdict, verify};
