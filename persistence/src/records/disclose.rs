//! Judging a request for a student's record, and writing it down.

use domain::{
    access::action::RecordDisclosures,
    annual_notices::TransferNotice,
    audit::Changed,
    category::Category,
    classes::placement::SchoolTie,
    directory::DirectoryCover,
    ids::{EmergencyId, UserId},
    records::{
        disclosure::{
            DisclosureGround, DisclosureOutcome, DisclosureRefused, DisclosureRequest,
            DisclosureStatement, ProcessRecorded, disclose, needs_9932, reader,
        },
        emergency::emergency_cover,
    },
};

use super::{
    disclosures::{Disclosure, write},
    emergencies::declared,
    family::is_told_all,
};
use crate::{
    access::{Permit, relationships::ties_to_school},
    amendments, annual_notices, audit,
    database::Tx,
    directory::{self, DirectoryAsked},
    error::DbError,
};

/// A request for a student's record that is to be written down.
#[derive(Clone)]
pub struct NewDisclosure {
    /// On which ground.
    pub ground: DisclosureGround,
    /// Who asks.
    pub recipient: String,
    /// Records of which categories.
    pub categories: Vec<Category>,
    /// What the school states.
    pub statements: Vec<DisclosureStatement>,
    /// The emergency for which it is disclosed.
    pub emergency: Option<EmergencyId>,
    /// The directory information that is asked for.
    pub directory: Option<DirectoryAsked>,
}

/// Judges a request for the record of the permitted student and writes it down, whatever becomes of it;
/// beside it the reason for a refusal. Its threat is that of the emergency. `None` to a person of the family,
/// who writes nothing into the record of disclosures.
///
/// # Errors
/// If the database or the cipher fails.
pub fn record_disclosure<'t>(
    tx: &mut Tx<'t>,
    permit: &Permit<'t, RecordDisclosures>,
    new: &NewDisclosure,
) -> Result<Option<(Disclosure, Option<DisclosureRefused>)>, DbError> {
    let student = permit.subject().student;
    if !is_told_all(tx, permit.actor().user(), student, permit.relationship())? {
        return Ok(None);
    }
    let emergency = match new.emergency {
        Some(emergency) => declared(tx, student, emergency)?,
        None => None,
    };
    let scope = emergency.as_ref().map(|(scope, _)| scope);
    let request = DisclosureRequest {
        ground: new.ground,
        categories: new.categories.clone(),
        statements: new.statements.clone(),
        emergency: emergency_cover(scope, &new.recipient, &new.categories, tx.now()),
        process: ProcessRecorded::No,
        transfer_notice: told_by_notice(tx, student, new.ground)?,
        directory: match &new.directory {
            None => DirectoryCover::NotAsked,
            Some(asked) => {
                let who = (permit.actor().user(), student);
                DirectoryCover::Judged(directory::judge(tx, who, asked, &new.recipient)?)
            }
        },
    };
    let refused = disclose(&request).err();
    let known = emergency.is_some().then_some(new.emergency).flatten();
    let written = Disclosure {
        id: tx.new_id(),
        recipient: new.recipient.clone(),
        threat: emergency.map(|(_, threat)| threat),
        required_by_law: needs_9932(&request),
        outcome: match refused {
            None => DisclosureOutcome::Disclosed,
            Some(_) => DisclosureOutcome::Refused,
        },
        shown_to: reader(&request),
        recorded_at: tx.now(),
        along: match refused {
            None => amendments::statements_about(tx, student, &new.categories)?,
            Some(_) => Vec::new(),
        },
        ground: request.ground,
        categories: request.categories,
        statements: request.statements,
    };
    write(tx, student, permit.actor().user(), &written)?;
    let changed = Changed::created(written.id)
        .referring_to([student])
        .referring_to(new.directory.as_ref().map(|asked| asked.school))
        .referring_to(known);
    audit::changed(tx, permit, changed)?;
    Ok(Some((written, refused)))
}

/// Whether the annual notices of the schools that have the student, or had them where none has them now, say
/// that records go to a school of transfer: of two schools each.
fn told_by_notice(
    tx: &mut Tx<'_>,
    student: UserId,
    ground: DisclosureGround,
) -> Result<TransferNotice, DbError> {
    if ground != DisclosureGround::SchoolOfTransfer {
        return Ok(TransferNotice::Silent);
    }
    let (mut present, mut past) = (Vec::new(), Vec::new());
    for (school, _) in directory::schools_of(tx, student)? {
        match ties_to_school(tx, student, school)?.school {
            SchoolTie::Present => present.push(school),
            SchoolTie::Past | SchoolTie::None => past.push(school),
        }
    }
    let sending = if present.is_empty() { past } else { present };
    annual_notices::transfer_notice_of(tx, &sending)
}
