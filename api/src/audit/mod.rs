//! The audit log: over HTTP, its heads outside of the database, and its verification.

mod events_query;
pub mod heads;
mod list;
pub mod verification;
mod view;

use list::list_audit_events;
pub use view::AuditEventView;

operations! {
    list_audit_events => Permit(ReadAuditLog), Disclosure, [AuditTrail];
}
