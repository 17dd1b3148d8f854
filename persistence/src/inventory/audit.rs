//! The audit log: events, the chain that links them, and the events that wait to be linked.

use domain::{category::Category, organizations::purpose::Purpose};

use super::{Kept, Table, digest, hashed, id, person, plain, readable, sealed};

pub(super) const TABLES: &[Table] = &[
    Table {
        name: "audit_events",
        purpose: Purpose::LegalDuty,
        kept: Kept::Rule("R-21"),
        columns: &[
            id("organization_id"),
            id("id"),
            readable("at", Category::AuditTrail),
            readable("happening", Category::AuditTrail),
            readable("outcome", Category::AuditTrail),
            person("actor_id", Category::AuditTrail),
            readable("relationship", Category::AuditTrail),
            readable("basis", Category::AuditTrail),
            readable("subject_kind", Category::AuditTrail),
            id("subject_id"),
            person("person_id", Category::AuditTrail),
            readable("records", Category::AuditTrail),
            id("request_id"),
            readable("source_network", Category::AuditTrail),
            readable("source_client", Category::AuditTrail),
            sealed("detail", Category::AuditTrail),
            hashed("leaf", Category::AuditTrail),
        ],
    },
    Table {
        name: "audit_links",
        purpose: Purpose::LegalDuty,
        kept: Kept::Rule("R-21"),
        columns: &[
            id("organization_id"),
            plain("position"),
            id("event_id"),
            digest("link"),
        ],
    },
    Table {
        name: "audit_queue",
        purpose: Purpose::LegalDuty,
        kept: Kept::For("until the event is linked"),
        columns: &[id("organization_id"), id("event_id")],
    },
];
