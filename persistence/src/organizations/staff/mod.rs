//! The staff of schools and districts: how they come, who they are, how they go.

mod end;
mod invite;
mod list;
mod reopen;

pub(crate) use end::end_everywhere;
pub use end::{EndOutcome, end, end_in_district};
pub(crate) use invite::first_of_organization;
pub use invite::{InviteOutcome, Invited, NewStaff, to_district, to_school};
pub(crate) use list::read as everybody;
pub use list::{StaffMember, list, list_in_district};
pub(crate) use reopen::reset;
pub use reopen::{ReopenOutcome, invite_again, reset_credential, reset_credential_in_district};
