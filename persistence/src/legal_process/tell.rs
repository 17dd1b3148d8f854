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
    let mut changed = Changed::nothing();
    if let Some(disclosure) = held.disclosure_id {
        // However they were told, and whether they were.
        show_to_family(tx, disclosure)?;
        changed = Changed::of(held.id)
            .and(Changed::of(disclosure))
            .referring_to([held.student_id]);
    }
    let tells = match held.state {
        LegalProcessState::SchoolNotified
        | LegalProcessState::Complied
        | LegalProcessState::Quashed
        | LegalProcessState::Refused => held.notice_at.is_none(),
        // It is told in its course, or was told.
        LegalProcessState::Received
        | LegalProcessState::Validated
        | LegalProcessState::RightsHolderNotified => false,
    };
    if !tells {
        return Ok(changed);
    }
    let written_to = write_to_family(tx, held.student_id, held.id)?;
    if held.disclosure_id.is_none() {
        changed = Changed::of(held.id).referring_to([held.student_id]);
    }
    if held.disclosure_id.is_none() && written_to.is_empty() {
        // The school tells them by hand, and their time begins then.
        return Ok(changed);
    }
    // The family reads it from now on; where nobody was written to, the school tells them by hand.
    let service = (!written_to.is_empty()).then_some(NoticeService::Message);
    diesel::update(legal_processes::table.find((tx.tenant(), held.id)))
        .set((
            legal_processes::notice_service.eq(service),
            legal_processes::notice_at.eq(Some(bind_instant(tx.now()))),
        ))
        .execute(tx.conn())?;
    Ok(written_to.into_iter().fold(changed, Changed::sent_to))
}
