//! Whether a class's report may be taken out (SCH-06).

use diesel::prelude::*;
use domain::{access::action::ExportClassReport, ids::SchoolId};

use crate::{
    access::Permit, database::Tx, error::DbError, organizations::agreements, schema::classes,
};

/// Whether the report of the permitted class may be taken out at this instant: while its school has
/// authority, and for a time after.
///
/// # Errors
/// If the database fails.
pub fn export_is_open<'t>(
    tx: &mut Tx<'t>,
    permit: &Permit<'t, ExportClassReport>,
) -> Result<bool, DbError> {
    let school: SchoolId = classes::table
        .find((tx.tenant(), permit.subject()))
        .select(classes::school_id)
        .first(tx.conn())?;
    agreements::export_is_open(tx, school)
}
