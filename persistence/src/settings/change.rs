//! Changing a setting, or asking for it.

use diesel::prelude::*;
use domain::{
    access::{
        Action, Relationship,
        action::{ChangeOwnSettings, ChangeStudentSettings},
    },
    audit::Changed,
    ids::{SettingChangeId, UserId},
    settings::{
        SettingActor, SettingKey, SettingValue,
        change::{ChangeFacts, ChangeRefused, ChangeVerdict, change_setting, lowers_privacy},
        waiting::{SettingChangeState, lapses_at},
    },
    worker::JobKind,
};

use super::{
    end::settle,
    row::{SettingChange, find},
    standing::{Standing, standing},
    tell,
    values::{choose, chosen, value},
    write::{NewChange, write},
};
use crate::{
    access::Permit, audit, database::Tx, error::DbError, guardians, schema::setting_changes, worker,
};

/// What became of a change.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ChangeOutcome {
    /// It was made, or it waits.
    Made(SettingChange),
    /// The account is gone.
    NoSuchAccount,
    /// The setting has the value already.
    Unchanged,
    /// A change of the setting waits already.
    WaitsAlready,
    /// The administrator is of the student's family, and acts as such.
    OwnFamily,
    /// It lowers privacy, and who changes it has yet to accept the policy.
    AcceptFirst,
    /// It is not made.
    Refused(ChangeRefused),
}

/// Changes a setting of the permitted person at their own word, or asks those who decide about it.
///
/// # Errors
/// If the database or the cipher fails.
pub fn ask<'t>(
    tx: &mut Tx<'t>,
    permit: &Permit<'t, ChangeOwnSettings>,
    setting: SettingKey,
    value: SettingValue,
) -> Result<ChangeOutcome, DbError> {
    let person = permit.subject();
    change(tx, permit, person, (setting, value), SettingActor::Oneself)
}

/// Changes a setting of the permitted student, as a parent or for the school.
///
/// # Errors
/// If the database or the cipher fails.
pub fn change_of_student<'t>(
    tx: &mut Tx<'t>,
    permit: &Permit<'t, ChangeStudentSettings>,
    setting: SettingKey,
    value: SettingValue,
) -> Result<ChangeOutcome, DbError> {
    let student = permit.subject().student;
    let Some(by) = capacity(tx, permit, student)? else {
        return Ok(ChangeOutcome::OwnFamily);
    };
    change(tx, permit, student, (setting, value), by)
}

/// In which capacity a permitted person acts on a student's settings; `None` of an administrator who is or
/// was of the student's family: no office gives a parent back what a court took.
pub(super) fn capacity<'t, A: Action>(
    tx: &mut Tx<'t>,
    permit: &Permit<'t, A>,
    student: UserId,
) -> Result<Option<SettingActor>, DbError> {
    let relationship: Relationship = permit.relationship();
    if relationship.is_parent() {
        return Ok(Some(SettingActor::Parent));
    }
    let is_family = guardians::was_guardian(tx, permit.actor().user(), student)?;
    Ok((!is_family).then_some(SettingActor::School))
}

