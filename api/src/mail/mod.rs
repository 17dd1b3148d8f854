//! Messages to adults: their texts, and handing them to a mail server.

mod mailer;
mod send;
mod templates;

pub use mailer::Mailer;
pub(crate) use send::send;
pub use templates::{Text, text};
