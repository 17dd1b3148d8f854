//! The join codes of a class.

use diesel::prelude::*;
use domain::access::action::ManageJoinCodes;

use super::JoinCode;
use crate::{
    access::Permit,
    database::Tx,
    error::DbError,
    paging::{PageRequest, Slice},
    schema::join_codes,
};

/// The codes that were issued for the permitted class, those that no longer hold included, oldest
/// first.
///
/// # Errors
/// If the database fails.
pub fn list<'t>(
    tx: &mut Tx<'t>,
    permit: &Permit<'t, ManageJoinCodes>,
    page: PageRequest,
) -> Result<Slice<JoinCode>, DbError> {
    let rows = join_codes::table
        .filter(join_codes::organization_id.eq(tx.tenant()))
        .filter(join_codes::class_id.eq(permit.subject()))
        .filter(join_codes::id.gt(page.after_id()))
        .order(join_codes::id)
        .limit(page.limit_plus_one())
        .select(JoinCode::as_select())
        .load(tx.conn())?;
    Ok(page.into_page(rows, |code| code.id.uuid()))
}
