//! What a legal process came to, in the record of disclosures (FER-09, FER-13).

use diesel::prelude::*;
use domain::{
    annual_notices::TransferNotice,
    category::Category,
    directory::DirectoryCover,
    ids::{RecordDisclosureId, UserId},
    records::{
        disclosure::{
            DisclosureGround, DisclosureOutcome, DisclosureReader, DisclosureRefused,
            DisclosureRequest, DisclosureStatement, ProcessRecorded, disclose, needs_9932, reader,
        },
        emergency::EmergencyCover,
    },
};

use super::disclosures::{Disclosure, write};
use crate::{amendments, database::Tx, error::DbError, schema::record_disclosures};

/// What a legal process came to.
pub(crate) struct ProcessDisclosure<'a> {
    /// The student.
    pub(crate) student: UserId,
    /// Who ends the process.
    pub(crate) by: UserId,
    /// On which ground it is asked for.
    pub(crate) ground: DisclosureGround,
    /// Who issued it.
    pub(crate) recipient: &'a str,
    /// Records of which categories.
    pub(crate) categories: &'a [Category],
    /// What holds of it.
    pub(crate) statements: &'a [DisclosureStatement],
}

impl ProcessDisclosure<'_> {
    fn request(&self) -> DisclosureRequest {
        DisclosureRequest {
            ground: self.ground,
            categories: self.categories.to_vec(),
            statements: self.statements.to_vec(),
            emergency: EmergencyCover::Missing,
            process: ProcessRecorded::Yes,
            transfer_notice: TransferNotice::Silent,
            directory: DirectoryCover::NotAsked,
        }
    }
}

/// Writes down that what a process asks for is disclosed, if the record may be.
///
/// # Errors
/// If the database or the cipher fails. The inner error says why it may not be.
pub(crate) fn disclose_for_process(
    tx: &mut Tx<'_>,
    of: &ProcessDisclosure<'_>,
) -> Result<Result<RecordDisclosureId, DisclosureRefused>, DbError> {
    let request = of.request();
    if let Err(refused) = disclose(&request) {
        return Ok(Err(refused));
    }
    let shown_to = reader(&request);
    keep(tx, of, (DisclosureOutcome::Disclosed, shown_to)).map(Ok)
}

/// Writes down that nothing was disclosed to a process, for these to read.
///
/// # Errors
/// If the database or the cipher fails.
pub(crate) fn deny_process(
    tx: &mut Tx<'_>,
    of: &ProcessDisclosure<'_>,
    shown_to: DisclosureReader,
) -> Result<RecordDisclosureId, DbError> {
    keep(tx, of, (DisclosureOutcome::Refused, shown_to))
}

fn keep(
    tx: &mut Tx<'_>,
    of: &ProcessDisclosure<'_>,
    (outcome, shown_to): (DisclosureOutcome, DisclosureReader),
) -> Result<RecordDisclosureId, DbError> {
    let written = Disclosure {
        id: tx.new_id(),
        ground: of.ground,
        recipient: of.recipient.to_owned(),
        categories: of.categories.to_vec(),
        statements: of.statements.to_vec(),
        threat: None,
        required_by_law: needs_9932(&of.request()),
        outcome,
        shown_to,
        recorded_at: tx.now(),
        along: match outcome {
            DisclosureOutcome::Disclosed => {
                amendments::statements_about(tx, of.student, of.categories)?
            }
            DisclosureOutcome::Refused => Vec::new(),
        },
    };
    write(tx, of.student, of.by, &written)?;
    Ok(written.id)
}

/// Shows an entry to the family that an order had kept from them.
///
/// # Errors
/// If the database fails.
pub(crate) fn show_to_family(
    tx: &mut Tx<'_>,
    disclosure: RecordDisclosureId,
) -> Result<(), DbError> {
    diesel::update(record_disclosures::table.find((tx.tenant(), disclosure)))
        .set(record_disclosures::shown_to.eq(DisclosureReader::RightsHolder))
        .execute(tx.conn())?;
    Ok(())
}
