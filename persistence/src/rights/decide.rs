//! Deciding about a request, and saying that it was carried out.

use std::collections::BTreeSet;

use diesel::prelude::*;
use domain::{
    access::{Relationship, action::DecideRequest},
    audit::Changed,
    ids::UserId,
    rights::{
        CollectedFrom,
        erasure::{CollectedBy, ErasureBlocker, ErasureScope, may_grant},
        inspection::InspectionStep,
        request::{RequestEvent, RightsRefusalReason, RightsRequestState, may_refuse},
        restriction::RestrictedPart,
    },
};

use super::{
    entitled::still_entitled,
    erasure::{self, Obstacle},
    inbox::in_tenant,
    inspect::{explanation_is_due, note},
    list::shown,
    restrictions,
    row::{RightsRequest, ShownRequest, require},
};
use crate::{
    access::Permit,
    amendments, audit,
    database::Tx,
    error::DbError,
    organizations::revocations::{StudentOfSchool, student_of_school},
    schema::rights_requests,
    sql_types::{BindInstant, bind_instant},
};

/// What is decided.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Decision {
    /// It is granted. What is to be erased is hidden at once.
    Grant,
    /// It is refused, for this reason.
    Refuse(RightsRefusalReason),
}

/// What became of a decision.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum DecideOutcome {
    /// The request stands so.
    Decided(Box<ShownRequest>),
    /// The request is not where this can happen to it.
    NotNow,
    /// The reason is none for such a request.
    NoSuchReason,
    /// An explanation was asked for and is yet to be given.
    ExplanationDue,
    /// This stands against an erasure.
    Blocked(BTreeSet<ErasureBlocker>),
    /// The account cannot be spared yet.
    Obstructed(Obstacle),
    /// The student is at another school too, and the district decides.
    BeyondReach,
}

/// Decides about the permitted request.
///
/// # Errors
/// If the database fails.
pub fn decide<'t>(
    tx: &mut Tx<'t>,
    permit: &Permit<'t, DecideRequest>,
    decision: Decision,
) -> Result<DecideOutcome, DbError> {
    let decider = permit.actor().user();
    step(tx, permit, |tx, held| match decision {
        Decision::Refuse(reason) => refuse(tx, held, decider, reason),
        Decision::Grant => grant(tx, held, decider, permit.relationship()),
    })
}

/// Notes that what was granted was carried out. An erasure is carried out by itself.
///
/// # Errors
/// If the database fails.
pub fn complete<'t>(
    tx: &mut Tx<'t>,
    permit: &Permit<'t, DecideRequest>,
) -> Result<DecideOutcome, DbError> {
    step(tx, permit, |tx, held| {
        if held.kind.erases() {
            return Ok(Err(DecideOutcome::NotNow));
        }
        if !still_entitled(tx, held)? {
            return Ok(Err(DecideOutcome::NotNow));
        }
        if explanation_is_due(tx, held)? {
            return Ok(Err(DecideOutcome::ExplanationDue));
        }
        carry_out(tx, held, held.state)
    })
}

/// Notes that what a request in this state asks for was carried out.
fn carry_out(tx: &mut Tx<'_>, held: &RightsRequest, state: RightsRequestState) -> Step {
    let Ok(state) = state.after(RequestEvent::Complete) else {
        return Ok(Err(DecideOutcome::NotNow));
    };
    diesel::update(rights_requests::table.find((tx.tenant(), held.id)))
        .set((
            rights_requests::state.eq(state),
            rights_requests::done_at.eq(Some(bind_instant(tx.now()))),
        ))
        .execute(tx.conn())?;
    Ok(Ok(Changed::nothing()))
}

/// Notes that the record was explained, or that copies were handed out.
///
/// # Errors
/// If the database fails.
pub fn inspect<'t>(
    tx: &mut Tx<'t>,
    permit: &Permit<'t, DecideRequest>,
    given: InspectionStep,
) -> Result<DecideOutcome, DbError> {
    step(tx, permit, |tx, held| {
        Ok(if note(tx, held, given)? {
            Ok(Changed::nothing())
        } else {
            Err(DecideOutcome::NotNow)
        })
    })
}

type Step = Result<Result<Changed, DecideOutcome>, DbError>;

fn step<'t>(
    tx: &mut Tx<'t>,
    permit: &Permit<'t, DecideRequest>,
    change: impl FnOnce(&mut Tx<'_>, &RightsRequest) -> Step,
) -> Result<DecideOutcome, DbError> {
    let (id, relationship) = (permit.subject(), permit.relationship());
    let (outcome, changed) = in_tenant(tx, id, relationship, |tx| {
        let held = require(tx, id)?;
        let changed = match change(tx, &held)? {
            Ok(changed) => changed,
            Err(refused) => return Ok((refused, Changed::nothing())),
        };
        let decided = require(tx, id)?;
        let people = [decided.subject_id, decided.requester_id];
        let changed = Changed::of(id).and(changed).referring_to(people);
        let decided = shown(tx, decided, relationship)?;
        Ok((DecideOutcome::Decided(Box::new(decided)), changed))
    })?;
    if matches!(outcome, DecideOutcome::Decided(_)) {
        audit::changed(tx, permit, changed)?;
    }
    Ok(outcome)
}

