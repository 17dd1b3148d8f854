//! Agreements of schools over HTTP.

mod activate;
mod end;
mod list;
mod record;
mod view;

pub use activate::activate_agreement;
pub use end::end_agreement;
pub use list::list_agreements;
pub use record::record_agreement;
