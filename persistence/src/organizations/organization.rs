//! Tenants.

use chrono::{DateTime, Utc};
use diesel::prelude::*;
use domain::{
    access::action::{CreateOrganization, ListOrganizations, ReadOrganization, SetConsentMode},
    audit::{AccountEvent, Changed},
    ids::{OrganizationId, UserId},
    organizations::consent_mode::ConsentMode,
};

use crate::{
    access::Permit,
    age,
    audit::{self, Entry},
    connection::MultiBackend,
    database::Tx,
    error::DbError,
    handles::{self, HandleKind, Taken},
    organizations::state::{OrganizationKind, OrganizationState},
    paging::{PageRequest, Slice},
    schema::{organization_keys, organizations},
    sql_types::bind_instant,
    staff::{self, NewStaff, invitations::InvitationSecret},
};

/// A tenant, as every person may know it.
#[derive(Clone, Debug, PartialEq, Eq, Queryable, Selectable)]
#[diesel(table_name = organizations, check_for_backend(MultiBackend))]
pub struct Organization {
    /// Its id.
    pub organization_id: OrganizationId,
    /// What it is.
    pub kind: OrganizationKind,
    /// Its name.
    pub name: String,
    /// The short name by which its people say where they sign in.
    pub slug: String,
    /// Whether its people can work.
    pub state: OrganizationState,
    /// On whose word its students are registered.
    pub consent_mode: ConsentMode,
    /// When it was founded.
    pub created_at: DateTime<Utc>,
    /// When it was last changed.
    pub updated_at: DateTime<Utc>,
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
pub fn create<'t>(
    tx: &mut Tx<'t>,
    permit: &Permit<'t, CreateOrganization>,
    new: &NewOrganization,
) -> Result<Founded, DbError> {
    let id: OrganizationId = tx.new_id();
    let founded = tx.within(id, |tx| found(tx, OrganizationKind::District, new))?;
    if founded == Taken::Already {
        return Ok(Founded::SlugTaken);
    }
    audit::changed(tx, permit, Changed::created(id))?;
    Ok(Founded::Now(id))
}

/// How the opening of a district ended.
#[derive(Debug)]
pub enum Opened {
    /// It is there, and its first administrator is invited.
    Now {
        /// The district.
        organization: Organization,
        /// The administrator.
        admin: UserId,
        /// What opens the administrator's account, to be shown once.
        secret: InvitationSecret,
    },
    /// Another tenant has the short name.
    SlugTaken,
}

/// Founds a district and invites its first administrator.
///
/// # Errors
/// If the database fails.
pub fn open<'t>(
    tx: &mut Tx<'t>,
    permit: &Permit<'t, CreateOrganization>,
    new: &NewOrganization,
    admin: &NewStaff,
) -> Result<Opened, DbError> {
    let Founded::Now(id) = create(tx, permit, new)? else {
        return Ok(Opened::SlugTaken);
    };
    let (organization, admin, secret) = tx.within(id, |tx| {
        let (admin, secret) = staff::first_of_organization(tx, admin)?;
        let organization = organizations::table
            .find(tx.tenant())
            .select(Organization::as_select())
            .first(tx.conn())?;
        Ok((organization, admin, secret))
    })?;
    Ok(Opened::Now {
        organization,
        admin,
        secret,
    })
}

/// Every tenant, oldest first.
///
/// # Errors
/// If the database fails.
pub fn list<'t>(
    tx: &mut Tx<'t>,
    _permit: &Permit<'t, ListOrganizations>,
    page: PageRequest,
) -> Result<Slice<Organization>, DbError> {
    let rows = organizations::table
        .filter(organizations::organization_id.gt(page.after_id()))
        .order(organizations::organization_id)
        .limit(page.limit_plus_one())
        .select(Organization::as_select())
        .load(tx.conn())?;
    Ok(page.into_page(rows, |tenant| tenant.organization_id.uuid()))
}

/// Reads the permitted tenant.
///
/// # Errors
/// If the database fails.
pub fn read<'t>(
    tx: &mut Tx<'t>,
    permit: &Permit<'t, ReadOrganization>,
) -> Result<Option<Organization>, DbError> {
    Ok(organizations::table
        .find(permit.subject())
        .select(Organization::as_select())
        .first(tx.conn())
        .optional()?)
}

/// The permitted tenant, whose mode is to be set.
///
/// # Errors
/// If the database fails.
pub fn find<'t>(
    tx: &mut Tx<'t>,
    permit: &Permit<'t, SetConsentMode>,
) -> Result<Option<Organization>, DbError> {
    Ok(organizations::table
        .find(permit.subject())
        .select(Organization::as_select())
        .first(tx.conn())
        .optional()?)
}

/// Sets on whose word the students of the permitted tenant are registered (SCH-01). What was collected stays.
/// It stands in the log of the tenant as well as in that of the platform.
///
/// # Errors
/// If the database fails.
pub fn set_consent_mode<'t>(
    tx: &mut Tx<'t>,
    permit: &Permit<'t, SetConsentMode>,
    mode: ConsentMode,
) -> Result<(), DbError> {
    tx.within(permit.subject(), |tx| {
        diesel::update(organizations::table.find(tx.tenant()))
            .set((
                organizations::consent_mode.eq(mode),
                organizations::updated_at.eq(bind_instant(tx.now())),
            ))
            .execute(tx.conn())?;
        age::settle_all(tx, tx.now())?;
        let tenant = Changed::of(tx.organization());
        audit::append(
            tx,
            &Entry::of_nobody(AccountEvent::ConsentModeSet, None).that(tenant),
        )
    })?;
    audit::changed(tx, permit, Changed::of(permit.subject()))
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
    let (tenant, now) = (tx.tenant(), bind_instant(tx.now()));
    let row = (
        organizations::organization_id.eq(tenant),
        organizations::kind.eq(kind),
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
        organization_keys::organization_id.eq(organization),
        organization_keys::master_key_id.eq(master_key_id),
        organization_keys::wrapped.eq(wrapped),
        organization_keys::created_at.eq(now),
    );
    diesel::insert_into(organization_keys::table)
        .values(row)
        .execute(tx.conn())?;
    let taken = handles::take(tx, HandleKind::Organization, &new.slug)?;
    let event =
        Entry::account(AccountEvent::InstallationSeeded, None).that(Changed::created(organization));
    audit::append(tx, &event)?;
    Ok(taken)
}
