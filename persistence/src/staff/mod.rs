//! The staff of schools and districts: their roles, how they are invited, who they are, how they go.

pub(crate) mod addresses;
pub(crate) mod end;
pub(crate) mod invitation_scope;
pub mod invitations;
mod invite;
mod invite_many;
mod list;
mod login;
pub mod own_invitations;
mod reopen;
pub mod roles;
mod typed_addresses;

pub(crate) use end::end_everywhere;
pub use end::{EndOutcome, end, end_in_district};
pub(crate) use invite::first_of_organization;
pub use invite::{InviteOutcome, Invited, NewStaff, to_district, to_school};
pub use invite_many::{BatchOutcome, Delivery, many_to_school};
pub(crate) use list::read as everybody;
pub use list::{StaffMember, StaffWanted, list, list_in_district};
pub use login::{AddressOutcome, StaffLogin, change_address, read_login, show_login};
pub(crate) use reopen::reset;
pub use reopen::{ReopenOutcome, invite_again, reset_credential, reset_credential_in_district};
