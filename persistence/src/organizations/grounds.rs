//! What personal data is collected under: every row about a student names one (invariant 5).

use diesel::prelude::*;
use domain::ids::GroundId;

use crate::{database::Tx, error::DbError, schema::grounds};

domain::text_enum! {
    /// What a ground is.
    pub enum GroundKind {
        /// An agreement of a school (SCH-02).
        Agreement = "agreement",
        /// A consent of a parent (VPC-01).
        Consent = "consent",
        /// A sandbox: what the service needs to work, beside an alias (SCH-04; 16 CFR 312.5(c)(7)).
        Sandbox = "sandbox",
    }
}

/// Writes the ground that an agreement, a consent or a sandbox with the same id is.
///
/// # Errors
/// If the database fails.
pub(crate) fn put(tx: &mut Tx<'_>, kind: GroundKind, id: GroundId) -> Result<(), DbError> {
    let row = (
        grounds::organization_id.eq(tx.tenant()),
        grounds::id.eq(id),
        grounds::kind.eq(kind),
    );
    diesel::insert_into(grounds::table)
        .values(row)
        .execute(tx.conn())?;
    Ok(())
}
