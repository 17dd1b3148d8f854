//! Direct notices to schools over HTTP.

mod acknowledge;
mod list;
mod send;
mod text;
mod view;

pub use acknowledge::acknowledge_school_notice;
pub use list::list_school_notices;
pub use send::send_school_notice;
