//! The inbox of the platform: in which tenant a request is that operators decide about.

use diesel::prelude::*;
use domain::{
    access::Relationship,
    audit::{AccountEvent, Changed},
    ids::{OrganizationId, PLATFORM, RightsRequestId},
};

use crate::{
    audit::{self, Entry},
    database::Tx,
    error::DbError,
    schema::request_inbox,
};

/// Puts a request of the tenant into the inbox.
pub(super) fn put(tx: &mut Tx<'_>, request: RightsRequestId) -> Result<(), DbError> {
    let tenant = tx.organization();
    tx.within(PLATFORM, |tx| {
        let row = (
            request_inbox::organization_id.eq(tx.tenant()),
            request_inbox::request_id.eq(request),
            request_inbox::tenant_id.eq(tenant),
        );
        diesel::insert_into(request_inbox::table)
            .values(row)
            .execute(tx.conn())?;
        Ok(())
    })
}

/// The tenant of a request: that of the transaction, unless an operator asks.
pub(super) fn tenant_of(
    tx: &mut Tx<'_>,
    request: RightsRequestId,
    asked_by: Relationship,
) -> Result<OrganizationId, DbError> {
    if asked_by != Relationship::PlatformOperator {
        return Ok(tx.organization());
    }
    tx.require_platform()?;
    Ok(request_inbox::table
        .find((tx.tenant(), request))
        .select(request_inbox::tenant_id)
        .first(tx.conn())?)
}

/// Does something to a request in its tenant, whose log says so if an operator did it.
pub(super) fn in_tenant<T>(
    tx: &mut Tx<'_>,
    request: RightsRequestId,
    asked_by: Relationship,
    work: impl FnOnce(&mut Tx<'_>) -> Result<(T, Changed), DbError>,
) -> Result<(T, Changed), DbError> {
    let tenant = tenant_of(tx, request, asked_by)?;
    if tenant == tx.organization() {
        return work(tx);
    }
    tx.within(tenant, |tx| {
        let (done, changed) = work(tx)?;
        let event = Entry::account(AccountEvent::RequestHandled, None).that(changed);
        audit::append(tx, &event)?;
        Ok((done, Changed::of(request)))
    })
}
