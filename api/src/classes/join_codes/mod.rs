//! Codes with which students join a class, over HTTP.

mod issue;
mod join;
mod list;
mod revoke;
mod view;

pub use issue::issue_join_code;
pub use join::join_class;
pub use list::list_join_codes;
pub use revoke::revoke_join_code;
