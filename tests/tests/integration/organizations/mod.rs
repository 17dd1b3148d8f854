//! Districts, schools, agreements, terms and staff, as those who run them live with them.

mod academic_sessions;
mod agreements;
mod authority_ends;
mod authorization;
mod batches;
mod district_staff;
mod districts;
mod domains;
mod invitation_scope;
mod log;
mod logins;
mod own_invitations;
mod reopening;
pub(crate) mod requests;
mod school_exit;
mod school_exit_shared;
mod schools;
mod staff;
