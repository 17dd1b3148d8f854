//! Districts and schools: their time zone, and what they have agreed with Hallpass.

pub mod academic_session;
pub mod agreement;
pub mod attestation;
pub mod authority_end;
pub mod authorization;
pub mod checklist;
pub mod consent_mode;
pub mod destruction;
pub mod notice;
pub mod parent_request;
pub mod purpose;
pub mod school_exit;
pub mod time_zone;
