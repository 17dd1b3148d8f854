//! What proves that data was destroyed because a school's authority ended (RET-05).

mod claims;
mod list;
mod view;

pub(crate) use claims::sign;
pub use list::list_destruction_certificates;
