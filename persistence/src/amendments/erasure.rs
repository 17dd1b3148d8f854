//! The end of what was contested of a student's record, with the record.

use chrono::{DateTime, Utc};
use diesel::prelude::*;
use domain::{
    amendments::part::ContestedPart,
    ids::{AmendmentId, UserId},
};
use uuid::Uuid;

use crate::{
    database::Tx,
    error::DbError,
    schema::{amendments, correction_notices, disclosed_statements, statements_of_disagreement},
    sql_types::{BindUuid, bind_instant},
};

/// Whether anything was contested of a student's record from an instant on.
///
/// # Errors
/// If the database fails.
pub(crate) fn stand_of(
    tx: &mut Tx<'_>,
    student: UserId,
    since: DateTime<Utc>,
) -> Result<bool, DbError> {
    let filed: i64 = amendments::table
        .filter(amendments::organization_id.eq(tx.tenant()))
        .filter(amendments::student_id.eq(student))
        .filter(amendments::requested_at.ge(bind_instant(since)))
        .count()
        .get_result(tx.conn())?;
    Ok(filed > 0)
}

/// Deletes what was contested of a student's record, the statements, and what was noted beside them.
///
/// # Errors
/// If the database fails.
pub(crate) fn forget_student(tx: &mut Tx<'_>, student: UserId) -> Result<(), DbError> {
    let held = of_student(tx, student, |_| true)?;
    forget(tx, &held)
}

/// Deletes what was contested of a learner's history, which ends: a statement is kept as long as what it
/// is about.
///
/// # Errors
/// If the database fails.
pub(crate) fn forget_learning(tx: &mut Tx<'_>, learner: UserId) -> Result<(), DbError> {
    let held = of_student(tx, learner, ContestedPart::is_of_learning)?;
    forget(tx, &held)
}

/// Deletes what was contested of items of a learner's history, which end.
///
/// # Errors
/// If the database fails.
pub(crate) fn forget_items(
    tx: &mut Tx<'_>,
    learner: UserId,
    items: &[Uuid],
) -> Result<(), DbError> {
    let items = items.iter().copied().map(BindUuid);
    let held: Vec<(AmendmentId, ContestedPart)> = amendments::table
        .filter(amendments::organization_id.eq(tx.tenant()))
        .filter(amendments::student_id.eq(learner))
        .filter(amendments::item_id.assume_not_null().eq_any(items))
        .select((amendments::id, amendments::part))
        .load(tx.conn())?;
    let held = held.into_iter().filter(|(_, part)| part.is_of_learning());
    let held: Vec<AmendmentId> = held.map(|(amendment, _)| amendment).collect();
    forget(tx, &held)
}

fn of_student(
    tx: &mut Tx<'_>,
    student: UserId,
    wanted: impl Fn(ContestedPart) -> bool,
) -> Result<Vec<AmendmentId>, DbError> {
    let held: Vec<(AmendmentId, ContestedPart)> = amendments::table
        .filter(amendments::organization_id.eq(tx.tenant()))
        .filter(amendments::student_id.eq(student))
        .select((amendments::id, amendments::part))
        .load(tx.conn())?;
    let held = held.into_iter().filter(|(_, part)| wanted(*part));
    Ok(held.map(|(amendment, _)| amendment).collect())
}

fn forget(tx: &mut Tx<'_>, held: &[AmendmentId]) -> Result<(), DbError> {
    macro_rules! forget {
        ($table:ident by $column:ident) => {
            let rows = $table::table
                .filter($table::organization_id.eq(tx.tenant()))
                .filter($table::$column.eq_any(held));
            diesel::delete(rows).execute(tx.conn())?;
        };
    }
    forget!(correction_notices by amendment_id);
    forget!(disclosed_statements by amendment_id);
    forget!(statements_of_disagreement by amendment_id);
    forget!(amendments by id);
    Ok(())
}
