//! What happens to a legal process, and its first steps.

use chrono::{DateTime, Utc};
use diesel::prelude::*;
use domain::{
    access::{Relationship, action::ManageLegalProcess},
    audit::Changed,
    category::Category,
    ids::LegalProcessId,
    legal_process::{
        LegalProcessState,
        course::{ProcessEvent, ProcessRefused, Reviewer, SchoolAwareness, transition},
        order::{GagEndRefused, reviewed_end},
    },
    records::disclosure::DisclosureRefused,
    worker::JobKind,
};

use super::{
    family::family_since,
    row::{LegalProcess, Stored, find, open},
};
use crate::{
    access::Permit, audit, database::Tx, error::DbError, records::is_told_all,
    schema::legal_processes, sql_types::bind_instant, worker,
};

/// What became of a step of a legal process.
pub enum ProcessOutcome {
    /// It stands so.
    Done(Box<LegalProcess>),
    /// There is none that the person may know of.
    NoSuchProcess,
    /// It does not happen.
    Refused(ProcessRefused),
    /// The process does not ask for records of this category.
    NotAskedFor(Category),
    /// The record may not be disclosed.
    NotDisclosed(DisclosureRefused),
    /// Nobody who holds the rights has an address.
    NobodyToWriteTo,
    /// The order cannot end then.
    OrderEnd(GagEndRefused),
}

/// What a step changed, or why it did not happen.
pub(super) type Step = Result<Result<Changed, ProcessOutcome>, DbError>;

/// Lets something happen to a process for the record of the permitted student, and writes what belongs to
/// it. Nobody of the student's family takes part, whatever office they hold.
pub(super) fn step<'t>(
    tx: &mut Tx<'t>,
    permit: &Permit<'t, ManageLegalProcess>,
    (process, event): (LegalProcessId, ProcessEvent),
    write: impl FnOnce(&mut Tx<'_>, &Stored, LegalProcessState) -> Step,
) -> Result<ProcessOutcome, DbError> {
    let (student, person) = (permit.subject().student, permit.actor().user());
    let is_told = is_told_all(tx, person, student, permit.relationship())?;
    let held = find(tx, student, process)?.filter(|_| is_told);
    let Some(held) = held else {
        return Ok(ProcessOutcome::NoSuchProcess);
    };
    let reviewer = if held.received_by == person {
        Reviewer::WhoReceived
    } else {
        Reviewer::Another
    };
    let school = match (held.school_notified_at, permit.relationship()) {
        (Some(_), _) | (None, Relationship::SchoolAdmin) => SchoolAwareness::Knows,
        (None, _) => SchoolAwareness::DistrictOnly,
    };
    let family = family_since(tx, &held)?;
    let facts = held.facts((reviewer, school, family), tx.now());
    let state = match transition(&facts, event) {
        Ok(state) => state,
        Err(refused) => return Ok(ProcessOutcome::Refused(refused)),
    };
    let changed = match write(tx, &held, state)? {
        Ok(changed) => changed,
        Err(refused) => return Ok(refused),
    };
    let changed = Changed::of(process).and(changed).referring_to([student]);
    audit::changed(tx, permit, changed)?;
    let row = find(tx, student, process)?.ok_or(DbError::Corrupt("a process is there"))?;
    Ok(ProcessOutcome::Done(Box::new(open(tx, &row)?)))
}

/// Notes that who advises the school in law found a process valid.
///
/// # Errors
/// If the database or the cipher fails.
pub fn validate<'t>(
    tx: &mut Tx<'t>,
    permit: &Permit<'t, ManageLegalProcess>,
    process: LegalProcessId,
) -> Result<ProcessOutcome, DbError> {
    let by = permit.actor().user();
    step(
        tx,
        permit,
        (process, ProcessEvent::Validate),
        |tx, held, state| {
            let now = tx.now();
            let knows_since = (state == LegalProcessState::SchoolNotified).then_some(now);
            let knows_since = held.school_notified_at.or(knows_since);
            diesel::update(legal_processes::table.find((tx.tenant(), held.id)))
                .set((
                    legal_processes::state.eq(state),
                    legal_processes::validated_by.eq(Some(by)),
                    legal_processes::validated_at.eq(Some(bind_instant(now))),
                    legal_processes::school_notified_at.eq(knows_since.map(bind_instant)),
                ))
                .execute(tx.conn())?;
            Ok(Ok(Changed::nothing()))
        },
    )
}

/// Notes that the school that keeps the record was told of a process.
///
/// # Errors
/// If the database or the cipher fails.
pub fn note_school<'t>(
    tx: &mut Tx<'t>,
    permit: &Permit<'t, ManageLegalProcess>,
    process: LegalProcessId,
) -> Result<ProcessOutcome, DbError> {
    let event = ProcessEvent::NotifySchool;
    step(tx, permit, (process, event), |tx, held, state| {
        diesel::update(legal_processes::table.find((tx.tenant(), held.id)))
            .set((
                legal_processes::state.eq(state),
                legal_processes::school_notified_at.eq(Some(bind_instant(tx.now()))),
            ))
            .execute(tx.conn())?;
        Ok(Ok(Changed::nothing()))
    })
}

/// Notes that somebody reviewed the order that nobody be told of a process: it ends at this instant, or
/// is looked at again.
///
/// # Errors
/// If the database or the cipher fails.
pub fn review_order<'t>(
    tx: &mut Tx<'t>,
    permit: &Permit<'t, ManageLegalProcess>,
    (process, until): (LegalProcessId, Option<DateTime<Utc>>),
) -> Result<ProcessOutcome, DbError> {
    let event = ProcessEvent::ReviewOrder;
    step(tx, permit, (process, event), |tx, held, _| {
        let ends_at = match reviewed_end(until, tx.now()) {
            Ok(ends_at) => ends_at,
            Err(refused) => return Ok(Err(ProcessOutcome::OrderEnd(refused))),
        };
        diesel::update(legal_processes::table.find((tx.tenant(), held.id)))
            .set(legal_processes::gag_ends_at.eq(Some(bind_instant(ends_at))))
            .execute(tx.conn())?;
        let job = JobKind::TellOfLegalProcess;
        worker::schedule(tx, job, held.id.uuid(), ends_at)?;
        Ok(Ok(Changed::nothing()))
    })
}
