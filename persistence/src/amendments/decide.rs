//! What the school decides about what is contested, first by itself and then by a hearing.

use diesel::prelude::*;
use domain::{
    access::action::DecideAmendment, amendments::course::AmendmentEvent, audit::Changed,
    ids::AmendmentId,
};

use super::{
    correct::{Correction, correct},
    course::{AmendmentOutcome, step},
    row::{FINDINGS, REASONS},
};
use crate::{
    access::Permit, accounts::keys_of::subject_key, database::Tx, error::DbError,
    schema::amendments, sql_types::bind_instant,
};

/// What is decided.
pub enum Decision {
    /// The record is amended.
    Accept(Correction),
    /// It is not.
    Refuse,
}

/// What a hearing found.
pub enum Conclusion {
    /// The record is amended.
    Amend(Correction),
    /// It stays as it is.
    Uphold,
}

/// Decides about what is contested of the permitted student's record, for these reasons. A refusal has
/// some.
///
/// # Errors
/// If the database or the cipher fails.
pub fn decide<'t>(
    tx: &mut Tx<'t>,
    permit: &Permit<'t, DecideAmendment>,
    amendment: AmendmentId,
    (decision, reasons): (&Decision, Option<&str>),
) -> Result<AmendmentOutcome, DbError> {
    let by = permit.actor().user();
    let event = match decision {
        Decision::Accept(_) => AmendmentEvent::Accept,
        Decision::Refuse => AmendmentEvent::Refuse,
    };
    step(tx, permit, amendment, event, |tx, held| {
        let changed = match decision {
            Decision::Accept(correction) => match correct(tx, held, correction, by)? {
                Ok(changed) => changed,
                Err(refused) => return Ok(Err(refused)),
            },
            Decision::Refuse => Changed::nothing(),
        };
        let key = subject_key(tx, held.student_id)?;
        let row = held.id.uuid();
        let reasons = reasons
            .map(|reasons| key.seal(tx.mint(), REASONS, row, reasons.as_bytes()))
            .transpose()?;
        diesel::update(amendments::table.find((tx.tenant(), held.id)))
            .set((
                amendments::decided_by.eq(Some(by)),
                amendments::decided_at.eq(Some(bind_instant(tx.now()))),
                amendments::reasons.eq(reasons),
            ))
            .execute(tx.conn())?;
        Ok(Ok(changed))
    })
}

/// Writes down what the hearing about the permitted student's record found, on which evidence and why.
///
/// # Errors
/// If the database or the cipher fails.
pub fn conclude<'t>(
    tx: &mut Tx<'t>,
    permit: &Permit<'t, DecideAmendment>,
    amendment: AmendmentId,
    (conclusion, findings): (&Conclusion, &str),
) -> Result<AmendmentOutcome, DbError> {
    let by = permit.actor().user();
    let event = match conclusion {
        Conclusion::Amend(_) => AmendmentEvent::Amend,
        Conclusion::Uphold => AmendmentEvent::Uphold,
    };
    step(tx, permit, amendment, event, |tx, held| {
        let changed = match conclusion {
            Conclusion::Amend(correction) => match correct(tx, held, correction, by)? {
                Ok(changed) => changed,
                Err(refused) => return Ok(Err(refused)),
            },
            Conclusion::Uphold => Changed::nothing(),
        };
        let key = subject_key(tx, held.student_id)?;
        let sealed = key.seal(tx.mint(), FINDINGS, held.id.uuid(), findings.as_bytes())?;
        diesel::update(amendments::table.find((tx.tenant(), held.id)))
            .set((
                amendments::concluded_by.eq(Some(by)),
                amendments::concluded_at.eq(Some(bind_instant(tx.now()))),
                amendments::findings.eq(Some(sealed)),
            ))
            .execute(tx.conn())?;
        Ok(Ok(changed))
    })
}
