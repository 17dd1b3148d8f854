//! Districts and schools: their time zone, and what they have agreed with Hallpass.

pub mod academic_session;
pub mod agreement;
pub mod authorization;
pub mod grant_scope;
pub mod purpose;
pub mod staff_role;
pub mod time_zone;
