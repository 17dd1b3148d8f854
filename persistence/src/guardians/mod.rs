//! Guardians of students at school.

mod decide;
mod erasure;
mod issue;
mod limits;
mod list;
mod own;
mod redeem;
mod standing;

pub use decide::{DecideOutcome, decide};
pub(crate) use erasure::{end_of_guardian, forget_student};
pub use issue::{IssueOutcome, IssuedCode, NewPairingCode, issue, revoke};
pub use limits::{GuardianLimit, LimitOutcome, NewLimit, lift, limit};
pub use list::{GuardianRecord, list};
pub use own::{GiveUpOutcome, OwnGuardianship, give_up, own};
pub use redeem::{NewGuardian, RedeemOutcome, redeem, redeem_with_new_account, still_pairs};
pub(crate) use standing::{
    guards_anybody, holds_rights, keeps_account, rights_holders, was_guardian,
};
