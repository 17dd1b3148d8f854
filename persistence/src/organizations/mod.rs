//! Districts, schools, agreements, terms, and who works there.

pub mod academic_sessions;
pub mod agreements;
pub mod organization;
pub mod schools;
pub mod staff;
pub mod staff_roles;
