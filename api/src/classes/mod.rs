//! Classes over HTTP.

mod archive;
mod create;
mod list_mine;
mod list_of_school;
mod show;
mod update;
mod view;

pub use archive::archive_class;
pub use create::create_class;
pub use list_mine::list_my_classes;
pub use list_of_school::list_school_classes;
pub use show::show_class;
pub use update::update_class;
pub use view::ClassView;
