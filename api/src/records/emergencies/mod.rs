//! Health or safety emergencies of students over HTTP (34 CFR 99.36).

mod close;
mod extend;
mod list;
mod open;
mod view;

pub use close::end_emergency;
pub use extend::renew_emergency;
pub use list::list_emergencies;
pub use open::record_emergency;
