//! For whom an organization offers its courses.

use diesel::prelude::*;
use domain::{access::action::ManageAudience, accounts::context::Audience, audit::Changed};

use crate::{
    access::Permit, audit, database::Tx, error::DbError, schema::organizations,
    sql_types::bind_instant,
};

/// For whom the permitted organization offers its courses.
///
/// # Errors
/// If the database fails.
pub fn audience<'t>(
    tx: &mut Tx<'t>,
    permit: &Permit<'t, ManageAudience>,
) -> Result<Audience, DbError> {
    permit.require_tenant(tx)?;
    of_tenant(tx)
}

/// Sets for whom the permitted organization offers its courses. Accounts that exist stay.
///
/// # Errors
/// If the database fails.
pub fn set_audience<'t>(
    tx: &mut Tx<'t>,
    permit: &Permit<'t, ManageAudience>,
    audience: Audience,
) -> Result<(), DbError> {
    diesel::update(organizations::table.find(permit.subject()))
        .set((
            organizations::audience.eq(audience),
            organizations::updated_at.eq(bind_instant(tx.now())),
        ))
        .execute(tx.conn())?;
    audit::changed(tx, permit, Changed::of(permit.subject()))
}

pub(super) fn of_tenant(tx: &mut Tx<'_>) -> Result<Audience, DbError> {
    Ok(organizations::table
        .find(tx.tenant())
        .select(organizations::audience)
        .first(tx.conn())?)
}
