//! The end of an erasure: what cannot be restored any more is deleted, and a receipt remains.

use chrono::{NaiveTime, TimeDelta};
use diesel::prelude::*;
use domain::{
    accounts::credentials::PersonKind,
    audit::Changed,
    backups::erased::{ErasedPart, ErasureCause},
    ids::{ErasureId, RightsRequestId, UserId},
    rights::{
        erasure::ErasureScope,
        request::{RequestEvent, RightsRequestState},
    },
    worker::JobKind,
};

use super::{
    Erasure,
    blockers::is_blocked,
    find,
    hide::forget_places,
    plan::{Told, count},
    receipt::{self, ReceiptFacts},
};
use crate::{
    accounts::erasure,
    backups::erased,
    consent,
    database::Tx,
    error::DbError,
    rights::row::require,
    schema::{erasures, rights_requests, users},
    sql_types::bind_instant,
    worker::{self, Task},
};

/// How long an erasure waits against which something stands, before it is tried again. What is hidden
/// stays hidden (RET-03).
const BLOCKED_FOR: TimeDelta = TimeDelta::days(1);

/// By what it comes to these erasures.
const CAUSE: ErasureCause = ErasureCause::Requested;

/// Deletes what is to be erased, and keeps a signed receipt. Does nothing if it was restored.
///
/// # Errors
/// If the database fails, or no key signs.
pub fn carry_out<'t>(
    tx: &mut Tx<'t>,
    task: Task<'t>,
    sign: &dyn Fn(&ReceiptFacts) -> Option<String>,
) -> Result<(), DbError> {
    let id: ErasureId = task.subject();
    let Some(erasure) = find(tx, id)?.filter(|erasure| !erasure.is_over()) else {
        return worker::complete(tx, task, Changed::nothing());
    };
    if is_blocked(tx, erasure.subject_id)? {
        // At one instant of the day, so that two who hasten it do not have it tried twice.
        let next = (tx.now() + BLOCKED_FOR)
            .date_naive()
            .and_time(NaiveTime::MIN)
            .and_utc();
        worker::schedule(tx, JobKind::CompleteErasure, id.uuid(), next)?;
        return worker::complete(tx, task, Changed::nothing());
    }
    let request = require(tx, erasure.request_id)?;
    let lines = count(tx, erasure.subject_id, erasure.scope, Told::Everything)?;
    delete(tx, &erasure)?;
    let facts = ReceiptFacts::new(
        tx,
        erasure.receipt_id,
        erasure.scope,
        request.received_at,
        lines,
    );
    receipt::keep(tx, &facts, sign)?;
    let now = bind_instant(tx.now());
    diesel::update(erasures::table.find((tx.tenant(), id)))
        .set((
            erasures::purged_at.eq(Some(now)),
            erasures::undo_digest.eq(None::<Vec<u8>>),
        ))
        .execute(tx.conn())?;
    let changed = Changed::ended(id)
        .and(close_requests(tx, &erasure)?)
        .and(Changed::created(erasure.receipt_id))
        .and(match erasure.scope {
            ErasureScope::Account => Changed::ended(erasure.subject_id),
            ErasureScope::LearningHistory => Changed::of(erasure.subject_id),
        });
    worker::complete(tx, task, changed)
}

/// Notes that every request was carried out that this erasure answers.
fn close_requests(tx: &mut Tx<'_>, erasure: &Erasure) -> Result<Changed, DbError> {
    let answered: Vec<(RightsRequestId, RightsRequestState)> = rights_requests::table
        .filter(rights_requests::organization_id.eq(tx.tenant()))
        .filter(rights_requests::subject_id.eq(erasure.subject_id))
        .filter(rights_requests::receipt_id.eq(Some(erasure.receipt_id)))
        .select((rights_requests::id, rights_requests::state))
        .load(tx.conn())?;
    let mut changed = Changed::nothing();
    for (request, state) in answered {
        let state = state
            .after(RequestEvent::Complete)
            .map_err(|_| DbError::Corrupt("what is erased was granted"))?;
        diesel::update(rights_requests::table.find((tx.tenant(), request)))
            .set((
                rights_requests::state.eq(state),
                rights_requests::done_at.eq(Some(bind_instant(tx.now()))),
            ))
            .execute(tx.conn())?;
        changed = changed.and(Changed::of(request));
    }
    Ok(changed)
}

fn delete(tx: &mut Tx<'_>, erasure: &Erasure) -> Result<(), DbError> {
    let person = erasure.subject_id;
    match (erasure.scope, kind_of(tx, person)?) {
        (_, None) => {}
        (ErasureScope::LearningHistory, Some(_)) => {
            erasure::delete_learning(tx, person)?;
            erased::note(tx, person.uuid(), ErasedPart::LearningHistory, CAUSE, &[])?;
        }
        (ErasureScope::Account, Some(PersonKind::Student)) => {
            consent::end_for_erased(tx, person)?;
            erasure::delete_student(tx, person, CAUSE)?;
        }
        (ErasureScope::Account, Some(PersonKind::Adult)) => {
            erasure::anonymize_adult(tx, person, CAUSE)?;
        }
    }
    forget_places(tx, erasure.id)
}

fn kind_of(tx: &mut Tx<'_>, person: UserId) -> Result<Option<PersonKind>, DbError> {
    Ok(users::table
        .find((tx.tenant(), person))
        .select(users::kind)
        .first(tx.conn())
        .optional()?)
}
