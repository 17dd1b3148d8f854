//! Classes, who is in them, who teaches them, and the codes that lead to them.

use domain::{category::Category, organizations::purpose::Purpose};

use super::{Kept, Table, id, indexed, person, plain, readable};

pub(super) const TABLES: &[Table] = &[
    Table {
        name: "classes",
        purpose: Purpose::ClassManagement,
        kept: Kept::WithOrganization,
        columns: &[
            id("organization_id"),
            id("id"),
            id("school_id"),
            id("academic_session_id"),
            plain("title"),
            plain("grade_level"),
            plain("sign_in_code"),
            plain("access_ends_at"),
            plain("archived_at"),
            plain("left_roster_at"),
            plain("source_id"),
            plain("created_at"),
            plain("updated_at"),
        ],
    },
    Table {
        name: "enrollments",
        purpose: Purpose::ClassManagement,
        kept: Kept::ByCategory,
        columns: &[
            id("organization_id"),
            id("id"),
            id("class_id"),
            person("user_id", Category::Enrollment),
            id("collected_under"),
            readable("begins_at", Category::Enrollment),
            readable("ends_at", Category::Enrollment),
            indexed("source_index", Category::Enrollment),
        ],
    },
    Table {
        name: "teaching_assignments",
        purpose: Purpose::ClassManagement,
        kept: Kept::ByCategory,
        columns: &[
            id("organization_id"),
            id("id"),
            id("class_id"),
            person("user_id", Category::Enrollment),
            readable("role", Category::Enrollment),
            person("granted_by", Category::Enrollment),
            readable("begins_at", Category::Enrollment),
            readable("ends_at", Category::Enrollment),
            indexed("source_index", Category::Enrollment),
        ],
    },
    Table {
        name: "join_codes",
        purpose: Purpose::ClassManagement,
        kept: Kept::WithOrganization,
        columns: &[
            id("organization_id"),
            id("id"),
            id("class_id"),
            plain("code"),
            plain("uses"),
            plain("max_uses"),
            person("created_by", Category::Enrollment),
            plain("created_at"),
            plain("expires_at"),
            plain("revoked_at"),
        ],
    },
];
