//! Deleting the drafts of who switched them off.

use diesel::prelude::*;
use domain::{audit::Changed, ids::UserId, settings::SettingKey, worker::JobKind};

use super::values::is_switched_off;
use crate::{
    database::Tx,
    error::DbError,
    rights::{BLOCKED_FOR, is_blocked},
    schema::saved_work,
    worker::{self, Task},
};

/// Deletes the drafts of the learner whom the work is about, if they are still switched off. What a hold
/// stands against waits for a day, unread.
///
/// # Errors
/// If the database fails.
pub fn delete_drafts<'t>(tx: &mut Tx<'t>, task: Task<'t>) -> Result<(), DbError> {
    let learner: UserId = task.subject();
    if !is_switched_off(tx, learner, SettingKey::SavedDrafts)? {
        return worker::complete(tx, task, Changed::nothing());
    }
    if is_blocked(tx, learner)? {
        let again_at = tx.now() + BLOCKED_FOR;
        worker::schedule(tx, JobKind::DeleteDrafts, learner.uuid(), again_at)?;
        return worker::complete(tx, task, Changed::nothing());
    }
    let drafts = saved_work::table
        .filter(saved_work::organization_id.eq(tx.tenant()))
        .filter(saved_work::learner_id.eq(learner));
    diesel::delete(drafts).execute(tx.conn())?;
    worker::complete(tx, task, Changed::of(learner))
}
