//! Districts, schools, agreements and terms.

pub mod academic_sessions;
