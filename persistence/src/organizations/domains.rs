//! The domains of the e-mail addresses of a district's people, by which a person finds where to sign in.
//! Several districts can declare one domain: no one keeps it from another. They tell nothing of people.

use std::collections::BTreeSet;

use diesel::prelude::*;
use domain::{access::action::ManageDomains, audit::Changed, text::EmailDomain};

use crate::{
    access::Permit,
    audit,
    database::Tx,
    error::DbError,
    organizations::state::{OrganizationKind, OrganizationState},
    schema::{organization_domains, organizations},
    sql_types::bind_instant,
};

/// Districts that one domain leads to at most.
const MOST: i64 = 20;

/// A district that declared a domain.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FoundOrganization {
    /// The short name with which its people say where they sign in.
    pub slug: String,
    /// Its name.
    pub name: String,
}

/// The active districts that declared a domain, those of the oldest first. Works in any tenant's
/// transaction.
///
/// # Errors
/// If the database fails.
pub fn find(tx: &mut Tx<'_>, domain: &EmailDomain) -> Result<Vec<FoundOrganization>, DbError> {
    let rows: Vec<(String, String)> = organization_domains::table
        .inner_join(
            organizations::table
                .on(organizations::organization_id.eq(organization_domains::organization_id)),
        )
        .filter(organization_domains::domain.eq(domain.as_str()))
        .filter(organizations::state.eq(OrganizationState::Active))
        .filter(organizations::kind.eq(OrganizationKind::District))
        .order(organizations::organization_id)
        .limit(MOST)
        .select((organizations::slug, organizations::name))
        .load(tx.conn())?;
    let found = rows.into_iter();
    Ok(found
        .map(|(slug, name)| FoundOrganization { slug, name })
        .collect())
}

/// The domains of the permitted district, from A to Z.
///
/// # Errors
/// If the database fails.
pub fn read<'t>(
    tx: &mut Tx<'t>,
    _permit: &Permit<'t, ManageDomains>,
) -> Result<Vec<String>, DbError> {
    Ok(organization_domains::table
        .filter(organization_domains::organization_id.eq(tx.tenant()))
        .order(organization_domains::domain)
        .select(organization_domains::domain)
        .load(tx.conn())?)
}

/// Declares the domains of the permitted district, in place of those that it had.
///
/// # Errors
/// If the database fails.
pub fn declare<'t>(
    tx: &mut Tx<'t>,
    permit: &Permit<'t, ManageDomains>,
    domains: &BTreeSet<String>,
) -> Result<(), DbError> {
    let before: BTreeSet<String> = read(tx, permit)?.into_iter().collect();
    let gone = organization_domains::table
        .filter(organization_domains::organization_id.eq(tx.tenant()))
        .filter(organization_domains::domain.ne_all(domains));
    diesel::delete(gone).execute(tx.conn())?;
    for domain in domains.difference(&before) {
        let row = (
            organization_domains::organization_id.eq(tx.tenant()),
            organization_domains::domain.eq(domain),
            organization_domains::declared_at.eq(bind_instant(tx.now())),
        );
        diesel::insert_into(organization_domains::table)
            .values(row)
            .execute(tx.conn())?;
    }
    audit::changed(tx, permit, Changed::of(permit.subject()))
}
