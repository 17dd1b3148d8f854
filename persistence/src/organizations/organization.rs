//! Tenants.

use diesel::prelude::*;
use domain::{
    access::{Permit, action::CreateOrganization},
    audit::AccountEvent,
    ids::OrganizationId,
    words::Word,
};

use crate::{
    audit::{self, Entry},
    database::Tx,
    error::DbError,
    handles::{self, HandleKind, Taken},
    schema::{organization_keys, organizations},
    sql_types::{at, key},
};

domain::words! {
    /// What a tenant is.
    pub enum OrganizationKind {
        /// Hallpass itself.
        Platform = "platform",
        /// A district.
        District = "district",
    }
}

/// A tenant that is to be founded.
#[derive(Clone, Debug)]
pub struct NewOrganization {
    /// Its name.
    pub name: String,
    /// The short name by which its people say where they sign in.
    pub slug: String,
}

/// How the founding of a tenant ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Founded {
    /// It is there, with a key of its own.
    Now(OrganizationId),
    /// Another tenant has the short name.
    SlugTaken,
}

/// Founds a district.
///
/// # Errors
/// If the database fails.
pub fn create(
    tx: &mut Tx<'_>,
    permit: &Permit<CreateOrganization>,
    new: &NewOrganization,
) -> Result<Founded, DbError> {
    let id: OrganizationId = tx.new_id();
    let founded = tx.within(id, |tx| found(tx, OrganizationKind::District, new))?;
    if founded == Taken::Already {
        return Ok(Founded::SlugTaken);
    }
    audit::performed(tx, permit, 1)?;
    Ok(Founded::Now(id))
}

/// Writes the rows of the tenant in whose scope the transaction is.
pub(crate) fn found(
    tx: &mut Tx<'_>,
    kind: OrganizationKind,
    new: &NewOrganization,
) -> Result<Taken, DbError> {
    if handles::find(tx, HandleKind::Organization, &new.slug)?.is_some() {
        return Ok(Taken::Already);
    }
    let (tenant, now) = (tx.tenant(), at(tx.now()));
    let row = (
        organizations::organization_id.eq(tenant),
        organizations::kind.eq(kind.as_str()),
        organizations::name.eq(&new.name),
        organizations::slug.eq(&new.slug),
        organizations::state.eq("active"),
        organizations::created_at.eq(now),
        organizations::updated_at.eq(now),
    );
    diesel::insert_into(organizations::table)
        .values(row)
        .execute(tx.conn())?;
    let organization = tx.organization();
    let (master_key_id, wrapped) = tx.keys().create_organization(organization)?;
    let row = (
        organization_keys::organization_id.eq(key(organization)),
        organization_keys::master_key_id.eq(master_key_id),
        organization_keys::wrapped.eq(wrapped),
        organization_keys::created_at.eq(now),
    );
    diesel::insert_into(organization_keys::table)
        .values(row)
        .execute(tx.conn())?;
    let taken = handles::take(tx, HandleKind::Organization, &new.slug)?;
    audit::append(tx, &Entry::account(AccountEvent::InstallationSeeded, None))?;
    Ok(taken)
}
