//! Questions about privacy without an account.

mod close;
mod file;
mod list;

pub use close::close_privacy_enquiry;
pub use file::file_privacy_enquiry;
pub use list::list_privacy_enquiries;
