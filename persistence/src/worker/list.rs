//! The list of work, for operators: kinds, states and instants, of every organization.

use chrono::{DateTime, Utc};
use diesel::prelude::*;
use domain::{
    access::action::ListJobs,
    ids::{JobId, OrganizationId},
    worker::{Hindrance, JobKind, JobState},
};

use crate::{
    access::Permit,
    connection::MultiBackend,
    database::Tx,
    error::DbError,
    paging::{PageRequest, Slice},
    schema::jobs,
};

/// A piece of work. It says nothing about anybody.
#[derive(Clone, Debug, PartialEq, Eq, Queryable, Selectable)]
#[diesel(table_name = jobs, check_for_backend(MultiBackend))]
pub struct Job {
    /// Its id.
    pub id: JobId,
    /// Whose it is.
    pub organization_id: OrganizationId,
    /// What is to be done.
    pub kind: JobKind,
    /// Where it stands.
    pub state: JobState,
    /// When it was due.
    pub due_at: DateTime<Utc>,
    /// How often it was tried.
    pub attempts: i32,
    /// Before when it is not tried again.
    pub not_before: DateTime<Utc>,
    /// What hindered it the last time.
    pub hindrance: Option<Hindrance>,
    /// When it was done or given up.
    pub ended_at: Option<DateTime<Utc>>,
}

/// Which work is wanted.
#[derive(Clone, Copy, Debug, Default)]
pub struct JobsWanted {
    /// Of this kind only.
    pub kind: Option<JobKind>,
    /// In this state only.
    pub state: Option<JobState>,
}

/// A page of the work of all organizations, the newest first.
///
/// # Errors
/// If the database fails.
pub fn list<'t>(
    tx: &mut Tx<'t>,
    _permit: &Permit<'t, ListJobs>,
    wanted: JobsWanted,
    page: PageRequest,
) -> Result<Slice<Job>, DbError> {
    tx.require_platform()?;
    let mut query = jobs::table
        .filter(jobs::id.lt(page.before_id()))
        .order(jobs::id.desc())
        .limit(page.limit_plus_one())
        .select(Job::as_select())
        .into_boxed::<MultiBackend>();
    if let Some(kind) = wanted.kind {
        query = query.filter(jobs::kind.eq(kind));
    }
    if let Some(state) = wanted.state {
        query = query.filter(jobs::state.eq(state));
    }
    let rows = query.load(tx.conn())?;
    Ok(page.into_page(rows, |job| job.id.uuid()))
}
