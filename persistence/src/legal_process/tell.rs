//! Telling the family when the order ends that forbade it.

use diesel::prelude::*;
use domain::{
    audit::Changed,
    ids::LegalProcessId,
    legal_process::{LegalProcessState, NoticeService, order::GagStanding},
};

use super::{
    notice::write_to_family,
    row::{Stored, by_id},
};
use crate::{
    database::Tx,
    error::DbError,
    records::show_to_family,
    schema::legal_processes,
    sql_types::bind_instant,
    worker::{self, Task},
};

/// Tells the family of the process that the work is about, if no order forbids it any more: what was
/// disclosed shows in their record of disclosures, and of what is not disclosed yet their time begins.
///
/// # Errors
/// If the database or the cipher fails.
pub fn tell<'t>(tx: &mut Tx<'t>, task: Task<'t>) -> Result<(), DbError> {
    let id: LegalProcessId = task.subject();
    let found = by_id(tx, id)?;
    let due = found.filter(|held| held.gag(tx.now()) == GagStanding::Over);
    let changed = match due {
        Some(held) => tell_of(tx, &held)?,
        // It was reviewed, or ended with the record.
        None => Changed::nothing(),
    };
    worker::complete(tx, task, changed)
}

fn tell_of(tx: &mut Tx<'_>, held: &Stored) -> Result<Changed, DbError> {
    let is_untold = held.notice_at.is_none();
    let tells = match held.state {
        LegalProcessState::SchoolNotified
        | LegalProcessState::Complied
        | LegalProcessState::Quashed => is_untold,
        // It is told in its course, or was told.
        LegalProcessState::Received
        | LegalProcessState::Validated
        | LegalProcessState::RightsHolderNotified
        | LegalProcessState::Refused => false,
    };
    if !tells {
        return Ok(Changed::nothing());
    }
    let written_to = write_to_family(tx, held.student_id, held.id)?;
    let mut changed = Changed::of(held.id).referring_to([held.student_id]);
    if let Some(disclosure) = held.disclosure_id {
        show_to_family(tx, disclosure)?;
        changed = changed.and(Changed::of(disclosure));
    } else if written_to.is_empty() {
        // The school tells them by hand, and their time begins then.
        return Ok(changed);
    }
    diesel::update(legal_processes::table.find((tx.tenant(), held.id)))
        .set((
            legal_processes::notice_service.eq(Some(NoticeService::Message)),
            legal_processes::notice_at.eq(Some(bind_instant(tx.now()))),
        ))
        .execute(tx.conn())?;
    Ok(written_to.into_iter().fold(changed, Changed::sent_to))
}
