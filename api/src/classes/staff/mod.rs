//! Those who teach a class over HTTP.

mod appoint;
mod end;
mod list;
mod list_names;
mod show;
mod update;
mod view;

pub use appoint::appoint_class_staff;
pub use end::end_class_staff;
pub use list::list_class_staff;
pub use list_names::list_class_teachers;
pub use show::show_class_staff;
pub use update::update_class_staff;
