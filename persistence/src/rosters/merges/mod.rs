//! Accounts that are one person's: the one that a roster made under a new key is merged into the one
//! of who left, and taken out again if that was wrong (decision 8).

mod hand_over;
mod identity;
mod list;
mod merge;
mod proposals;
mod side;
mod undo;

pub use list::{AccountMerge, list, read};
pub use merge::{MergeOutcome, merge};
pub use proposals::{LeftAccount, MergeProposal, proposals};
pub use undo::undo;