fn refuse(
    tx: &mut Tx<'_>,
    held: &RightsRequest,
    decider: UserId,
    reason: RightsRefusalReason,
) -> Step {
    if !may_refuse(reason, held.kind, held.context, held.collected_from) {
        return Ok(Err(DecideOutcome::NoSuchReason));
    }
    // What was granted to somebody who lost the rights since is not carried out any more. An erasure has
    // begun, and has no way back.
    let event = if held.state == RightsRequestState::Granted
        && !held.kind.erases()
        && !still_entitled(tx, held)?
    {
        RequestEvent::TakeBack
    } else {
        RequestEvent::Refuse
    };
    let Ok(state) = held.state.after(event) else {
        return Ok(Err(DecideOutcome::NotNow));
    };
    write(tx, held, decider, state)?;
    diesel::update(rights_requests::table.find((tx.tenant(), held.id)))
        .set(rights_requests::refusal_reason.eq(Some(reason)))
        .execute(tx.conn())?;
    Ok(Ok(Changed::nothing()))
}

fn grant(
    tx: &mut Tx<'_>,
    held: &RightsRequest,
    decider: UserId,
    relationship: Relationship,
) -> Step {
    let Ok(state) = held.state.after(RequestEvent::Grant) else {
        return Ok(Err(DecideOutcome::NotNow));
    };
    if held.kind.erases()
        && let Some(gone) = erasure::gone(tx, held.subject_id)?
    {
        write(tx, held, decider, state)?;
        diesel::update(rights_requests::table.find((tx.tenant(), held.id)))
            .set(rights_requests::receipt_id.eq(gone.receipt))
            .execute(tx.conn())?;
        return carry_out(tx, held, state);
    }
    if !still_entitled(tx, held)? {
        return Ok(Err(DecideOutcome::NotNow));
    }
    if held.kind.erases()
        && let Some(refused) = against_erasure(tx, held, relationship)?
    {
        return Ok(Err(refused));
    }
    write(tx, held, decider, state)?;
    if held.kind.erases() {
        return Ok(Ok(erasure::begin(tx, held)?));
    }
    if let Some(part) = RestrictedPart::asked_by(held.kind) {
        if is_beyond_reach(tx, held, relationship)? {
            return Ok(Err(DecideOutcome::BeyondReach));
        }
        restrictions::place(tx, held.id, held.subject_id, part)?;
        return carry_out(tx, held, state);
    }
    Ok(Ok(Changed::nothing()))
}

/// Whether a school would decide alone about a student who is at another one too.
fn is_beyond_reach(
    tx: &mut Tx<'_>,
    held: &RightsRequest,
    relationship: Relationship,
) -> Result<bool, DbError> {
    match held.school_id {
        Some(school) if relationship == Relationship::SchoolAdmin => {
            Ok(student_of_school(tx, held.subject_id, school)? != StudentOfSchool::Alone)
        }
        _ => Ok(false),
    }
}

/// What stands against an erasure.
fn against_erasure(
    tx: &mut Tx<'_>,
    held: &RightsRequest,
    relationship: Relationship,
) -> Result<Option<DecideOutcome>, DbError> {
    if is_beyond_reach(tx, held, relationship)? {
        return Ok(Some(DecideOutcome::BeyondReach));
    }
    let collected = match held.collected_from {
        CollectedFrom::ChildByConsent => CollectedBy::ConsentOfAChild,
        CollectedFrom::Child | CollectedFrom::Older => CollectedBy::AnotherGround,
    };
    let scope = erasure::scope_of(held.kind);
    let blockers = erasure::blockers(tx, held.subject_id)?;
    if let Err(standing) = may_grant(scope, &blockers, collected) {
        return Ok(Some(DecideOutcome::Blocked(standing)));
    }
    // What is contested, or sought by a court, is still decided about, and nobody reaches a hidden student.
    if !amendments::contested_of(tx, &[held.subject_id])?.is_empty() {
        let contested = [ErasureBlocker::OpenInspection].into();
        return Ok(Some(DecideOutcome::Blocked(contested)));
    }
    // Why it waits is told nobody: an order may forbid it. The request stays undecided.
    if erasure::is_sought(tx, held.subject_id)? {
        return Ok(Some(DecideOutcome::NotNow));
    }
    match scope {
        ErasureScope::LearningHistory => Ok(None),
        ErasureScope::Account if erasure::is_repeated(tx, held)? => Ok(Some(DecideOutcome::NotNow)),
        ErasureScope::Account => {
            let obstacle = erasure::obstacle(tx, held.subject_id)?;
            Ok(obstacle.map(DecideOutcome::Obstructed))
        }
    }
}

/// Writes that it was decided. What waited for the person waits no more.
fn write(
    tx: &mut Tx<'_>,
    held: &RightsRequest,
    decider: UserId,
    state: RightsRequestState,
) -> Result<(), DbError> {
    diesel::update(rights_requests::table.find((tx.tenant(), held.id)))
        .set((
            rights_requests::state.eq(state),
            rights_requests::decided_by.eq(Some(decider)),
            rights_requests::decided_at.eq(Some(bind_instant(tx.now()))),
            rights_requests::paused_at.eq(None::<BindInstant>),
            rights_requests::pause_reason.eq(None::<domain::rights::request::PauseReason>),
        ))
        .execute(tx.conn())?;
    Ok(())
}
