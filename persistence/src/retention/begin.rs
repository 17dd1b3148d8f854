//! The run of the day.

use chrono::{DateTime, NaiveTime, Utc};
use diesel::prelude::*;
use domain::{
    ids::{PLATFORM, RetentionRunId},
    retention::{disposition::Disposition, run::RunState},
    worker::JobKind,
};

use super::{facts::Tenancy, learning::due_records, survey::survey};
use crate::{
    access::Installation, database::Tx, error::DbError, schema::retention_runs,
    sql_types::bind_instant, worker,
};

/// Whether the tenant's run of the day is yet to be planned.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RunWanted {
    /// It is.
    Yes,
    /// It was, or there is nothing to do.
    No,
}

/// Whether a run is to be planned for today: every day for a district, and for a home when somebody is to
/// be warned or something ends.
///
/// # Errors
/// If the database fails.
pub fn wanted(tx: &mut Tx<'_>, by: &Installation) -> Result<RunWanted, DbError> {
    if tx.organization() == PLATFORM || of_today(tx)?.is_some() {
        return Ok(RunWanted::No);
    }
    if Tenancy::of_tenant(tx)? == Tenancy::District {
        return Ok(RunWanted::Yes);
    }
    let survey = survey(tx, by, None)?;
    let kept = |disposition: Option<Disposition>| {
        matches!(
            disposition,
            None | Some(Disposition::Keep { .. } | Disposition::Blocked { .. })
        )
    };
    let is_due = survey.judged.iter().any(|judged| !kept(judged.disposition))
        || !due_records(tx, by, None)?.is_empty();
    Ok(if is_due {
        RunWanted::Yes
    } else {
        RunWanted::No
    })
}

/// Writes down the tenant's run of the day, to be done now: its id. A run that still waits for a person
/// is over with it.
///
/// # Errors
/// If the database fails.
pub fn plan(tx: &mut Tx<'_>, _by: &Installation) -> Result<RetentionRunId, DbError> {
    if let Some(planned) = of_today(tx)? {
        return Ok(planned);
    }
    let stopped = retention_runs::table
        .filter(retention_runs::organization_id.eq(tx.tenant()))
        .filter(retention_runs::state.eq_any([RunState::Stopped, RunState::Waiting]));
    diesel::update(stopped)
        .set((
            retention_runs::state.eq(RunState::Superseded),
            retention_runs::ended_at.eq(Some(bind_instant(tx.now()))),
        ))
        .execute(tx.conn())?;
    let id: RetentionRunId = tx.new_id();
    let row = (
        retention_runs::organization_id.eq(tx.tenant()),
        retention_runs::id.eq(id),
        retention_runs::day.eq(bind_instant(today(tx))),
        retention_runs::state.eq(RunState::Waiting),
    );
    diesel::insert_into(retention_runs::table)
        .values(row)
        .execute(tx.conn())?;
    worker::schedule(tx, JobKind::RunRetention, id.uuid(), tx.now())?;
    Ok(id)
}

fn today(tx: &Tx<'_>) -> DateTime<Utc> {
    tx.now().date_naive().and_time(NaiveTime::MIN).and_utc()
}

fn of_today(tx: &mut Tx<'_>) -> Result<Option<RetentionRunId>, DbError> {
    let day = bind_instant(today(tx));
    Ok(retention_runs::table
        .filter(retention_runs::organization_id.eq(tx.tenant()))
        .filter(retention_runs::day.eq(day))
        .select(retention_runs::id)
        .first(tx.conn())
        .optional()?)
}
