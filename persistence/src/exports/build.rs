//! What the worker does: builds a copy, and deletes one that was not fetched.

use diesel::prelude::*;
use domain::{
    access::{Relationship, StudentCopy, action::ExportStudent},
    audit::Changed,
    exports::{
        MOST_ARCHIVE_BYTES,
        state::{ExportEvent, ExportState, export_step},
    },
    ids::{ExportId, UserId},
    parameters::choices::EXPORT_LINK_LIFE,
    text_enum::TextEnum as _,
    worker::JobKind,
};

use super::parts;
use crate::{
    access::{Installation, PermitError},
    database::Tx,
    error::DbError,
    installation,
    schema::exports,
    sql_types::bind_instant,
    worker::{self, Task},
};

/// How far a copy is when the worker has taken it up, and when everything is read.
const BEGUN: i32 = 10;
const GATHERED: i32 = 60;

/// A copy as it was asked for.
pub(super) struct WantedCopy {
    pub(super) id: ExportId,
    pub(super) subject: UserId,
    pub(super) asked_by: UserId,
    pub(super) relationship: Relationship,
    pub(super) state: ExportState,
}

pub(super) fn asked(tx: &mut Tx<'_>, export: ExportId) -> Result<Option<WantedCopy>, DbError> {
    type Row = (UserId, UserId, String, ExportState);
    let row: Option<Row> = exports::table
        .find((tx.tenant(), export))
        .select((
            exports::subject_id,
            exports::asked_by,
            exports::relationship,
            exports::state,
        ))
        .first(tx.conn())
        .optional()?;
    row.map(|(subject, asked_by, relationship, state)| {
        Ok(WantedCopy {
            id: export,
            subject,
            asked_by,
            relationship: Relationship::parse(&relationship)
                .ok_or(DbError::Corrupt("a copy was asked for in a relationship"))?,
            state,
        })
    })
    .transpose()
}

/// Whether a copy is to be built.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Begun {
    /// It is.
    Yes,
    /// It was deleted, or who asked for it may not have it any more. The work is done.
    No,
}

/// Takes up a copy. Whoever asked for it must have the right at this instant as well.
///
/// # Errors
/// If the database fails.
pub fn begin<'t>(tx: &mut Tx<'t>, by: &Installation, task: Task<'t>) -> Result<Begun, DbError> {
    let Some(asked) = asked(tx, task.subject())? else {
        worker::complete(tx, task, Changed::nothing())?;
        return Ok(Begun::No);
    };
    let event = if may_have(tx, *by, &asked)? {
        ExportEvent::Begin
    } else {
        ExportEvent::Lapse
    };
    let Ok(state) = export_step(asked.state, event, None, tx.now()) else {
        worker::complete(tx, task, Changed::nothing())?;
        return Ok(Begun::No);
    };
    diesel::update(exports::table.find((tx.tenant(), asked.id)))
        .set((exports::state.eq(state), exports::progress.eq(BEGUN)))
        .execute(tx.conn())?;
    if state == ExportState::Building {
        return Ok(Begun::Yes);
    }
    worker::complete(tx, task, Changed::ended(asked.id))?;
    Ok(Begun::No)
}

/// Whether whoever asked for a copy may have it at this instant.
fn may_have(tx: &mut Tx<'_>, by: Installation, asked: &WantedCopy) -> Result<bool, DbError> {
    if asked.subject == asked.asked_by {
        return Ok(true);
    }
    let Some(actor) = installation::on_behalf_of(tx, &by, asked.asked_by)? else {
        return Ok(false);
    };
    let copy = StudentCopy {
        student: asked.subject,
    };
    match tx.permit::<ExportStudent>(actor, copy) {
        Ok(permit) => Ok(permit.relationship() == asked.relationship),
        Err(PermitError::Refused(_) | PermitError::AcceptFirst(_) | PermitError::Sandbox) => {
            Ok(false)
        }
        Err(PermitError::Database(failure)) => Err(failure),
    }
}

/// Notes that everything was read.
///
/// # Errors
/// If the database fails.
pub fn gathered(tx: &mut Tx<'_>, task: &Task<'_>) -> Result<(), DbError> {
    let export: ExportId = task.subject();
    diesel::update(exports::table.find((tx.tenant(), export)))
        .set(exports::progress.eq(GATHERED))
        .execute(tx.conn())?;
    Ok(())
}

