//! The end of what a parent at home chose for a child who is none any more (AGE-12).

use domain::{
    audit::Changed,
    ids::UserId,
    settings::{SettingActor, settings_of, value::parents_word_is_over},
    worker::JobKind,
};

use super::{
    standing::{Standing, standing},
    values::{chosen, forget_choice},
};
use crate::{
    database::Tx,
    error::DbError,
    rights::{BLOCKED_FOR, is_blocked},
    worker::{self, Task},
};

/// Deletes what a parent chose for the person whom the work is about, where it does not count any more. What
/// a hold stands against waits for a day; it does not count meanwhile.
///
/// # Errors
/// If the database or the cipher fails.
pub fn end_parents_choice<'t>(tx: &mut Tx<'t>, task: Task<'t>) -> Result<(), DbError> {
    let person: UserId = task.subject();
    let Some(standing) = standing(tx, person)? else {
        return worker::complete(tx, task, Changed::nothing());
    };
    if is_blocked(tx, person)? {
        let again_at = tx.now() + BLOCKED_FOR;
        worker::schedule(tx, JobKind::EndParentsChoice, person.uuid(), again_at)?;
        return worker::complete(tx, task, Changed::nothing());
    }
    let facts = standing.value_facts(tx.now());
    let mut changed = Changed::nothing();
    for setting in settings_of(standing.holder) {
        let held = chosen(tx, person, setting)?;
        if held.is_some_and(|held| parents_word_is_over(&facts, &held)) {
            forget_choice(tx, person, setting)?;
            changed = Changed::of(person);
        }
    }
    worker::complete(tx, task, changed)
}

/// Writes the end of what a parent chose down as work, if there is anything that ends.
pub(super) fn schedule_end(tx: &mut Tx<'_>, standing: &Standing) -> Result<(), DbError> {
    let Some(ends_at) = standing.parents_word_ends_at() else {
        return Ok(());
    };
    for setting in settings_of(standing.holder) {
        let held = chosen(tx, standing.person, setting)?;
        if held.is_some_and(|held| held.chosen_by == SettingActor::Parent) {
            let due_at = ends_at.max(tx.now());
            let person = standing.person.uuid();
            return worker::schedule(tx, JobKind::EndParentsChoice, person, due_at);
        }
    }
    Ok(())
}
