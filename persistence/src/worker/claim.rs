//! Taking work that is due.

use chrono::{DateTime, Utc};
use diesel::prelude::*;
use domain::{
    ids::{Id, JobId, OrganizationId},
    worker::{JobKind, JobState, LEASE},
};
use uuid::Uuid;

use crate::{
    access::Installation,
    database::Tx,
    error::DbError,
    schema::jobs,
    sql_types::{BindUuid, bind_instant},
};

/// A piece of work that this process has taken, for as long as its lease.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Claimed {
    pub(super) id: JobId,
    pub(super) subject: Uuid,
    /// Which taking of it this is: another process that takes it later has a higher number.
    pub(super) attempts: i32,
    /// What is to be done.
    pub kind: JobKind,
    /// When it was due.
    pub due_at: DateTime<Utc>,
}

impl Claimed {
    /// The thing that it is about. Its kind follows from the kind of the work.
    pub(crate) fn subject<Kind>(&self) -> Id<Kind> {
        Id::from_uuid(self.subject)
    }
}

/// The organizations that have work which is due and taken by nobody, in the order in which it was
/// due; so many at most.
///
/// # Errors
/// If the database fails.
pub fn with_work(
    tx: &mut Tx<'_>,
    _by: &Installation,
    at_most: usize,
) -> Result<Vec<OrganizationId>, DbError> {
    tx.require_platform()?;
    let now = bind_instant(tx.now());
    // Some of the first are enough: what is left is found when those are done.
    let waiting: Vec<OrganizationId> = jobs::table
        .filter(jobs::state.eq(JobState::Waiting))
        .filter(jobs::not_before.le(now))
        .filter(jobs::leased_until.is_null().or(jobs::leased_until.le(now)))
        .order(jobs::not_before)
        .limit(1_000)
        .select(jobs::organization_id)
        .load(tx.conn())?;
    let mut organizations = Vec::new();
    for organization in waiting {
        if organizations.len() < at_most && !organizations.contains(&organization) {
            organizations.push(organization);
        }
    }
    Ok(organizations)
}

/// Takes the work of the tenant that was due first; `None` if none is.
///
/// # Errors
/// If the database fails.
pub fn claim(tx: &mut Tx<'_>, _by: &Installation) -> Result<Option<Claimed>, DbError> {
    type Row = (JobId, JobKind, BindUuid, DateTime<Utc>, i32);
    let now = bind_instant(tx.now());
    let due: Option<Row> = jobs::table
        .filter(jobs::organization_id.eq(tx.tenant()))
        .filter(jobs::state.eq(JobState::Waiting))
        .filter(jobs::not_before.le(now))
        .filter(jobs::leased_until.is_null().or(jobs::leased_until.le(now)))
        .order((jobs::due_at, jobs::id))
        .select((
            jobs::id,
            jobs::kind,
            jobs::subject_id,
            jobs::due_at,
            jobs::attempts,
        ))
        .first(tx.conn())
        .optional()?;
    let Some((id, kind, BindUuid(subject), due_at, attempts)) = due else {
        return Ok(None);
    };
    let attempts = attempts.saturating_add(1);
    diesel::update(jobs::table.find((tx.tenant(), id)))
        .set((
            jobs::attempts.eq(attempts),
            jobs::leased_until.eq(Some(bind_instant(tx.now() + LEASE))),
        ))
        .execute(tx.conn())?;
    Ok(Some(Claimed {
        id,
        subject,
        attempts,
        kind,
        due_at,
    }))
}
