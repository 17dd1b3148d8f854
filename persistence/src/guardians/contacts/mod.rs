//! Contacts: whom a roster names as the parents and guardians of students. They have no account by it.
//!
//! Names and address are sealed under the student's key, and forgotten when the contact is over. Where no
//! roster is to bring a contact back, the row stays without them, as a mark.

mod change;
mod end;
mod forget;
mod invite;
pub(super) mod keeper;
mod list;
mod merge;
mod redeem;
mod remove;
mod row;
#[cfg(feature = "testing")]
mod stated;

pub(crate) use change::{Renamed, renamed};
pub(crate) use end::{end, end_of_adult, end_of_adults_among};
pub(super) use end::{end_of_guardian, forget_student};
pub(crate) use forget::{forget, over};
pub use invite::{ContactInvitation, InviteOutcome, InvitedContact, invite};
pub use list::{Contact, list};
pub(crate) use merge::hand_over;
pub(super) use redeem::{Presenter, addressee, note_guardianship};
pub use remove::{RemoveOutcome, remove};
pub(crate) use row::{EMAIL, FAMILY_NAME, GIVEN_NAME, SOURCE, STATEMENT};
#[cfg(feature = "testing")]
pub use stated::state_contact;
