//! Ending accounts whose time is over.

use diesel::prelude::*;
use domain::{
    audit::{ChangeRole, Changed},
    backups::erased::ErasureCause,
    ids::{RetentionRunId, UserId},
    retention::disposition::Disposition,
    worker::JobKind,
};

use super::survey::again;
use crate::{
    access::Installation,
    accounts::erasure,
    audit::{self, Entry},
    consent,
    database::Tx,
    error::DbError,
    schema::retention_runs,
    staff::end::end_all_work,
};

/// Deletes what is held of these accounts, as far as they are still to end: how many. What a student's
/// account had is gone with its key; of an adult's stays a row without a name, and their classes.
///
/// # Errors
/// If the database or the cipher fails.
pub fn end(
    tx: &mut Tx<'_>,
    _by: &Installation,
    run: RetentionRunId,
    people: &[UserId],
) -> Result<usize, DbError> {
    let mut ended: Vec<UserId> = Vec::new();
    for account in again(tx, people)? {
        let person = account.person;
        match account.disposition {
            Some(Disposition::Purge) => {
                consent::end_for_erased(tx, person)?;
                erasure::delete_student(tx, person, ErasureCause::TimeOver)?;
            }
            Some(Disposition::Anonymise) => {
                end_all_work(tx, person)?;
                erasure::anonymize_adult(tx, person, ErasureCause::TimeOver)?;
            }
            _ => continue,
        }
        ended.push(person);
    }
    if ended.is_empty() {
        return Ok(0);
    }
    let purged = i32::try_from(ended.len()).unwrap_or(i32::MAX);
    diesel::update(retention_runs::table.find((tx.tenant(), run)))
        .set(retention_runs::purged.eq(retention_runs::purged + purged))
        .execute(tx.conn())?;
    let changed = Changed::of(run).and(Changed::each(ChangeRole::Ended, ended.iter().copied()));
    audit::append(tx, &Entry::work(JobKind::RunRetention).that(changed))?;
    Ok(ended.len())
}
