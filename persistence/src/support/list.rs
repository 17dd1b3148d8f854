//! The grants of a district, as its administrators see them.

use chrono::{DateTime, Utc};
use diesel::prelude::*;
use domain::{
    access::action::ManageSupportGrants,
    audit::Shown,
    ids::{SupportGrantId, UserId},
};

use crate::{
    access::Permit,
    audit,
    connection::MultiBackend,
    database::Tx,
    error::DbError,
    paging::{PageRequest, Slice},
    schema::support_grants,
};

/// That support may look at a student.
#[derive(Clone, Debug, PartialEq, Eq, Queryable, Selectable)]
#[diesel(table_name = support_grants, check_for_backend(MultiBackend))]
pub struct SupportGrant {
    /// Its id.
    pub id: SupportGrantId,
    /// The student.
    pub student_id: UserId,
    /// The number of the question.
    pub ticket: String,
    /// Who let support in.
    pub granted_by: UserId,
    /// From when on.
    pub begins_at: DateTime<Utc>,
    /// Until when.
    pub ends_at: DateTime<Utc>,
}

/// A page of the grants of the permitted district, those that are over included, the oldest first.
///
/// # Errors
/// If the database fails.
pub fn list<'t>(
    tx: &mut Tx<'t>,
    permit: &Permit<'t, ManageSupportGrants>,
    page: PageRequest,
) -> Result<Slice<SupportGrant>, DbError> {
    let rows: Vec<SupportGrant> = support_grants::table
        .filter(support_grants::organization_id.eq(tx.tenant()))
        .filter(support_grants::id.gt(page.after_id()))
        .order(support_grants::id)
        .limit(page.limit_plus_one())
        .select(SupportGrant::as_select())
        .load(tx.conn())?;
    let slice = page.into_page(rows, |grant: &SupportGrant| grant.id.uuid());
    let grants = Shown::each(slice.rows.iter().map(|grant| grant.id));
    let people = slice.rows.iter();
    let people = people.flat_map(|grant| [grant.student_id, grant.granted_by]);
    audit::disclosed(tx, permit, grants.and(Shown::each(people)))?;
    Ok(slice)
}

pub(super) fn find(
    tx: &mut Tx<'_>,
    grant: SupportGrantId,
) -> Result<Option<SupportGrant>, DbError> {
    Ok(support_grants::table
        .find((tx.tenant(), grant))
        .select(SupportGrant::as_select())
        .first(tx.conn())
        .optional()?)
}
