//! Guardians of students at school.

mod accounts;
mod contacts;
mod decide;
mod erasure;
mod issue;
mod limits;
mod list;
mod own;
mod redeem;
mod standing;

pub(crate) use accounts::{Merges, OnePerson, accounts_of};
#[cfg(feature = "testing")]
pub use contacts::state_contact;
pub use contacts::{
    Contact, ContactInvitation, InviteOutcome, InvitedContact,
    RemoveOutcome as RemoveContactOutcome, invite as invite_contact, list as list_contacts,
    remove as remove_contact,
};
pub(crate) use contacts::{
    EMAIL as CONTACT_EMAIL, FAMILY_NAME as CONTACT_FAMILY_NAME, GIVEN_NAME as CONTACT_GIVEN_NAME,
    Renamed, SOURCE as CONTACT_SOURCE, STATEMENT as CONTACT_STATEMENT, end as end_contacts,
    end_of_adult as end_contacts_of_adult, end_of_adults_among as end_contacts_of_adults_among,
    forget as forget_contacts, hand_over as hand_over_contacts, over as contacts_over, renamed,
};
pub use decide::{DecideOutcome, decide};
pub(crate) use erasure::{end_of_guardian, forget_student};
pub use issue::{IssueOutcome, IssuedCode, NewPairingCode, issue, revoke};
pub use limits::{GuardianLimit, LimitOutcome, NewLimit, lift, limit};
pub use list::{GuardianRecord, list};
pub use own::{GiveUpOutcome, OwnGuardianship, give_up, own};
pub use redeem::{NewGuardian, RedeemOutcome, redeem, redeem_with_new_account, still_pairs};
pub(crate) use standing::{
    contested_students, family, guards_anybody, holds_rights, keeps_account, rights_holders,
    was_guardian,
};
