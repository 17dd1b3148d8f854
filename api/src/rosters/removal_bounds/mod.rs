//! From which share on the removals of an import have to be accepted, over HTTP.

mod of_district;
mod of_school;
mod set_for_district;
mod set_for_school;
mod view;

pub use of_district::show_removal_bounds;
pub use of_school::show_school_removal_bounds;
pub use set_for_district::update_removal_bounds;
pub use set_for_school::update_school_removal_bounds;
