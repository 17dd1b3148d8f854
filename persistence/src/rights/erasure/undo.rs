//! Restoring what was deleted, in time and once (RET-06).

use chrono::{DateTime, Utc};
use diesel::prelude::*;
use domain::{
    access::{Relationship, action::UndoErasure},
    accounts::credentials::{AccountStatus, PersonKind},
    audit::{AccountEvent, Changed},
    rights::{
        RequestAuthority,
        recovery::{GroundNow, UndoFacts, UndoRefused, may_undo},
        request::RequestEvent,
    },
};

use super::{Erasure, hide, of_request, teacher::teaches};
use crate::{
    access::Permit,
    accounts::opaque_token::OpaqueToken,
    age,
    audit::{self, Entry},
    database::Tx,
    error::DbError,
    rights::{
        inbox::in_tenant,
        list::shown,
        row::{ShownRequest, require},
    },
    schema::{erasures, rights_requests, users},
    sql_types::bind_instant,
};

/// What became of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum UndoOutcome {
    /// The account is as it was.
    Restored(Box<ShownRequest>),
    /// Nothing is restored.
    Refused(UndoRefused),
    /// Who asked for it as a teacher does not teach the student any more.
    NotEntitled,
}

/// Restores the account that the permitted request erased.
///
/// # Errors
/// If the database or the cipher fails.
pub fn undo<'t>(tx: &mut Tx<'t>, permit: &Permit<'t, UndoErasure>) -> Result<UndoOutcome, DbError> {
    let (id, relationship) = (permit.subject(), permit.relationship());
    let (outcome, changed) = in_tenant(tx, id, relationship, |tx| {
        let Some(erasure) = of_request(tx, id)? else {
            let none = UndoOutcome::Refused(UndoRefused::TooLate);
            return Ok((none, Changed::nothing()));
        };
        let asked = require(tx, id)?;
        let as_teacher =
            relationship == Relationship::Themself && asked.authority == RequestAuthority::Teacher;
        if as_teacher && !erasure.is_over() && !teaches(tx, &erasure, asked.requester_id)? {
            return Ok((UndoOutcome::NotEntitled, Changed::nothing()));
        }
        let changed = match restore(tx, &erasure)? {
            Ok(changed) => changed,
            Err(refused) => return Ok((UndoOutcome::Refused(refused), Changed::nothing())),
        };
        let request = require(tx, id)?;
        let changed = changed.referring_to([request.requester_id]);
        let request = shown(tx, request, relationship)?;
        Ok((UndoOutcome::Restored(Box::new(request)), changed))
    })?;
    if matches!(outcome, UndoOutcome::Restored(_)) {
        audit::changed(tx, permit, changed)?;
    }
    Ok(outcome)
}

/// Restores the account of which the holder of a message's code is told; the inner value is why nothing
/// is, `None` if the code is none.
///
/// # Errors
/// If the database or the cipher fails.
pub fn recover(
    tx: &mut Tx<'_>,
    code: &OpaqueToken,
) -> Result<Option<Result<(), UndoRefused>>, DbError> {
    let erasure: Option<Erasure> = erasures::table
        .filter(erasures::organization_id.eq(tx.tenant()))
        .filter(erasures::undo_digest.eq(Some(code.digest())))
        .select(Erasure::as_select())
        .first(tx.conn())
        .optional()?;
    let Some(erasure) = erasure else {
        return Ok(None);
    };
    let changed = match restore(tx, &erasure)? {
        Ok(changed) => changed,
        Err(refused) => return Ok(Some(Err(refused))),
    };
    let event = Entry::account(AccountEvent::AccountRecovered, Some(erasure.subject_id));
    audit::append(tx, &event.that(changed))?;
    Ok(Some(Ok(())))
}

fn restore(tx: &mut Tx<'_>, erasure: &Erasure) -> Result<Result<Changed, UndoRefused>, DbError> {
    let facts = UndoFacts {
        hidden_at: erasure.hidden_at,
        purge_at: erasure.purge_at,
        is_over: erasure.is_over(),
        ground: ground(tx, erasure)?,
    };
    if let Err(refused) = may_undo(&facts, tx.now()) {
        return Ok(Err(refused));
    }
    let request = require(tx, erasure.request_id)?;
    let Ok(state) = request.state.after(RequestEvent::Undo) else {
        return Ok(Err(UndoRefused::TooLate));
    };
    let status = erasure.prior_status.unwrap_or(AccountStatus::Invited);
    let openness = (status, erasure.prior_locked_at);
    hide::show_again(tx, erasure.id, erasure.subject_id, openness)?;
    diesel::update(erasures::table.find((tx.tenant(), erasure.id)))
        .set((
            erasures::undone_at.eq(Some(bind_instant(tx.now()))),
            erasures::undo_digest.eq(None::<Vec<u8>>),
        ))
        .execute(tx.conn())?;
    diesel::update(rights_requests::table.find((tx.tenant(), request.id)))
        .set(rights_requests::state.eq(state))
        .execute(tx.conn())?;
    let changed = Changed::of(request.id)
        .and(Changed::of(erasure.id))
        .and(Changed::of(erasure.subject_id));
    Ok(Ok(changed))
}

/// Whether the account may be open: nobody closed it after it was hidden, at the wish of a parent or of the
/// school (SCH-06, SCH-07), and an agreement or a consent covers a student.
fn ground(tx: &mut Tx<'_>, erasure: &Erasure) -> Result<GroundNow, DbError> {
    let person = erasure.subject_id;
    let found: Option<(PersonKind, Option<DateTime<Utc>>)> = users::table
        .find((tx.tenant(), person))
        .select((users::kind, users::locked_at))
        .first(tx.conn())
        .optional()?;
    let is_closed = |locked_at: DateTime<Utc>| locked_at > erasure.hidden_at;
    let holds = match found {
        None => false,
        Some((_, locked_at)) if locked_at.is_some_and(is_closed) => false,
        Some((PersonKind::Adult, _)) => true,
        Some((PersonKind::Student, _)) => age::is_covered(tx, person)?,
    };
    Ok(if holds {
        GroundNow::Holds
    } else {
        GroundNow::Ended
    })
}