/// Keeps the archive, sealed under the key of the person whom it is about, for seven days. One that is
/// too large is not kept.
///
/// # Errors
/// If the database or the cipher fails.
pub fn keep<'t>(
    tx: &mut Tx<'t>,
    task: Task<'t>,
    archive: &[u8],
    digest: &[u8; 32],
) -> Result<(), DbError> {
    if archive.len() > MOST_ARCHIVE_BYTES {
        return give_up_as_too_large(tx, task);
    }
    let Some(asked) = asked(tx, task.subject())? else {
        return worker::complete(tx, task, Changed::nothing());
    };
    let Ok(state) = export_step(asked.state, ExportEvent::Finish, None, tx.now()) else {
        return worker::complete(tx, task, Changed::nothing());
    };
    parts::keep(tx, (asked.id, asked.subject), archive)?;
    let expires_at = tx.now() + EXPORT_LINK_LIFE.default;
    let bytes =
        i32::try_from(archive.len()).map_err(|_| DbError::Corrupt("an archive has a bound"))?;
    diesel::update(exports::table.find((tx.tenant(), asked.id)))
        .set((
            exports::state.eq(state),
            exports::progress.eq(100),
            exports::bytes.eq(Some(bytes)),
            exports::digest.eq(Some(digest.to_vec())),
            exports::ready_at.eq(Some(bind_instant(tx.now()))),
            exports::expires_at.eq(Some(bind_instant(expires_at))),
        ))
        .execute(tx.conn())?;
    worker::schedule(tx, JobKind::ExpireExport, asked.id.uuid(), expires_at)?;
    worker::complete(tx, task, Changed::of(asked.id))
}

/// Notes that there is more than an archive takes.
///
/// # Errors
/// If the database fails.
pub fn give_up_as_too_large<'t>(tx: &mut Tx<'t>, task: Task<'t>) -> Result<(), DbError> {
    end(tx, task, ExportEvent::Exceed)
}

/// Deletes a copy that was not fetched in time.
///
/// # Errors
/// If the database fails.
pub fn expire<'t>(tx: &mut Tx<'t>, task: Task<'t>) -> Result<(), DbError> {
    end(tx, task, ExportEvent::Lapse)
}

/// Ends the copies about a person that are asked for, built or not yet fetched: what they hold is erased.
/// The work that is due of them finds them ended.
///
/// # Errors
/// If the database fails.
pub(crate) fn end_copies_about(tx: &mut Tx<'_>, subject: UserId) -> Result<(), DbError> {
    let open: Vec<ExportId> = exports::table
        .filter(exports::organization_id.eq(tx.tenant()))
        .filter(exports::subject_id.eq(subject))
        .filter(exports::state.eq_any([
            ExportState::Queued,
            ExportState::Building,
            ExportState::Ready,
        ]))
        .select(exports::id)
        .load(tx.conn())?;
    for export in open {
        end_copy(tx, export)?;
    }
    Ok(())
}

/// Ends a copy that nobody is to fetch any more.
///
/// # Errors
/// If the database fails.
pub(crate) fn end_copy(tx: &mut Tx<'_>, export: ExportId) -> Result<(), DbError> {
    parts::forget(tx, export)?;
    diesel::update(exports::table.find((tx.tenant(), export)))
        .set(exports::state.eq(ExportState::Expired))
        .execute(tx.conn())?;
    Ok(())
}

fn end<'t>(tx: &mut Tx<'t>, task: Task<'t>, event: ExportEvent) -> Result<(), DbError> {
    let Some(asked) = asked(tx, task.subject())? else {
        return worker::complete(tx, task, Changed::nothing());
    };
    let Ok(state) = export_step(asked.state, event, None, tx.now()) else {
        return worker::complete(tx, task, Changed::nothing());
    };
    parts::forget(tx, asked.id)?;
    diesel::update(exports::table.find((tx.tenant(), asked.id)))
        .set(exports::state.eq(state))
        .execute(tx.conn())?;
    worker::complete(tx, task, Changed::ended(asked.id))
}
