//! Districts, schools, agreements, terms and staff, as those who run them live with them.

mod academic_sessions;
mod agreements;
mod districts;
mod log;
mod requests;
mod schools;
mod staff;
