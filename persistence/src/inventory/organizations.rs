//! Tenants, their keys, schools, agreements and terms.

use domain::{category::Category, organizations::purpose::Purpose};

use super::{Kept, Table, hashed, id, person, plain, readable, wrapped};

pub(super) const TABLES: &[Table] = &[
    Table {
        name: "organizations",
        purpose: Purpose::Account,
        kept: Kept::WithOrganization,
        columns: &[
            id("organization_id"),
            plain("kind"),
            plain("name"),
            plain("slug"),
            plain("state"),
            plain("roster_revision"),
            plain("created_at"),
            plain("updated_at"),
        ],
    },
    Table {
        name: "handles",
        purpose: Purpose::Account,
        kept: Kept::WithOrganization,
        columns: &[plain("kind"), plain("handle"), id("organization_id")],
    },
    Table {
        name: "organization_keys",
        purpose: Purpose::Security,
        kept: Kept::WithOrganization,
        columns: &[
            id("organization_id"),
            plain("master_key_id"),
            wrapped("wrapped"),
            plain("created_at"),
        ],
    },
    Table {
        name: "subject_keys",
        purpose: Purpose::Security,
        kept: Kept::For("as long as what is sealed under it"),
        columns: &[id("organization_id"), id("subject_id"), wrapped("wrapped")],
    },
    Table {
        name: "schools",
        purpose: Purpose::ClassManagement,
        kept: Kept::WithOrganization,
        columns: &[
            id("organization_id"),
            id("id"),
            plain("name"),
            plain("time_zone"),
            plain("source_id"),
            plain("created_at"),
            plain("updated_at"),
            plain("ended_at"),
        ],
    },
    Table {
        name: "agreements",
        purpose: Purpose::ProofOfConsent,
        kept: Kept::Rule("R-24"),
        columns: &[
            id("organization_id"),
            id("id"),
            id("school_id"),
            readable("signatory_role", Category::Authorization),
            readable("signed_on", Category::Authorization),
            readable("starts_on", Category::Authorization),
            readable("ends_on", Category::Authorization),
            readable("data_schedule", Category::Authorization),
            hashed("document_digest", Category::Authorization),
            person("recorded_by", Category::Authorization),
            readable("recorded_at", Category::Authorization),
        ],
    },
    Table {
        name: "academic_sessions",
        purpose: Purpose::ClassManagement,
        kept: Kept::WithOrganization,
        columns: &[
            id("organization_id"),
            id("id"),
            plain("kind"),
            plain("title"),
            plain("starts_on"),
            plain("ends_on"),
            plain("school_year"),
            id("parent_id"),
            plain("source_id"),
            plain("created_at"),
            plain("updated_at"),
            plain("ended_at"),
        ],
    },
];
