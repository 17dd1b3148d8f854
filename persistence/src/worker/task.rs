//! The permit of work that no person asked for.

use std::marker::PhantomData;

use chrono::{DateTime, Utc};
use diesel::prelude::*;
use domain::{
    audit::Changed,
    ids::Id,
    worker::{JobKind, JobState},
};
use uuid::Uuid;

use super::claim::Claimed;
use crate::{
    access::Installation,
    audit::{self, Entry},
    database::Tx,
    error::DbError,
    schema::jobs,
    sql_types::bind_instant,
};

/// Proof that this process does a piece of work in this transaction. It cannot be built elsewhere,
///
/// ```compile_fail,E0451
/// use persistence::worker::{Claimed, Task};
///
/// fn forge<'t>(claimed: Claimed) -> Task<'t> {
///     Task { claimed, transaction: std::marker::PhantomData }
/// }
/// ```
///
/// and is used up by [`complete`].
#[derive(Debug)]
#[must_use = "work that is not completed is done again"]
pub struct Task<'t> {
    claimed: Claimed,
    transaction: PhantomData<&'t mut ()>,
}

impl Task<'_> {
    /// What is to be done.
    pub fn kind(&self) -> JobKind {
        self.claimed.kind
    }

    /// When it was due.
    pub fn due_at(&self) -> DateTime<Utc> {
        self.claimed.due_at
    }

    /// The thing that it is about. Its kind follows from the kind of the work.
    pub(crate) fn subject<Kind>(&self) -> Id<Kind> {
        Id::from_uuid(self.claimed.subject)
    }
}

/// Goes on with work that was taken; `None` if another process has it by now, it is done, or the clock was
/// set back since and it is not due yet: then it is taken again when the lease is over.
///
/// # Errors
/// If the database fails.
pub fn resume<'t>(
    tx: &mut Tx<'t>,
    _by: &Installation,
    claimed: &Claimed,
) -> Result<Option<Task<'t>>, DbError> {
    if tx.now() < claimed.due_at {
        return Ok(None);
    }
    let mine: Option<Uuid> = jobs::table
        .find((tx.tenant(), claimed.id))
        .filter(jobs::state.eq(JobState::Waiting))
        .filter(jobs::attempts.eq(claimed.attempts))
        .select(jobs::id)
        .first(tx.conn())
        .optional()?;
    Ok(mine.map(|_| Task {
        claimed: *claimed,
        transaction: PhantomData,
    }))
}

/// Notes that the work is done in this transaction, and what that changed.
///
/// # Errors
/// If the database fails.
#[expect(clippy::needless_pass_by_value, reason = "a task is used up")]
pub fn complete<'t>(tx: &mut Tx<'t>, task: Task<'t>, changed: Changed) -> Result<(), DbError> {
    let Task { claimed, .. } = task;
    diesel::update(jobs::table.find((tx.tenant(), claimed.id)))
        .set((
            jobs::state.eq(JobState::Done),
            jobs::leased_until.eq(None::<crate::sql_types::BindInstant>),
            jobs::hindrance.eq(None::<domain::worker::Hindrance>),
            jobs::ended_at.eq(Some(bind_instant(tx.now()))),
        ))
        .execute(tx.conn())?;
    audit::append(tx, &Entry::work(claimed.kind).that(changed))
}
