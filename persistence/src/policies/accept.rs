//! Accepting a version.

use diesel::prelude::*;
use domain::{
    access::action::AcceptPolicy, audit::Changed, ids::PolicyAcceptanceId,
    policies::acceptance::AcceptanceRecord,
};

use super::read::{Acceptance, found};
use crate::{
    access::Permit,
    audit,
    database::Tx,
    error::DbError,
    schema::{policy_acceptances, users},
    sql_types::bind_instant,
};

/// Notes that the permitted person accepted a version: once, however often it is said.
///
/// # Errors
/// If the database fails.
pub fn accept<'t>(
    tx: &mut Tx<'t>,
    permit: &Permit<'t, AcceptPolicy>,
    record: &AcceptanceRecord,
) -> Result<Acceptance, DbError> {
    let person = permit.subject();
    let version = record.version().to_string();
    let earlier = found(tx, person)?;
    if let Some(earlier) = earlier.into_iter().find(|row| row.version == version) {
        return Ok(earlier);
    }
    let id: PolicyAcceptanceId = tx.new_id();
    let row = (
        policy_acceptances::organization_id.eq(tx.tenant()),
        policy_acceptances::id.eq(id),
        policy_acceptances::person_id.eq(person),
        policy_acceptances::version.eq(&version),
        policy_acceptances::text_digest.eq(record.content_hash().to_vec()),
        policy_acceptances::language.eq(record.language()),
        policy_acceptances::method.eq(record.method()),
        policy_acceptances::accepted_at.eq(bind_instant(record.at())),
    );
    diesel::insert_into(policy_acceptances::table)
        .values(row)
        .execute(tx.conn())?;
    raise(tx, permit, record.version().major)?;
    audit::changed(tx, permit, Changed::created(id))?;
    Ok(Acceptance {
        id,
        version,
        language: record.language(),
        method: record.method(),
        accepted_at: record.at(),
    })
}

/// Notes with the person which first part of a number is accepted, unless a higher one is already.
fn raise<'t>(
    tx: &mut Tx<'t>,
    permit: &Permit<'t, AcceptPolicy>,
    major: u16,
) -> Result<(), DbError> {
    let major = i32::from(major);
    let lower = users::accepted_policy
        .is_null()
        .or(users::accepted_policy.lt(major));
    let person = users::table
        .find((tx.tenant(), permit.subject()))
        .filter(lower);
    diesel::update(person)
        .set(users::accepted_policy.eq(Some(major)))
        .execute(tx.conn())?;
    Ok(())
}
