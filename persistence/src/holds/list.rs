//! Which holds there are.

use diesel::prelude::*;
use domain::{
    access::action::ManageHolds,
    audit::Shown,
    ids::{LegalHoldId, SchoolId, UserId},
};

use super::row::{LegalHold, Row, find, open};
use crate::{
    access::Permit,
    audit,
    database::Tx,
    error::DbError,
    paging::{PageRequest, Slice},
    schema::legal_holds,
};

/// A page of the holds of the permitted district, the newest first: in force, lapsed and released.
///
/// # Errors
/// If the database or the cipher fails.
pub fn list<'t>(
    tx: &mut Tx<'t>,
    permit: &Permit<'t, ManageHolds>,
    page: PageRequest,
) -> Result<Slice<LegalHold>, DbError> {
    let rows: Vec<Row> = legal_holds::table
        .filter(legal_holds::organization_id.eq(tx.tenant()))
        .filter(legal_holds::id.lt(page.before_id()))
        .order(legal_holds::id.desc())
        .limit(page.limit_plus_one())
        .select(Row::as_select())
        .load(tx.conn())?;
    let slice = page.into_page(rows, |row: &Row| row.id.uuid());
    let slice = slice.try_map(|row| open(tx, &row))?;
    audit::disclosed(tx, permit, told(&slice.rows))?;
    Ok(slice)
}

/// A hold of the permitted district.
///
/// # Errors
/// If the database or the cipher fails.
pub fn show<'t>(
    tx: &mut Tx<'t>,
    permit: &Permit<'t, ManageHolds>,
    hold: LegalHoldId,
) -> Result<Option<LegalHold>, DbError> {
    let Some(row) = find(tx, hold)? else {
        return Ok(None);
    };
    let found = open(tx, &row)?;
    audit::disclosed(tx, permit, told(std::slice::from_ref(&found)))?;
    Ok(Some(found))
}

fn told(holds: &[LegalHold]) -> Shown {
    let people = holds
        .iter()
        .flat_map(|hold| [hold.subject_id, Some(hold.owner_id)]);
    let people: Vec<UserId> = people.flatten().collect();
    let schools: Vec<SchoolId> = holds.iter().filter_map(|hold| hold.school_id).collect();
    Shown::each(holds.iter().map(|hold| hold.id))
        .and(Shown::each(people))
        .and(Shown::each(schools))
}
