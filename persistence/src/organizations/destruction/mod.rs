//! What was destroyed because a school's authority ended, and the certificate of it (RET-05).

mod issue;
mod list;
mod note;

pub(crate) use issue::issue;
pub use issue::{CertificateFacts, Sign};
pub use list::{SignedCertificate, list};
pub(crate) use note::{Destroyed, note};
