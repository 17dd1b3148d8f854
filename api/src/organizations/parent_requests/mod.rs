//! What parents of a school's students ask for, over HTTP (SCH-07).

mod answer;
mod file;
mod list;
mod view;

pub use answer::answer_parent_request;
pub use file::file_parent_request;
pub use list::list_parent_requests;
