//! Roster imports: the staged bundle, its preview and its row report.

use domain::{category::Category, organizations::purpose::Purpose};

use super::{Kept, Table, digest, id, person, plain, sealed};

pub(super) const TABLES: &[Table] = &[
    Table {
        name: "roster_imports",
        purpose: Purpose::ClassManagement,
        kept: Kept::WithOrganization,
        columns: &[
            id("organization_id"),
            id("id"),
            plain("state"),
            plain("refusal"),
            plain("oneroster_version"),
            digest("bundle_digest"),
            plain("base_revision"),
            plain("summary"),
            person("staged_by", Category::AuditTrail),
            plain("staged_at"),
            person("decided_by", Category::AuditTrail),
            plain("decided_at"),
        ],
    },
    Table {
        name: "roster_bundles",
        purpose: Purpose::ClassManagement,
        kept: Kept::For("until the import is decided, or given up a week later"),
        columns: &[
            id("organization_id"),
            id("import_id"),
            plain("part"),
            sealed("content", Category::Name),
        ],
    },
    Table {
        name: "roster_findings",
        purpose: Purpose::ClassManagement,
        kept: Kept::WithOrganization,
        columns: &[
            id("organization_id"),
            id("import_id"),
            plain("number"),
            plain("file"),
            plain("row"),
            plain("field"),
            plain("code"),
            plain("severity"),
            plain("times"),
        ],
    },
];
