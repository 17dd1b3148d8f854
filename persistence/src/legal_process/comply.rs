//! What a legal process comes to: disclosed, quashed, refused. Each stands in the record of disclosures.

use diesel::prelude::*;
use domain::{
    access::action::ManageLegalProcess,
    audit::Changed,
    category::Category,
    ids::{LegalProcessId, RecordDisclosureId, UserId},
    legal_process::{LegalProcessState, course::ProcessEvent, order::GagStanding},
    records::disclosure::{DisclosureReader, DisclosureStatement},
};

use super::{
    course::{ProcessOutcome, Step, step},
    row::Stored,
};
use crate::{
    access::Permit,
    database::Tx,
    error::DbError,
    records::{ProcessDisclosure, deny_process, disclose_for_process},
    schema::legal_processes,
    sql_types::bind_instant,
};

/// Writes down that records of these categories are disclosed, which the process asks for.
///
/// # Errors
/// If the database or the cipher fails.
pub fn comply<'t>(
    tx: &mut Tx<'t>,
    permit: &Permit<'t, ManageLegalProcess>,
    (process, categories): (LegalProcessId, &[Category]),
) -> Result<ProcessOutcome, DbError> {
    let by = permit.actor().user();
    step(
        tx,
        permit,
        (process, ProcessEvent::Comply),
        |tx, held, state| {
            let asked = held.categories()?;
            if let Some(more) = categories.iter().find(|category| !asked.contains(category)) {
                return Ok(Err(ProcessOutcome::NotAskedFor(*more)));
            }
            let mut statements = held.statements(tx.now());
            if held.gag(tx.now()) != GagStanding::InForce {
                // The transition saw to it.
                statements.push(DisclosureStatement::WaitOver);
            }
            let issuer = held.issuer(tx)?;
            let of = ProcessDisclosure {
                student: held.student_id,
                by,
                ground: held.ground(),
                recipient: &issuer,
                categories,
                statements: &statements,
            };
            match disclose_for_process(tx, &of)? {
                Ok(disclosure) => end(tx, held, (state, by, disclosure)),
                Err(refused) => Ok(Err(ProcessOutcome::NotDisclosed(refused))),
            }
        },
    )
}

/// Notes that a process was quashed or withdrawn: nothing is disclosed. While an order forbids to tell of
/// it, the family does not read that either.
///
/// # Errors
/// If the database or the cipher fails.
pub fn quash<'t>(
    tx: &mut Tx<'t>,
    permit: &Permit<'t, ManageLegalProcess>,
    process: LegalProcessId,
) -> Result<ProcessOutcome, DbError> {
    let by = permit.actor().user();
    step(
        tx,
        permit,
        (process, ProcessEvent::Quash),
        |tx, held, state| deny(tx, held, (state, by)),
    )
}

/// Notes that a process was not found valid: nothing is disclosed, and what it orders besides counts for
/// nothing; but while the order that it claims is in force the family does not read that either.
///
/// # Errors
/// If the database or the cipher fails.
pub fn reject<'t>(
    tx: &mut Tx<'t>,
    permit: &Permit<'t, ManageLegalProcess>,
    process: LegalProcessId,
) -> Result<ProcessOutcome, DbError> {
    let by = permit.actor().user();
    step(
        tx,
        permit,
        (process, ProcessEvent::Reject),
        |tx, held, state| deny(tx, held, (state, by)),
    )
}

fn deny(tx: &mut Tx<'_>, held: &Stored, (state, by): (LegalProcessState, UserId)) -> Step {
    let shown_to = match held.gag(tx.now()) {
        GagStanding::InForce => DisclosureReader::School,
        GagStanding::Never | GagStanding::Over => DisclosureReader::RightsHolder,
    };
    let (categories, issuer) = (held.categories()?, held.issuer(tx)?);
    let of = ProcessDisclosure {
        student: held.student_id,
        by,
        ground: held.ground(),
        recipient: &issuer,
        categories: &categories,
        statements: &held.statements(tx.now()),
    };
    let disclosure = deny_process(tx, &of, shown_to)?;
    end(tx, held, (state, by, disclosure))
}

fn end(
    tx: &mut Tx<'_>,
    held: &Stored,
    (state, by, disclosure): (LegalProcessState, UserId, RecordDisclosureId),
) -> Step {
    diesel::update(legal_processes::table.find((tx.tenant(), held.id)))
        .set((
            legal_processes::state.eq(state),
            legal_processes::ended_by.eq(Some(by)),
            legal_processes::ended_at.eq(Some(bind_instant(tx.now()))),
            legal_processes::disclosure_id.eq(Some(disclosure)),
        ))
        .execute(tx.conn())?;
    Ok(Ok(Changed::created(disclosure)))
}
