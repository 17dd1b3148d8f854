//! A request that waits for the person who asks, or takes longer.

use diesel::prelude::*;
use domain::{
    access::action::KeepRequestClock,
    audit::Changed,
    rights::{
        deadlines::{self, ExtensionRefused},
        request::{ExtensionReason, NotNow, PauseReason, RequestEvent, RightsRequestState},
    },
};

use super::{
    inbox::in_tenant,
    list::shown,
    row::{RightsRequest, ShownRequest, deadlines_of, keep_deadlines, require},
};
use crate::{
    access::Permit,
    audit,
    database::Tx,
    error::DbError,
    schema::rights_requests,
    sql_types::{BindInstant, bind_instant},
};

/// What became of a clock.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ClockOutcome {
    /// The request stands so.
    Kept(Box<ShownRequest>),
    /// The request is not where this can happen to it.
    NotNow,
    /// There is no more time.
    NoMoreTime(ExtensionRefused),
}

/// Lets the permitted request wait for the person who asks.
///
/// # Errors
/// If the database fails.
pub fn pause<'t>(
    tx: &mut Tx<'t>,
    permit: &Permit<'t, KeepRequestClock>,
    reason: PauseReason,
) -> Result<ClockOutcome, DbError> {
    keep(tx, permit, |tx, held| {
        let Ok(state) = held.state.after(RequestEvent::Pause) else {
            return Ok(Err(ClockOutcome::NotNow));
        };
        let paused = (
            rights_requests::state.eq(state),
            rights_requests::paused_at.eq(Some(bind_instant(tx.now()))),
            rights_requests::pause_reason.eq(Some(reason)),
        );
        diesel::update(rights_requests::table.find((tx.tenant(), held.id)))
            .set(paused)
            .execute(tx.conn())?;
        Ok(Ok(()))
    })
}

/// Goes on with the permitted request: the clocks that stop for such a pause have stood still.
///
/// # Errors
/// If the database fails.
pub fn resume<'t>(
    tx: &mut Tx<'t>,
    permit: &Permit<'t, KeepRequestClock>,
) -> Result<ClockOutcome, DbError> {
    keep(tx, permit, |tx, held| {
        let step: Result<RightsRequestState, NotNow> = held.state.after(RequestEvent::Resume);
        let (Ok(state), Some(since), Some(reason)) = (step, held.paused_at, held.pause_reason)
        else {
            return Ok(Err(ClockOutcome::NotNow));
        };
        let clocks = deadlines_of(tx, held.id)?;
        let clocks = deadlines::resumed(&clocks, reason, tx.now() - since);
        let due_at = keep_deadlines(tx, held.id, &clocks)?;
        let resumed = (
            rights_requests::state.eq(state),
            rights_requests::due_at.eq(bind_instant(due_at)),
            rights_requests::paused_at.eq(None::<BindInstant>),
            rights_requests::pause_reason.eq(None::<PauseReason>),
        );
        diesel::update(rights_requests::table.find((tx.tenant(), held.id)))
            .set(resumed)
            .execute(tx.conn())?;
        Ok(Ok(()))
    })
}

/// Takes more time for the permitted request, once and before it is overdue. The requester sees it, and
/// the reason, with the request.
///
/// # Errors
/// If the database fails.
pub fn extend<'t>(
    tx: &mut Tx<'t>,
    permit: &Permit<'t, KeepRequestClock>,
    reason: ExtensionReason,
) -> Result<ClockOutcome, DbError> {
    keep(tx, permit, |tx, held| {
        let is_first = held.extended_at.is_none();
        if held.state.after(RequestEvent::Extend).is_err() || !is_first {
            return Ok(Err(ClockOutcome::NotNow));
        }
        let clocks = deadlines_of(tx, held.id)?;
        let clocks = match deadlines::extend(&clocks, &held.clock(), tx.now()) {
            Ok(clocks) => clocks,
            Err(refused) => return Ok(Err(ClockOutcome::NoMoreTime(refused))),
        };
        let due_at = keep_deadlines(tx, held.id, &clocks)?;
        let extended = (
            rights_requests::due_at.eq(bind_instant(due_at)),
            rights_requests::extended_at.eq(Some(bind_instant(tx.now()))),
            rights_requests::extension_reason.eq(Some(reason)),
        );
        diesel::update(rights_requests::table.find((tx.tenant(), held.id)))
            .set(extended)
            .execute(tx.conn())?;
        Ok(Ok(()))
    })
}

/// Does something to the clock of the permitted request, and notes it.
fn keep<'t>(
    tx: &mut Tx<'t>,
    permit: &Permit<'t, KeepRequestClock>,
    change: impl FnOnce(&mut Tx<'_>, &RightsRequest) -> Result<Result<(), ClockOutcome>, DbError>,
) -> Result<ClockOutcome, DbError> {
    let (id, relationship) = (permit.subject(), permit.relationship());
    let (outcome, changed) = in_tenant(tx, id, relationship, |tx| {
        let held = require(tx, id)?;
        if let Err(refused) = change(tx, &held)? {
            return Ok((refused, Changed::nothing()));
        }
        let kept = require(tx, id)?;
        let people = [kept.subject_id, kept.requester_id];
        let changed = Changed::of(id).referring_to(people);
        let kept = shown(tx, kept, relationship)?;
        Ok((ClockOutcome::Kept(Box::new(kept)), changed))
    })?;
    if matches!(outcome, ClockOutcome::Kept(_)) {
        audit::changed(tx, permit, changed)?;
    }
    Ok(outcome)
}
