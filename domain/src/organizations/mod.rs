//! Districts and schools: their time zone, and what they have agreed with Hallpass.

pub mod academic_session;
pub mod agreement;
pub mod authorization;
pub mod purpose;
pub mod time_zone;
