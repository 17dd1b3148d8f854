//! The staff of schools and districts: how they come, who they are, how they go.

mod end;
mod invite;
mod list;

pub use end::{EndOutcome, end};
pub(crate) use invite::first_of_organization;
pub use invite::{InviteOutcome, Invited, NewStaff, to_district, to_school};
pub use list::{StaffMember, list};
