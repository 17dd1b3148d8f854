//! The audit log over HTTP.

mod events_query;
mod list;
mod view;

use list::list_audit_events;
pub use view::AuditEventView;

operations! {
    list_audit_events => Permit(ReadAuditLog), Disclosure, [AuditTrail];
}
