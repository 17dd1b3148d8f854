//! How much work waits, of all organizations.

use std::collections::BTreeMap;

use chrono::{DateTime, Utc};
use diesel::{dsl::count_star, prelude::*};
use domain::{
    text_enum::TextEnum as _,
    worker::{Hindrance, JobKind, JobState},
};

use crate::{
    access::Observer, database::Tx, error::DbError, schema::jobs, sql_types::bind_instant,
};

/// Work of one kind.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct BacklogOfKind {
    /// The kind.
    pub kind: JobKind,
    /// How much is yet to be done.
    pub waiting: u64,
    /// How much of it was due by now.
    pub due: u64,
    /// When the first of what is due was due.
    pub oldest_due_at: Option<DateTime<Utc>>,
}

/// Work that waits.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Backlog {
    /// Every kind, in the order of the vocabulary.
    pub kinds: Vec<BacklogOfKind>,
    /// How much of it was hindered the last time, and by what.
    pub hindered: BTreeMap<Hindrance, u64>,
}

/// Counts the work that waits.
///
/// # Errors
/// [`DbError::Corrupt`] outside of the installation's own organization; if the database fails.
pub fn backlog<'t>(tx: &mut Tx<'t>, _by: &impl Observer<'t>) -> Result<Backlog, DbError> {
    tx.require_platform()?;
    let now = bind_instant(tx.now());
    let waiting = || jobs::table.filter(jobs::state.eq(JobState::Waiting));
    let all: Vec<(JobKind, i64)> = waiting()
        .group_by(jobs::kind)
        .select((jobs::kind, count_star()))
        .load(tx.conn())?;
    let due: Vec<(JobKind, i64)> = waiting()
        .filter(jobs::due_at.le(now))
        .group_by(jobs::kind)
        .select((jobs::kind, count_star()))
        .load(tx.conn())?;
    let hindered: Vec<(Option<Hindrance>, i64)> = waiting()
        .filter(jobs::hindrance.is_not_null())
        .group_by(jobs::hindrance)
        .select((jobs::hindrance, count_star()))
        .load(tx.conn())?;
    let mut kinds = Vec::new();
    for &kind in JobKind::ALL {
        let oldest_due_at = waiting()
            .filter(jobs::kind.eq(kind))
            .filter(jobs::due_at.le(now))
            .order(jobs::due_at)
            .select(jobs::due_at)
            .first(tx.conn())
            .optional()?;
        kinds.push(BacklogOfKind {
            kind,
            waiting: of(&all, kind),
            due: of(&due, kind),
            oldest_due_at,
        });
    }
    let hindered = hindered.into_iter();
    let hindered = hindered.filter_map(|(hindrance, jobs)| Some((hindrance?, count(jobs))));
    Ok(Backlog {
        kinds,
        hindered: hindered.collect(),
    })
}

fn of(counted: &[(JobKind, i64)], kind: JobKind) -> u64 {
    let found = counted.iter().find(|(other, _)| *other == kind);
    found.map_or(0, |(_, jobs)| count(*jobs))
}

fn count(rows: i64) -> u64 {
    u64::try_from(rows).unwrap_or_default()
}
