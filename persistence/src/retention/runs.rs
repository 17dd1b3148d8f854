//! The runs of a district, and the release of one that would end much.

use diesel::prelude::*;
use domain::{
    access::action::ManageRetentionRuns,
    audit::{Changed, Shown},
    ids::RetentionRunId,
    retention::run::RunState,
    worker::JobKind,
};

use super::run::{RetentionRun, Row, find};
use crate::{
    access::Permit,
    audit,
    database::Tx,
    error::DbError,
    paging::{PageRequest, Slice},
    schema::retention_runs,
    sql_types::bind_instant,
    worker,
};

/// A page of the runs of the permitted district, the newest first.
///
/// # Errors
/// If the database fails.
pub fn list<'t>(
    tx: &mut Tx<'t>,
    permit: &Permit<'t, ManageRetentionRuns>,
    page: PageRequest,
) -> Result<Slice<RetentionRun>, DbError> {
    let rows: Vec<Row> = retention_runs::table
        .filter(retention_runs::organization_id.eq(tx.tenant()))
        .filter(retention_runs::id.lt(page.before_id()))
        .order(retention_runs::id.desc())
        .limit(page.limit_plus_one())
        .select(Row::as_select())
        .load(tx.conn())?;
    let slice = page.into_page(rows, |row: &Row| row.id.uuid());
    audit::disclosed(tx, permit, Shown::each(slice.rows.iter().map(|row| row.id)))?;
    Ok(slice.map(Into::into))
}

/// What became of a release.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ReleaseOutcome {
    /// The run goes on, and ends as many accounts as it had found, at most.
    Released(Box<RetentionRun>),
    /// The run does not wait for a person.
    NotStopped,
    /// The district has no such run.
    NothingThere,
}

/// Releases a stopped run of the permitted district.
///
/// # Errors
/// If the database fails.
pub fn release<'t>(
    tx: &mut Tx<'t>,
    permit: &Permit<'t, ManageRetentionRuns>,
    run: RetentionRunId,
) -> Result<ReleaseOutcome, DbError> {
    let Some(held) = find(tx, run)? else {
        return Ok(ReleaseOutcome::NothingThere);
    };
    if held.state != RunState::Stopped {
        return Ok(ReleaseOutcome::NotStopped);
    }
    diesel::update(retention_runs::table.find((tx.tenant(), run)))
        .set((
            retention_runs::state.eq(RunState::Released),
            retention_runs::released_by.eq(Some(permit.actor().user())),
            retention_runs::released_at.eq(Some(bind_instant(tx.now()))),
        ))
        .execute(tx.conn())?;
    worker::schedule(tx, JobKind::RunRetention, run.uuid(), tx.now())?;
    audit::changed(tx, permit, Changed::of(run))?;
    let released = find(tx, run)?.ok_or(DbError::Corrupt("a run is not deleted"))?;
    Ok(ReleaseOutcome::Released(Box::new(released)))
}
