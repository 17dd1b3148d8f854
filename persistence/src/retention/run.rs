//! A run as it is stored, and what it found.

use chrono::{DateTime, Utc};
use diesel::prelude::*;
use domain::{
    audit::Changed,
    ids::RetentionRunId,
    retention::run::{CapVerdict, RunState, cap, may_end},
    worker::JobKind,
};

use crate::{
    access::Installation,
    audit::{self, Entry},
    connection::MultiBackend,
    database::Tx,
    error::DbError,
    schema::retention_runs,
    sql_types::bind_instant,
    worker::Task,
};

#[derive(Clone, Debug, Queryable, Selectable)]
#[diesel(table_name = retention_runs, check_for_backend(MultiBackend))]
pub(super) struct Row {
    pub(super) id: RetentionRunId,
    pub(super) day: DateTime<Utc>,
    pub(super) state: RunState,
    active: i32,
    candidates: i32,
    cap: i32,
    held: i32,
    inspected: i32,
    spared: i32,
    warned: i32,
    purged: i32,
    reduced: i32,
    released_at: Option<DateTime<Utc>>,
    ended_at: Option<DateTime<Utc>>,
}

/// What a run found and did. Numbers of accounts, if nothing else is said.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct RunCounts {
    /// Active accounts of the tenant.
    pub active: u64,
    /// Accounts that are past their time, and against whose end nothing stands.
    pub candidates: u64,
    /// How many a run ends without a person.
    pub cap: u64,
    /// Accounts that are past their time and held for a matter.
    pub held: u64,
    /// Accounts that are past their time, and that somebody inspects or contests.
    pub inspected: u64,
    /// Accounts that are not used and cannot be spared: the last administrator's.
    pub spared: u64,
    /// Accounts of which somebody was warned.
    pub warned: u64,
    /// Accounts that ended.
    pub purged: u64,
    /// Single tries that gave way to summaries.
    pub reduced: u64,
}

/// A day's run.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RetentionRun {
    /// Its id.
    pub id: RetentionRunId,
    /// The instant at which its day began, in UTC.
    pub day: DateTime<Utc>,
    /// Where it stands.
    pub state: RunState,
    /// What it found and did.
    pub counts: RunCounts,
    /// When a person released it.
    pub released_at: Option<DateTime<Utc>>,
    /// When it was done.
    pub ended_at: Option<DateTime<Utc>>,
}

impl From<Row> for RetentionRun {
    fn from(row: Row) -> Self {
        let number = |stored: i32| u64::try_from(stored).unwrap_or_default();
        Self {
            id: row.id,
            day: row.day,
            state: row.state,
            counts: RunCounts {
                active: number(row.active),
                candidates: number(row.candidates),
                cap: number(row.cap),
                held: number(row.held),
                inspected: number(row.inspected),
                spared: number(row.spared),
                warned: number(row.warned),
                purged: number(row.purged),
                reduced: number(row.reduced),
            },
            released_at: row.released_at,
            ended_at: row.ended_at,
        }
    }
}

/// How many there are.
pub(super) fn count(rows: usize) -> u64 {
    u64::try_from(rows).unwrap_or(u64::MAX)
}

fn stored(number: u64) -> i32 {
    i32::try_from(number).unwrap_or(i32::MAX)
}

/// The run that a piece of work is about.
pub fn run_of(task: &Task<'_>) -> RetentionRunId {
    task.subject()
}

/// The run of the tenant with this id.
///
/// # Errors
/// If the database fails.
pub fn read_run(
    tx: &mut Tx<'_>,
    _by: &Installation,
    run: RetentionRunId,
) -> Result<Option<RetentionRun>, DbError> {
    find(tx, run)
}

pub(super) fn find(tx: &mut Tx<'_>, run: RetentionRunId) -> Result<Option<RetentionRun>, DbError> {
    let row: Option<Row> = retention_runs::table
        .find((tx.tenant(), run))
        .select(Row::as_select())
        .first(tx.conn())
        .optional()?;
    Ok(row.map(Into::into))
}

/// Writes down what a run found, and whether it goes on or waits for a person.
///
/// # Errors
/// If the database fails.
pub fn settle(
    tx: &mut Tx<'_>,
    _by: &Installation,
    run: RetentionRunId,
    found: &RunCounts,
) -> Result<CapVerdict, DbError> {
    let held = find(tx, run)?.ok_or(DbError::Corrupt("a run is not deleted"))?;
    let seen = (held.state == RunState::Released).then_some(held.counts.candidates);
    let verdict = may_end(found.candidates, found.active, seen);
    let state = match verdict {
        CapVerdict::GoOn => held.state,
        CapVerdict::AskAPerson => RunState::Stopped,
    };
    diesel::update(retention_runs::table.find((tx.tenant(), run)))
        .set((
            retention_runs::state.eq(state),
            retention_runs::active.eq(stored(found.active)),
            retention_runs::candidates.eq(stored(found.candidates)),
            retention_runs::cap.eq(stored(cap(found.active))),
            retention_runs::held.eq(stored(found.held)),
            retention_runs::inspected.eq(stored(found.inspected)),
            retention_runs::spared.eq(stored(found.spared)),
        ))
        .execute(tx.conn())?;
    audit::append(
        tx,
        &Entry::work(JobKind::RunRetention).that(Changed::of(run)),
    )?;
    Ok(verdict)
}

/// Notes that a run is done.
///
/// # Errors
/// If the database fails.
pub fn finish(tx: &mut Tx<'_>, _by: &Installation, run: RetentionRunId) -> Result<(), DbError> {
    diesel::update(retention_runs::table.find((tx.tenant(), run)))
        .set((
            retention_runs::state.eq(RunState::Done),
            retention_runs::ended_at.eq(Some(bind_instant(tx.now()))),
        ))
        .execute(tx.conn())?;
    audit::append(
        tx,
        &Entry::work(JobKind::RunRetention).that(Changed::of(run)),
    )
}
