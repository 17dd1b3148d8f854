//! Reviews of accuracy over HTTP (RTS-06).

mod confirm;
mod list;
mod view;

pub use confirm::confirm_accuracy;
pub use list::list_accuracy_reviews;
