//! Districts, schools, agreements and terms.

pub mod academic_sessions;
pub mod accuracy_reviews;
pub mod agreements;
pub mod destruction;
pub mod domains;
pub(crate) mod grounds;
pub mod organization;
pub mod parent_requests;
pub mod revocations;
mod rezone;
pub mod school_exit;
pub mod school_notices;
pub mod schools;
pub mod state;

pub use grounds::GroundKind;
