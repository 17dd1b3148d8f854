//! What is contested of a student's record.

use diesel::{prelude::*, sql_types::Bool};
use domain::{
    access::action::ReadAmendments,
    audit::Shown,
    ids::{AmendmentId, UserId},
};

use super::{
    known::{Known, known_to},
    row::{Amendment, Stored, find, open},
};
use crate::{
    access::Permit,
    audit,
    database::Tx,
    error::DbError,
    paging::{PageRequest, Slice},
    schema::amendments,
};

/// A page of what is contested of the permitted student's record, the oldest first, as far as the
/// reader may know of it.
///
/// # Errors
/// If the database fails.
pub fn list<'t>(
    tx: &mut Tx<'t>,
    permit: &Permit<'t, ReadAmendments>,
    page: PageRequest,
) -> Result<Slice<Amendment>, DbError> {
    let (student, person) = (permit.subject().student, permit.actor().user());
    let mut wanted = amendments::table
        .filter(amendments::organization_id.eq(tx.tenant()))
        .filter(amendments::student_id.eq(student))
        .filter(amendments::id.gt(page.after_id()))
        .order(amendments::id)
        .limit(page.limit_plus_one())
        .select(Stored::as_select())
        .into_boxed();
    match known_to(tx, student, person, permit.relationship())? {
        Known::All => {}
        Known::Own => wanted = wanted.filter(amendments::requester_id.eq(person)),
        Known::Nothing => wanted = wanted.filter(false.into_sql::<Bool>()),
    }
    let rows: Vec<Stored> = wanted.load(tx.conn())?;
    let found = page
        .into_page(rows, |row| row.id.uuid())
        .try_map(|row| open(tx, &row))?;
    let shown = found.rows.iter().flat_map(people_in);
    audit::disclosed(tx, permit, Shown::each(shown.chain([student])))?;
    Ok(found)
}

/// What is contested under this id of the permitted student's record; `None` if nothing is that the
/// reader may know of.
///
/// # Errors
/// If the database fails.
pub fn read<'t>(
    tx: &mut Tx<'t>,
    permit: &Permit<'t, ReadAmendments>,
    amendment: AmendmentId,
) -> Result<Option<Amendment>, DbError> {
    let student = permit.subject().student;
    let (person, relationship) = (permit.actor().user(), permit.relationship());
    let known = known_to(tx, student, person, relationship)?;
    let found = find(tx, student, amendment)?.filter(|row| known.includes(row, person));
    let Some(row) = found else {
        return Ok(None);
    };
    let shown = open(tx, &row)?;
    let named = Shown::each(people_in(&shown)).and(Shown::each([amendment]));
    audit::disclosed(tx, permit, named)?;
    Ok(Some(shown))
}

/// The people of whom an amendment speaks.
fn people_in(amendment: &Amendment) -> impl Iterator<Item = UserId> {
    [
        Some(amendment.student),
        Some(amendment.requester),
        amendment.officer,
    ]
    .into_iter()
    .flatten()
}
