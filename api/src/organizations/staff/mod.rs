//! Staff over HTTP.

mod end;
mod end_in_district;
mod invite_again;
mod invite_to_district;
mod invite_to_school;
mod list;
mod list_in_district;
mod reset_at_school;
mod reset_in_district;
mod view;

pub use end::end_staff_roles;
pub use end_in_district::end_district_staff;
pub use invite_again::invite_staff_member;
pub use invite_to_district::invite_district_staff;
pub use invite_to_school::invite_school_staff;
pub use list::list_staff;
pub use list_in_district::list_district_staff;
pub use reset_at_school::reset_staff_credential;
pub use reset_in_district::reset_district_staff_credential;
