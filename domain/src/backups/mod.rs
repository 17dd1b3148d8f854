//! Backups, and the ledger of erasures that keeps a restored one from bringing back who was erased
//! (RET-04, SEC-11, SEC-12, R-23).

pub mod erased;
pub mod expiry;
pub mod ledger;
