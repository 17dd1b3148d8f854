//! Answers kept beside their effects.

use domain::{category::Category, organizations::purpose::Purpose};

use super::{Kept, Table, digest, id, person, plain, sealed};

pub(super) const TABLES: &[Table] = &[Table {
    name: "idempotency_keys",
    purpose: Purpose::Security,
    kept: Kept::For("72 hours"),
    columns: &[
        id("organization_id"),
        person("principal_id", Category::Technical),
        plain("key"),
        digest("fingerprint"),
        plain("status"),
        sealed("body", Category::Technical),
        sealed("location", Category::Technical),
        plain("created_at"),
        plain("expires_at"),
    ],
}];
