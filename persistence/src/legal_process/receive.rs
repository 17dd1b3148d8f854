//! Recording a legal process.

use chrono::{DateTime, Utc};
use diesel::prelude::*;
use domain::{
    access::{Relationship, action::ManageLegalProcess},
    audit::Changed,
    category::Category,
    ids::{LegalProcessId, RecordDisclosureId, UserId},
    legal_process::{
        LegalProcessKind, LegalProcessState,
        order::{GagEndRefused, NoNoticeBasis, gag_ends_at},
    },
    records::disclosure::DisclosureReader,
    worker::JobKind,
};

use super::row::{ISSUER, LegalProcess, REFERENCE, by_id, ground_of, open};
use crate::{
    access::Permit,
    accounts::keys_of::subject_key,
    audit,
    database::Tx,
    error::DbError,
    records::{ProcessDisclosure, deny_process, is_told_all, words},
    schema::legal_processes,
    sql_types::bind_instant,
    worker,
};

/// A process that is to be recorded.
#[derive(Clone)]
pub struct NewProcess {
    /// Its kind.
    pub kind: LegalProcessKind,
    /// Who issued it.
    pub issuer: String,
    /// What its issuer calls the matter.
    pub reference: String,
    /// Records of which categories it asks for.
    pub categories: Vec<Category>,
    /// When the records are to be returned.
    pub return_at: Option<DateTime<Utc>>,
    /// The order that nobody be told, and its end if it names one.
    pub order: Option<(NoNoticeBasis, Option<DateTime<Utc>>)>,
}

/// What became of it.
pub enum ReceiveOutcome {
    /// It is recorded: to be checked, or refused at once as no compulsory process.
    Received(Box<LegalProcess>),
    /// The caller is of the student's family.
    OwnFamily,
    /// The law knows no such order of a process of this kind.
    OrderUnfit,
    /// The records would be to be returned at an instant that is over.
    ReturnPast,
    /// The order cannot end then.
    OrderEnd(GagEndRefused),
}

/// Records a process for the record of the permitted student. A request without compulsory process is
/// refused in the same step, and stands in the record of disclosures.
///
/// # Errors
/// If the database or the cipher fails.
pub fn receive<'t>(
    tx: &mut Tx<'t>,
    permit: &Permit<'t, ManageLegalProcess>,
    new: &NewProcess,
) -> Result<ReceiveOutcome, DbError> {
    let (student, by) = (permit.subject().student, permit.actor().user());
    if !is_told_all(tx, by, student, permit.relationship())? {
        return Ok(ReceiveOutcome::OwnFamily);
    }
    if new.return_at.is_some_and(|at| at <= tx.now()) {
        return Ok(ReceiveOutcome::ReturnPast);
    }
    let order = match new.order {
        None => None,
        Some((basis, _)) if !basis.fits(new.kind) => return Ok(ReceiveOutcome::OrderUnfit),
        Some((basis, until)) => match gag_ends_at(until, tx.now()) {
            Ok(ends_at) => Some((basis, ends_at)),
            Err(refused) => return Ok(ReceiveOutcome::OrderEnd(refused)),
        },
    };
    let denied = if new.kind.is_compulsory() {
        None
    } else {
        let of = ProcessDisclosure {
            student,
            by,
            ground: ground_of(new.kind),
            recipient: &new.issuer,
            categories: &new.categories,
            statements: &[],
        };
        Some(deny_process(tx, &of, DisclosureReader::RightsHolder)?)
    };
    let office = permit.relationship();
    let id = insert(tx, (student, by, office), new, (order, denied))?;
    let mut changed = Changed::created(id).referring_to([student]);
    if let Some(denied) = denied {
        changed = changed.and(Changed::created(denied));
    }
    audit::changed(tx, permit, changed)?;
    let row = by_id(tx, id)?.ok_or(DbError::Corrupt("a process is there"))?;
    Ok(ReceiveOutcome::Received(Box::new(open(tx, &row)?)))
}

fn insert(
    tx: &mut Tx<'_>,
    (student, by, office): (UserId, UserId, Relationship),
    new: &NewProcess,
    (order, denied): (
        Option<(NoNoticeBasis, DateTime<Utc>)>,
        Option<RecordDisclosureId>,
    ),
) -> Result<LegalProcessId, DbError> {
    let id: LegalProcessId = tx.new_id();
    let key = subject_key(tx, student)?;
    let seal = |place, text: &str| key.seal(tx.mint(), place, id.uuid(), text.as_bytes());
    let (issuer, reference) = (seal(ISSUER, &new.issuer)?, seal(REFERENCE, &new.reference)?);
    let now = bind_instant(tx.now());
    let state = match denied {
        None => LegalProcessState::Received,
        Some(_) => LegalProcessState::Refused,
    };
    let row = (
        legal_processes::organization_id.eq(tx.tenant()),
        legal_processes::id.eq(id),
        legal_processes::student_id.eq(student),
        legal_processes::kind.eq(new.kind),
        legal_processes::issuer.eq(issuer),
        legal_processes::reference.eq(reference),
        legal_processes::categories.eq(words(&new.categories)),
        legal_processes::received_by.eq(by),
        legal_processes::received_at.eq(now),
        legal_processes::return_at.eq(new.return_at.map(bind_instant)),
        legal_processes::no_notice_basis.eq(order.map(|(basis, _)| basis)),
        legal_processes::gag_ends_at.eq(order.map(|(_, ends_at)| bind_instant(ends_at))),
        legal_processes::state.eq(state),
        // The school knows what its own administrator records.
        legal_processes::school_notified_at
            .eq((office == Relationship::SchoolAdmin).then_some(now)),
        legal_processes::ended_by.eq(denied.map(|_| by)),
        legal_processes::ended_at.eq(denied.map(|_| now)),
        legal_processes::disclosure_id.eq(denied),
    );
    diesel::insert_into(legal_processes::table)
        .values(row)
        .execute(tx.conn())?;
    if let Some((_, ends_at)) = order {
        worker::schedule(tx, JobKind::TellOfLegalProcess, id.uuid(), ends_at)?;
    }
    Ok(id)
}
