//! Telling the family of a legal process.

use chrono::TimeDelta;
use diesel::prelude::*;
use domain::{
    access::action::ManageLegalProcess,
    audit::Changed,
    ids::{LegalProcessId, UserId},
    legal_process::{
        LegalProcessState, NoticeService,
        course::{ProcessEvent, Reviewer, RightsHolders, SchoolAwareness, transition},
        order::GagStanding,
    },
    mail::MessageKind,
};

use super::{
    course::{ProcessOutcome, step},
    family::is_told_by_messages,
    row::by_id,
};
use crate::{
    access::Permit,
    database::Tx,
    error::DbError,
    guardians,
    mail::{self, AdultRecipient, NewMessage},
    records::show_to_family,
    schema::legal_processes,
    settings,
    sql_types::bind_instant,
};

/// For how long a message that waits for a mail server is still worth sending.
const MESSAGE_LIFE: TimeDelta = TimeDelta::days(30);

/// Tells the family of a process: by messages to all who hold the rights and have an address, which count
/// when a mail server has taken the last, or by the school's own hand.
///
/// # Errors
/// If the database or the cipher fails.
pub fn serve<'t>(
    tx: &mut Tx<'t>,
    permit: &Permit<'t, ManageLegalProcess>,
    (process, service): (LegalProcessId, NoticeService),
) -> Result<ProcessOutcome, DbError> {
    let event = ProcessEvent::Serve(service);
    step(tx, permit, (process, event), |tx, held, state| {
        let now = bind_instant(tx.now());
        let (written_to, told_at) = match service {
            NoticeService::Message => {
                let written_to = write_to_family(tx, held.student_id, held.id)?;
                if written_to.is_empty() {
                    return Ok(Err(ProcessOutcome::NobodyToWriteTo));
                }
                (written_to, None)
            }
            NoticeService::ByHand => (Vec::new(), Some(now)),
        };
        diesel::update(legal_processes::table.find((tx.tenant(), held.id)))
            .set((
                legal_processes::state.eq(state),
                legal_processes::notice_service.eq(Some(service)),
                legal_processes::notice_at.eq(Some(now)),
                legal_processes::told_at.eq(told_at),
            ))
            .execute(tx.conn())?;
        let mut changed = Changed::nothing();
        if let Some(disclosure) = held.disclosure_id
            && held.gag(tx.now()) != GagStanding::InForce
        {
            // What an order had kept from them.
            show_to_family(tx, disclosure)?;
            changed = changed.and(Changed::of(disclosure));
        }
        let told = written_to.into_iter();
        Ok(Ok(told.fold(changed, Changed::sent_to)))
    })
}

/// Writes to all who hold the rights over a student's record and have an address: to whom. The message
/// names nobody. An adult student has no address to which anything is sent.
pub(super) fn write_to_family(
    tx: &mut Tx<'_>,
    student: UserId,
    process: LegalProcessId,
) -> Result<Vec<UserId>, DbError> {
    let mut written_to = Vec::new();
    for guardian in guardians::rights_holders(tx, student)? {
        let Some(recipient) = AdultRecipient::of_account(tx, guardian)? else {
            continue;
        };
        let message = NewMessage {
            kind: MessageKind::LegalProcessNotice,
            language: settings::language_of(tx, guardian)?,
            content: [].into(),
            about: Some(process.uuid()),
            expires_at: tx.now() + MESSAGE_LIFE,
        };
        mail::post(tx, &recipient, &message)?;
        written_to.push(guardian);
    }
    Ok(written_to)
}

/// Notes what became of a message about a process. The time of the family begins when a mail server has
/// taken the last; where one was refused to somebody who holds the rights, the school tells them by hand.
///
/// # Errors
/// If the database fails.
pub(crate) fn delivered(tx: &mut Tx<'_>, process: LegalProcessId) -> Result<(), DbError> {
    let Some(held) = by_id(tx, process)? else {
        return Ok(());
    };
    if !is_told_by_messages(tx, &held)? {
        return Ok(());
    }
    let by_work = (
        Reviewer::Another,
        SchoolAwareness::Knows,
        RightsHolders::AsTold,
    );
    let facts = held.facts(by_work, tx.now());
    let Ok(state) = transition(&facts, ProcessEvent::Delivered) else {
        return Ok(());
    };
    let row = legal_processes::table
        .find((tx.tenant(), process))
        .filter(legal_processes::notice_service.eq(NoticeService::Message));
    let told_at = legal_processes::told_at.eq(Some(bind_instant(tx.now())));
    if state == LegalProcessState::RightsHolderNotified {
        diesel::update(row)
            .set((legal_processes::state.eq(state), told_at))
            .execute(tx.conn())?;
    } else {
        diesel::update(row.filter(legal_processes::told_at.is_null()))
            .set(told_at)
            .execute(tx.conn())?;
    }
    Ok(())
}
