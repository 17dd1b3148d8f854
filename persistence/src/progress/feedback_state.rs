//! What becomes of feedback: its student reads it, its teacher withdraws it.

use diesel::prelude::*;
use domain::{
    access::{
        ClassMember,
        action::{GiveFeedback, RecordProgress},
    },
    audit::Changed,
    ids::FeedbackId,
};

use crate::{
    access::Permit, audit, database::Tx, error::DbError, schema::feedback, sql_types::bind_instant,
};

/// There is no such feedback, or it was withdrawn.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("there is no such feedback")]
pub struct NoSuchFeedback;

/// Marks feedback to the permitted student as read at this instant. What was read stays as it was.
///
/// # Errors
/// If the database fails. The inner error says that there is none.
pub fn mark_read<'t>(
    tx: &mut Tx<'t>,
    permit: &Permit<'t, RecordProgress>,
    id: FeedbackId,
) -> Result<Result<(), NoSuchFeedback>, DbError> {
    let own = feedback::table
        .find((tx.tenant(), id))
        .filter(feedback::learner_id.eq(permit.subject()))
        .filter(feedback::withdrawn_at.is_null());
    let known: i64 = own.count().get_result(tx.conn())?;
    if known == 0 {
        return Ok(Err(NoSuchFeedback));
    }
    let read = diesel::update(own.filter(feedback::read_at.is_null()))
        .set(feedback::read_at.eq(bind_instant(tx.now())))
        .execute(tx.conn())?;
    audit::changed(tx, permit, changed(id, read))?;
    Ok(Ok(()))
}

/// Withdraws feedback that was given to the permitted student in the permitted class: nobody is shown
/// it any more.
///
/// # Errors
/// If the database fails. The inner error says that there is none.
pub fn withdraw<'t>(
    tx: &mut Tx<'t>,
    permit: &Permit<'t, GiveFeedback>,
    id: FeedbackId,
) -> Result<Result<(), NoSuchFeedback>, DbError> {
    let ClassMember { class, student } = permit.subject();
    let given = feedback::table
        .find((tx.tenant(), id))
        .filter(feedback::class_id.eq(class))
        .filter(feedback::learner_id.eq(student));
    let known: i64 = given.count().get_result(tx.conn())?;
    if known == 0 {
        return Ok(Err(NoSuchFeedback));
    }
    let withdrawn = diesel::update(given.filter(feedback::withdrawn_at.is_null()))
        .set(feedback::withdrawn_at.eq(bind_instant(tx.now())))
        .execute(tx.conn())?;
    audit::changed(tx, permit, changed(id, withdrawn))?;
    Ok(Ok(()))
}

fn changed(id: FeedbackId, rows: usize) -> Changed {
    match rows {
        0 => Changed::nothing().referring_to([id]),
        _ => Changed::of(id),
    }
}
