//! The end of what was contested of a student's record, with the record.

use diesel::prelude::*;
use domain::ids::{AmendmentId, UserId};

use crate::{
    database::Tx,
    error::DbError,
    schema::{amendments, correction_notices, disclosed_statements, statements_of_disagreement},
};

/// Deletes what was contested of a student's record, the statements, and what was noted beside them.
///
/// # Errors
/// If the database fails.
pub(crate) fn forget_student(tx: &mut Tx<'_>, student: UserId) -> Result<(), DbError> {
    let held: Vec<AmendmentId> = amendments::table
        .filter(amendments::organization_id.eq(tx.tenant()))
        .filter(amendments::student_id.eq(student))
        .select(amendments::id)
        .load(tx.conn())?;
    macro_rules! forget {
        ($table:ident by $column:ident) => {
            let rows = $table::table
                .filter($table::organization_id.eq(tx.tenant()))
                .filter($table::$column.eq_any(&held));
            diesel::delete(rows).execute(tx.conn())?;
        };
    }
    forget!(correction_notices by amendment_id);
    forget!(disclosed_statements by amendment_id);
    forget!(statements_of_disagreement by amendment_id);
    forget!(amendments by id);
    Ok(())
}
