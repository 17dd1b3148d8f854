//! Districts, schools, agreements and terms.

pub mod academic_sessions;
pub mod agreements;
pub mod domains;
pub(crate) mod grounds;
pub mod organization;
mod rezone;
pub mod schools;
pub mod state;
