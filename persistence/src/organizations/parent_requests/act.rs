//! Doing what a parent asked for, when its time has come or the school says so.

use diesel::prelude::*;
use domain::{
    audit::Changed,
    backups::erased::ErasureCause,
    ids::ParentRequestId,
    organizations::parent_request::{ParentRequestKind, ParentRequestState, on_time},
    worker::JobKind,
};

use super::read::{ParentRequest, find};
use crate::{
    accounts::erasure,
    database::Tx,
    error::DbError,
    rights::{BLOCKED_FOR, is_blocked, suppressions},
    schema::parent_requests,
    sql_types::{BindInstant, bind_instant},
    worker::{self, Task},
};

/// Acts on a request whose time has come, unless it was answered or its time moved. A deletion waits while
/// the record is inspected or contested.
///
/// # Errors
/// If the database fails.
pub fn act<'t>(tx: &mut Tx<'t>, task: Task<'t>) -> Result<(), DbError> {
    let id: ParentRequestId = task.subject();
    let due = find(tx, id)?.filter(|held| held.acts_at.is_some_and(|at| at <= tx.now()));
    let Some((state, held)) = due.and_then(|held| Some((on_time(held.state)?, held))) else {
        return worker::complete(tx, task, Changed::nothing());
    };
    let mut changed = Changed::of(id).referring_to([held.student_id]);
    if state == ParentRequestState::Done && must_wait(tx, &held)? {
        erasure::lock_student(tx, held.student_id)?;
        let again = tx.now() + BLOCKED_FOR;
        diesel::update(parent_requests::table.find((tx.tenant(), id)))
            .set(parent_requests::acts_at.eq(Some(bind_instant(again))))
            .execute(tx.conn())?;
        worker::schedule(tx, JobKind::ActOnParentRequest, id.uuid(), again)?;
        return worker::complete(tx, task, changed);
    }
    if state == ParentRequestState::Done {
        changed = changed.and(carry_out(tx, &held)?);
    }
    diesel::update(parent_requests::table.find((tx.tenant(), id)))
        .set((
            parent_requests::state.eq(state),
            parent_requests::acts_at.eq(None::<BindInstant>),
            parent_requests::decided_at.eq(Some(bind_instant(tx.now()))),
        ))
        .execute(tx.conn())?;
    worker::complete(tx, task, changed)
}

/// Whether a deletion has to wait for a hold, an inspection or an amendment. The account is locked meanwhile
/// (RET-03; 34 CFR 99.10(e)).
pub(super) fn must_wait(tx: &mut Tx<'_>, request: &ParentRequest) -> Result<bool, DbError> {
    Ok(request.kind == ParentRequestKind::Delete && is_blocked(tx, request.student_id)?)
}

/// Does what is asked for: what that changed.
pub(super) fn carry_out(tx: &mut Tx<'_>, request: &ParentRequest) -> Result<Changed, DbError> {
    let student = request.student_id;
    match request.kind {
        ParentRequestKind::Review => Ok(Changed::nothing()),
        ParentRequestKind::Deactivate | ParentRequestKind::NoFurtherSubmissions => {
            erasure::lock_student(tx, student)?;
            // No roster registers the child again (AGE-16).
            suppressions::leave(tx, student, ErasureCause::ParentRequested)?;
            Ok(Changed::of(student))
        }
        ParentRequestKind::Delete => {
            erasure::delete_student(tx, student, ErasureCause::ParentRequested)?;
            Ok(Changed::ended(student))
        }
    }
}
