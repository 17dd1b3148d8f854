//! Staff over HTTP.

mod end;
mod invite_to_district;
mod invite_to_school;
mod list;
mod view;

pub use end::end_staff_roles;
pub use invite_to_district::invite_district_staff;
pub use invite_to_school::invite_school_staff;
pub use list::list_staff;
