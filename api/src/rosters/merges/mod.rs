//! Accounts that are one person's, over HTTP.

mod list;
mod merge;
mod proposals;
mod show;
mod undo;
mod view;

pub use list::list_account_merges;
pub use merge::merge_accounts;
pub use proposals::list_merge_proposals;
pub use show::show_account_merge;
pub use undo::undo_account_merge;
