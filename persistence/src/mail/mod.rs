//! Messages to adults: written by the transaction that causes them, sent by the worker, at least once.
//!
//! Address and content are sealed under the recipient's key, and forgotten once a mail server has
//! taken the message.

mod open;
mod post;
mod recipient;

pub(crate) use open::withdraw;
pub use open::{Outgoing, give_up, open, sent};
#[cfg(feature = "testing")]
pub(crate) use post::Content;
pub(crate) use post::{NewMessage, post};
pub(crate) use recipient::AdultRecipient;
