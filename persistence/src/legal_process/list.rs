//! The legal processes for a student's record.

use diesel::{prelude::*, sql_types::Bool};
use domain::{access::action::ReadLegalProcess, audit::Shown, ids::LegalProcessId};

use super::{
    known::{Known, known_to},
    row::{LegalProcess, Stored, find, open},
};
use crate::{
    access::Permit,
    audit,
    database::Tx,
    error::DbError,
    paging::{PageRequest, Slice},
    schema::legal_processes,
};

/// A page of the processes for the record of the permitted student, newest first, as far as the reader may
/// know of them.
///
/// # Errors
/// If the database or the cipher fails.
pub fn list<'t>(
    tx: &mut Tx<'t>,
    permit: &Permit<'t, ReadLegalProcess>,
    page: PageRequest,
) -> Result<Slice<LegalProcess>, DbError> {
    let student = permit.subject().student;
    let mut wanted = legal_processes::table
        .filter(legal_processes::organization_id.eq(tx.tenant()))
        .filter(legal_processes::student_id.eq(student))
        .filter(legal_processes::id.lt(page.before_id()))
        .order(legal_processes::id.desc())
        .limit(page.limit_plus_one())
        .select(Stored::as_select())
        .into_boxed();
    match known_to(tx, student, permit.actor().user(), permit.relationship())? {
        Known::All => {}
        Known::Told => wanted = wanted.filter(legal_processes::notice_at.is_not_null()),
        Known::Nothing => wanted = wanted.filter(false.into_sql::<Bool>()),
    }
    let rows: Vec<Stored> = wanted.load(tx.conn())?;
    let found = page
        .into_page(rows, |row| row.id.uuid())
        .try_map(|row| open(tx, &row))?;
    audit::disclosed(tx, permit, Shown::each([student]))?;
    Ok(found)
}

/// The process of this id for the record of the permitted student; `None` if there is none that the reader
/// may know of.
///
/// # Errors
/// If the database or the cipher fails.
pub fn read<'t>(
    tx: &mut Tx<'t>,
    permit: &Permit<'t, ReadLegalProcess>,
    process: LegalProcessId,
) -> Result<Option<LegalProcess>, DbError> {
    let student = permit.subject().student;
    let known = known_to(tx, student, permit.actor().user(), permit.relationship())?;
    let found = find(tx, student, process)?.filter(|row| match known {
        Known::All => true,
        Known::Told => row.notice_at.is_some(),
        Known::Nothing => false,
    });
    let Some(row) = found else {
        return Ok(None);
    };
    let shown = open(tx, &row)?;
    audit::disclosed(
        tx,
        permit,
        Shown::each([student]).and(Shown::each([process])),
    )?;
    Ok(Some(shown))
}
