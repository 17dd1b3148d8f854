//! Deciding about a change that waits, and taking one back.

use domain::{
    access::action::{ChangeOwnSettings, DecideSettingChange},
    audit::Changed,
    ids::{SettingChangeId, UserId},
    settings::{
        SettingActor,
        waiting::{self, DecisionRefused, SettingChangeState, SettingDecision},
    },
};

use super::{
    change::capacity,
    end::{end, settle},
    row::{SettingChange, Stored, find},
    standing::{Standing, standing},
    values::choose,
};
use crate::{access::Permit, audit, database::Tx, error::DbError};

/// What became of a decision.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DecideOutcome {
    /// The change stands so.
    Done(SettingChange),
    /// There is no such change of the student.
    NoSuchChange,
    /// The administrator is of the student's family, and acts as such.
    OwnFamily,
    /// It is an approval, and who gives it has yet to accept the policy.
    AcceptFirst,
    /// Nothing is decided.
    Refused(DecisionRefused),
}

/// Decides about a change that the permitted student asked for. Everything is judged at this instant: the
/// age, who decides, and whether the purpose is covered.
///
/// # Errors
/// If the database or the cipher fails.
pub fn decide<'t>(
    tx: &mut Tx<'t>,
    permit: &Permit<'t, DecideSettingChange>,
    change: SettingChangeId,
    decision: SettingDecision,
) -> Result<DecideOutcome, DbError> {
    let student = permit.subject().student;
    let Some((standing, held)) = known(tx, student, change)? else {
        return Ok(DecideOutcome::NoSuchChange);
    };
    let Some(by) = capacity(tx, permit, student)? else {
        return Ok(DecideOutcome::OwnFamily);
    };
    let actor = permit.actor().user();
    let Some(facts) = held.waiting_facts(tx, &standing, (by, actor))? else {
        return Ok(DecideOutcome::Refused(DecisionRefused::NotWaiting));
    };
    let state = match waiting::decide(&facts, by, decision) {
        Ok(state) => state,
        Err(refused) => return Ok(DecideOutcome::Refused(refused)),
    };
    let policies = permit.actor().policies();
    if state == SettingChangeState::Approved && policies.allows_less_privacy().is_err() {
        return Ok(DecideOutcome::AcceptFirst);
    }
    end(tx, &held, state, Some(actor))?;
    if state == SettingChangeState::Approved {
        choose(tx, &standing, held.setting, (held.value_after, by))?;
    }
    let changed = Changed::of(change).and(settle(tx, &standing)?);
    audit::changed(tx, permit, changed.referring_to([student]))?;
    shown(tx, &standing, change).map(DecideOutcome::Done)
}

/// Takes a change back that the permitted person asked for.
///
/// # Errors
/// If the database or the cipher fails.
pub fn withdraw<'t>(
    tx: &mut Tx<'t>,
    permit: &Permit<'t, ChangeOwnSettings>,
    change: SettingChangeId,
) -> Result<DecideOutcome, DbError> {
    let person = permit.subject();
    let Some((standing, held)) = known(tx, person, change)? else {
        return Ok(DecideOutcome::NoSuchChange);
    };
    if held.state_now(tx, &standing)? != SettingChangeState::Waiting
        || held.asked_as != SettingActor::Oneself
    {
        return Ok(DecideOutcome::Refused(DecisionRefused::NotWaiting));
    }
    end(tx, &held, SettingChangeState::Withdrawn, None)?;
    audit::changed(tx, permit, Changed::ended(change).referring_to([person]))?;
    shown(tx, &standing, change).map(DecideOutcome::Done)
}

fn known(
    tx: &mut Tx<'_>,
    person: UserId,
    change: SettingChangeId,
) -> Result<Option<(Standing, Stored)>, DbError> {
    let Some(held) = find(tx, person, change)? else {
        return Ok(None);
    };
    Ok(standing(tx, person)?.map(|standing| (standing, held)))
}

fn shown(
    tx: &mut Tx<'_>,
    standing: &Standing,
    change: SettingChangeId,
) -> Result<SettingChange, DbError> {
    let held = find(tx, standing.person, change)?;
    let held = held.ok_or(DbError::Corrupt("a change that ended is there"))?;
    held.shown(tx, standing)
}
