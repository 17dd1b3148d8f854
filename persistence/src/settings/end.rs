//! Changes that wait and come to an end without a decision.

use diesel::prelude::*;
use domain::{
    audit::{ChangeRole, Changed},
    ids::{SettingChangeId, UserId},
    settings::waiting::SettingChangeState,
};

use super::{
    outgrown::schedule_end,
    row::{Stored, written_as_waiting},
    standing::{Standing, standing},
};
use crate::{
    database::Tx,
    error::DbError,
    schema::setting_changes,
    sql_types::bind_instant,
    worker::{self, Task},
};

/// Writes down that the change that the work is about was not decided in time.
///
/// # Errors
/// If the database or the cipher fails.
pub fn lapse<'t>(tx: &mut Tx<'t>, task: Task<'t>) -> Result<(), DbError> {
    let change: SettingChangeId = task.subject();
    let person: Option<UserId> = setting_changes::table
        .find((tx.tenant(), change))
        .select(setting_changes::user_id)
        .first(tx.conn())
        .optional()?;
    let changed = match person {
        Some(person) => close_outgrown(tx, person)?,
        // It ended with the account.
        None => Changed::nothing(),
    };
    worker::complete(tx, task, changed)
}

/// Ends those of a person's changes that do not wait any more at this instant: what lapsed, and what an age,
/// a guardian or a consent overtook. What a parent at home chose ends some days later (AGE-12).
///
/// # Errors
/// If the database or the cipher fails.
pub(crate) fn close_outgrown(tx: &mut Tx<'_>, person: UserId) -> Result<Changed, DbError> {
    match standing(tx, person)? {
        Some(standing) => {
            schedule_end(tx, &standing)?;
            settle(tx, &standing)
        }
        None => Ok(Changed::nothing()),
    }
}

/// The same of a person who stands so.
pub(super) fn settle(tx: &mut Tx<'_>, standing: &Standing) -> Result<Changed, DbError> {
    let mut changed = Changed::nothing();
    for held in written_as_waiting(tx, standing.person)? {
        let state = held.state_now(tx, standing)?;
        if state != SettingChangeState::Waiting {
            end(tx, &held, state, None)?;
            changed = changed.and(Changed::each(ChangeRole::Ended, [held.id]));
        }
    }
    Ok(changed)
}

/// Ends a change that waits, in a state.
pub(super) fn end(
    tx: &mut Tx<'_>,
    held: &Stored,
    state: SettingChangeState,
    decided_by: Option<UserId>,
) -> Result<(), DbError> {
    let ended_at = match (state, held.lapses_at) {
        (SettingChangeState::Lapsed, Some(lapses_at)) => lapses_at,
        _ => tx.now(),
    };
    diesel::update(setting_changes::table.find((tx.tenant(), held.id)))
        .set((
            setting_changes::state.eq(state),
            setting_changes::decided_by.eq(decided_by),
            setting_changes::ended_at.eq(Some(bind_instant(ended_at))),
        ))
        .execute(tx.conn())?;
    Ok(())
}
