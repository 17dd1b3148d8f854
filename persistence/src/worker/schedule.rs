//! Writing work down.

use chrono::{DateTime, Utc};
use diesel::prelude::*;
use domain::{
    ids::JobId,
    worker::{JobKind, JobState},
};
use uuid::Uuid;

use crate::{
    database::Tx,
    error::DbError,
    schema::jobs,
    sql_types::{BindUuid, bind_instant},
};

/// Writes down work of a kind about a thing, due at an instant. The same work is written once.
///
/// # Errors
/// If the database fails.
pub(crate) fn schedule(
    tx: &mut Tx<'_>,
    kind: JobKind,
    subject: Uuid,
    due_at: DateTime<Utc>,
) -> Result<(), DbError> {
    let id: JobId = tx.new_id();
    let row = (
        jobs::organization_id.eq(tx.tenant()),
        jobs::id.eq(id),
        jobs::kind.eq(kind),
        jobs::subject_id.eq(BindUuid(subject)),
        jobs::due_at.eq(bind_instant(due_at)),
        jobs::state.eq(JobState::Waiting),
        jobs::attempts.eq(0),
        jobs::not_before.eq(bind_instant(due_at)),
        jobs::created_at.eq(bind_instant(tx.now())),
    );
    let insert = diesel::insert_into(jobs::table)
        .values(row)
        .on_conflict_do_nothing();
    on_connection!(tx.conn(), |conn| insert.execute(conn))?;
    Ok(())
}
