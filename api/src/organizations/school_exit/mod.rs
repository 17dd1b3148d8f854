//! How a school leaves (RET-05).

mod archive;
mod ask;
mod fetch;
mod show;
mod view;

pub use ask::ask_for_school_export;
pub use fetch::fetch_school_export;
pub use show::show_school_exit;
