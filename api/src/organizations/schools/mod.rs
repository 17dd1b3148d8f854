//! Schools over HTTP.

mod create;
mod list;
mod show;
mod update;
mod view;

pub use create::create_school;
pub use list::list_schools;
pub use show::show_school;
pub use update::update_school;
pub use view::SchoolView;