fn change<'t, A: Action>(
    tx: &mut Tx<'t>,
    permit: &Permit<'t, A>,
    person: UserId,
    (setting, after): (SettingKey, SettingValue),
    by: SettingActor,
) -> Result<ChangeOutcome, DbError> {
    let Some(standing) = standing(tx, person)? else {
        return Ok(ChangeOutcome::NoSuchAccount);
    };
    let settled = settle(tx, &standing)?;
    // Whoever does not have the setting is refused by the rule, whatever value is said to be before.
    let before = value(tx, &standing, setting)?.unwrap_or(SettingValue::Off);
    let actor = permit.actor().user();
    let facts = standing.change_facts(tx, setting, (before, after), (by, actor))?;
    let verdict = match change_setting(&facts) {
        Ok(verdict) => verdict,
        Err(refused) => return Ok(ChangeOutcome::Refused(refused)),
    };
    let policies = permit.actor().policies();
    if lowers_privacy(&facts) && policies.allows_less_privacy().is_err() {
        return Ok(ChangeOutcome::AcceptFirst);
    }
    let waiting = waiting(tx, person, setting)?;
    let (id, changed) = match verdict {
        ChangeVerdict::Unchanged if confirms_parent(tx, &standing, &facts)? => {
            make(tx, &standing, &facts, actor)?
        }
        ChangeVerdict::Unchanged => return Ok(ChangeOutcome::Unchanged),
        ChangeVerdict::Waits(_) if waiting.is_some() => return Ok(ChangeOutcome::WaitsAlready),
        ChangeVerdict::Waits(decider) => wait(tx, &standing, &facts, (decider, actor))?,
        ChangeVerdict::AtOnce => make(tx, &standing, &facts, actor)?,
    };
    let settled = settled.and(settle(tx, &standing)?);
    audit::changed(tx, permit, changed.and(settled).referring_to([person]))?;
    let made =
        find(tx, person, id)?.ok_or(DbError::Corrupt("a change is there once it is made"))?;
    Ok(ChangeOutcome::Made(made.shown(tx, &standing)?))
}

/// Whether a young person says for themselves what a parent had chosen for the child (AGE-12).
fn confirms_parent(
    tx: &mut Tx<'_>,
    standing: &Standing,
    facts: &ChangeFacts,
) -> Result<bool, DbError> {
    if facts.by != SettingActor::Oneself || standing.holder.asks_others() {
        return Ok(false);
    }
    let chosen = chosen(tx, standing.person, facts.setting)?;
    Ok(chosen.is_some_and(|chosen| {
        chosen.chosen_by == SettingActor::Parent && chosen.value == facts.after
    }))
}

/// The change of a setting that is written down as waiting.
fn waiting(
    tx: &mut Tx<'_>,
    person: UserId,
    setting: SettingKey,
) -> Result<Option<SettingChangeId>, DbError> {
    Ok(setting_changes::table
        .filter(setting_changes::organization_id.eq(tx.tenant()))
        .filter(setting_changes::user_id.eq(person))
        .filter(setting_changes::setting.eq(setting))
        .filter(setting_changes::state.eq(SettingChangeState::Waiting))
        .select(setting_changes::id)
        .first(tx.conn())
        .optional()?)
}

/// Makes a change at once.
fn make(
    tx: &mut Tx<'_>,
    standing: &Standing,
    facts: &ChangeFacts,
    actor: UserId,
) -> Result<(SettingChangeId, Changed), DbError> {
    choose(tx, standing, facts.setting, (facts.after, facts.by))?;
    let id = write(tx, &new_change(standing, facts, (actor, None)))?;
    Ok((id, Changed::created(id)))
}

/// Writes a change down that waits, and tells those who decide.
fn wait(
    tx: &mut Tx<'_>,
    standing: &Standing,
    facts: &ChangeFacts,
    (decider, actor): (SettingActor, UserId),
) -> Result<(SettingChangeId, Changed), DbError> {
    let id = write(tx, &new_change(standing, facts, (actor, Some(decider))))?;
    let end = lapses_at(tx.now());
    worker::schedule(tx, JobKind::LapseSettingChange, id.uuid(), end)?;
    let told = match decider {
        SettingActor::Parent => tell::parents(tx, standing, facts, id)?,
        SettingActor::School | SettingActor::Oneself => Vec::new(),
    };
    let told = told.into_iter();
    Ok((id, told.fold(Changed::created(id), Changed::sent_to)))
}

fn new_change(
    standing: &Standing,
    facts: &ChangeFacts,
    (actor, decider): (UserId, Option<SettingActor>),
) -> NewChange {
    NewChange {
        person: standing.person,
        setting: facts.setting,
        before: facts.before,
        after: facts.after,
        by: facts.by,
        actor,
        decider,
    }
}
