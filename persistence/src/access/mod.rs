//! Who may do what to whom, from current rows: actor → relationships → [`Permit`].
//!
//! [`crate::Tx::permit`] reads how an actor stands to a subject at this instant and asks the policy.
//! Actor and permit carry the lifetime of their transaction, which no other value has: neither can
//! be kept for later, nor used in another transaction.
//!
//! What has no actor is closed to other crates. They begin no session,
//!
//! ```compile_fail,E0603
//! use domain::{accounts::{clients::ClientFamily, sessions::SessionKind}, ids::UserId};
//! use persistence::{Tx, accounts::sessions};
//!
//! fn sign_in_as(tx: &mut Tx<'_>, user: UserId) {
//!     let _ = sessions::begin(tx, user, SessionKind::Staff, ClientFamily::Unknown);
//! }
//! ```
//!
//! write no event of their own,
//!
//! ```compile_fail,E0603
//! use persistence::{Tx, audit::{self, Entry}};
//!
//! fn invent(tx: &mut Tx<'_>, entry: &Entry) {
//!     let _ = audit::append(tx, entry);
//! }
//! ```
//!
//! and read no signing key without the installation's token:
//!
//! ```compile_fail,E0061
//! use persistence::{Tx, accounts::signing_keys};
//!
//! fn steal(tx: &mut Tx<'_>) {
//!     let _ = signing_keys::read(tx);
//! }
//! ```
//!
//! An answer kept for a repetition is found under a permit, not for a person:
//!
//! ```compile_fail,E0308
//! use domain::ids::UserId;
//! use persistence::{Tx, idempotency};
//!
//! fn look(tx: &mut Tx<'_>, person: UserId) {
//!     let _ = idempotency::find(tx, person, "key", &[0; 32]);
//! }
//! ```

mod actor;
mod installation;
mod observer;
mod permit;
mod related;
pub(crate) mod relationships;
mod withheld;

pub use actor::Actor;
pub use installation::Installation;
pub use observer::Observer;
pub use permit::{Permit, PermitError};
pub use related::Related;
pub(crate) use withheld::withheld_from;
