//! A district lets the platform's support look at one student for one question, for a few hours (FER-06).
//!
//! A grant is a row of the tenant. The platform has an entry that says in which tenant it is and until when,
//! and nothing about whom.

mod grant;
mod inbox;
mod list;
mod look;

pub use grant::{end, grant};
pub(crate) use inbox::is_open;
pub use inbox::{NewGrant, OpenGrant, open_grants};
pub use list::{SupportGrant, list};
pub use look::{CourseSeen, SupportedStudent, look};
