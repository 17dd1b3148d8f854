//! The end of a sandbox that nobody used for 30 days (SCH-04).

use chrono::TimeDelta;
use diesel::prelude::*;
use domain::{
    audit::{ChangeRole, Changed},
    backups::erased::ErasureCause,
    classes::{kind::ClassKind, sandbox::purge_at},
    ids::{ClassId, UserId},
    worker::JobKind,
};

use super::{standing::last_used_at, students};
use crate::{
    accounts::erasure,
    database::Tx,
    error::DbError,
    rights::{BLOCKED_FOR, blocked},
    schema::classes,
    sql_types::bind_instant,
    worker::{self, Task},
};

/// Students that are deleted in one transaction.
const AT_A_TIME: usize = 50;

/// Deletes the students of a sandbox, and archives it when nobody is left but those against whose end
/// something stands; they are asked for again a day later. Does nothing before the time of the sandbox is
/// over, nor to who came under an agreement when the class left it.
///
/// # Errors
/// If the database fails.
pub fn purge_sandbox<'t>(tx: &mut Tx<'t>, task: Task<'t>) -> Result<(), DbError> {
    let class: ClassId = task.subject();
    let held = students::of_class(tx, class)?;
    let ends_at = purge_at(last_used_at(tx, class, &held)?);
    if ends_at > tx.now() {
        worker::schedule(tx, JobKind::PurgeSandbox, class.uuid(), ends_at)?;
        return worker::complete(tx, task, Changed::nothing());
    }
    let kept = blocked(tx, &held)?;
    let due: Vec<UserId> = held
        .into_iter()
        .filter(|student| !kept.contains(student))
        .collect();
    let now: Vec<UserId> = due.iter().copied().take(AT_A_TIME).collect();
    for student in &now {
        erasure::delete_student(tx, *student, ErasureCause::TimeOver)?;
    }
    let next = if due.len() > now.len() {
        Some(TimeDelta::seconds(1))
    } else {
        close(tx, class)?;
        (!kept.is_empty()).then_some(BLOCKED_FOR)
    };
    if let Some(pause) = next {
        let next = tx.now() + pause;
        worker::schedule(tx, JobKind::PurgeSandbox, class.uuid(), next)?;
    }
    let ended = Changed::each(ChangeRole::Ended, now);
    worker::complete(tx, task, Changed::of(class).and(ended))
}

/// Archives the class, unless it left the sandbox.
fn close(tx: &mut Tx<'_>, class: ClassId) -> Result<(), DbError> {
    let now = bind_instant(tx.now());
    let open = classes::table
        .find((tx.tenant(), class))
        .filter(classes::kind.eq(ClassKind::Sandbox))
        .filter(classes::archived_at.is_null());
    diesel::update(open)
        .set((
            classes::archived_at.eq(Some(now)),
            classes::updated_at.eq(now),
        ))
        .execute(tx.conn())?;
    Ok(())
}
