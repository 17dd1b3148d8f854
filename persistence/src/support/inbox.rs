//! The open grants as the platform knows them.

use chrono::{DateTime, Utc};
use diesel::prelude::*;
use domain::{
    access::action::ListOpenGrants,
    audit::Shown,
    ids::{OrganizationId, PLATFORM, SupportGrantId},
    text::TicketNumber,
};

use crate::{
    access::Permit,
    audit,
    connection::MultiBackend,
    database::Tx,
    error::DbError,
    paging::{PageRequest, Slice},
    schema::support_inbox,
    sql_types::bind_instant,
};

/// For which question support is let in, and until when.
#[derive(Clone, Debug)]
pub struct NewGrant {
    /// The number of the question.
    pub ticket: TicketNumber,
    /// From when on it is over.
    pub ends_at: DateTime<Utc>,
}

/// A grant that is open.
#[derive(Clone, Debug, PartialEq, Eq, Queryable, Selectable)]
#[diesel(table_name = support_inbox, check_for_backend(MultiBackend))]
pub struct OpenGrant {
    /// Its id.
    pub grant_id: SupportGrantId,
    /// The district that let support in.
    pub tenant_id: OrganizationId,
    /// The number of the question.
    pub ticket: String,
    /// From when on it is over.
    pub ends_at: DateTime<Utc>,
}

/// A page of the grants that are open at this instant, the oldest first.
///
/// # Errors
/// If the database fails.
pub fn open_grants<'t>(
    tx: &mut Tx<'t>,
    permit: &Permit<'t, ListOpenGrants>,
    page: PageRequest,
) -> Result<Slice<OpenGrant>, DbError> {
    let rows: Vec<OpenGrant> = support_inbox::table
        .filter(support_inbox::organization_id.eq(tx.tenant()))
        .filter(support_inbox::ends_at.gt(bind_instant(tx.now())))
        .filter(support_inbox::grant_id.gt(page.after_id()))
        .order(support_inbox::grant_id)
        .limit(page.limit_plus_one())
        .select(OpenGrant::as_select())
        .load(tx.conn())?;
    let slice = page.into_page(rows, |grant: &OpenGrant| grant.grant_id.uuid());
    let shown = Shown::each(slice.rows.iter().map(|grant| grant.grant_id));
    audit::disclosed(tx, permit, shown)?;
    Ok(slice)
}

/// Whether a grant is open at this instant, in the platform's own tenant.
pub(crate) fn is_open(tx: &mut Tx<'_>, grant: SupportGrantId) -> Result<bool, DbError> {
    Ok(find(tx, grant)?.is_some_and(|found| domain::support::may_look(found.ends_at, tx.now())))
}

pub(super) fn find(tx: &mut Tx<'_>, grant: SupportGrantId) -> Result<Option<OpenGrant>, DbError> {
    Ok(support_inbox::table
        .find((tx.tenant(), grant))
        .select(OpenGrant::as_select())
        .first(tx.conn())
        .optional()?)
}

/// Tells the platform of a grant of the tenant.
pub(super) fn put(tx: &mut Tx<'_>, grant: SupportGrantId, new: &NewGrant) -> Result<(), DbError> {
    let tenant = tx.organization();
    tx.within(PLATFORM, |tx| {
        let row = (
            support_inbox::organization_id.eq(tx.tenant()),
            support_inbox::grant_id.eq(grant),
            support_inbox::tenant_id.eq(tenant),
            support_inbox::ticket.eq(new.ticket.as_str()),
            support_inbox::ends_at.eq(bind_instant(new.ends_at)),
        );
        diesel::insert_into(support_inbox::table)
            .values(row)
            .execute(tx.conn())?;
        Ok(())
    })
}

/// Tells the platform that a grant is over at this instant.
pub(super) fn close(tx: &mut Tx<'_>, grant: SupportGrantId) -> Result<(), DbError> {
    tx.within(PLATFORM, |tx| {
        diesel::update(support_inbox::table.find((tx.tenant(), grant)))
            .set(support_inbox::ends_at.eq(bind_instant(tx.now())))
            .execute(tx.conn())?;
        Ok(())
    })
}
