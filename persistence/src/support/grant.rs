//! Letting support in, and out.

use diesel::prelude::*;
use domain::{
    access::action::{GrantSupport, ManageSupportGrants},
    audit::Changed,
    ids::{SupportGrantId, UserId},
};

use super::{
    inbox::{self, NewGrant},
    list::{SupportGrant, find},
};
use crate::{
    access::Permit, audit, database::Tx, error::DbError, schema::support_grants,
    sql_types::bind_instant,
};

/// Lets support look at the permitted student from this instant on.
///
/// # Errors
/// If the database fails.
pub fn grant<'t>(
    tx: &mut Tx<'t>,
    permit: &Permit<'t, GrantSupport>,
    new: &NewGrant,
) -> Result<SupportGrant, DbError> {
    let id: SupportGrantId = tx.new_id();
    let student: UserId = permit.subject().student;
    let row = (
        support_grants::organization_id.eq(tx.tenant()),
        support_grants::id.eq(id),
        support_grants::student_id.eq(student),
        support_grants::ticket.eq(new.ticket.as_str()),
        support_grants::granted_by.eq(permit.actor().user()),
        support_grants::begins_at.eq(bind_instant(tx.now())),
        support_grants::ends_at.eq(bind_instant(new.ends_at)),
    );
    diesel::insert_into(support_grants::table)
        .values(row)
        .execute(tx.conn())?;
    inbox::put(tx, id, new)?;
    let people = [student, permit.actor().user()];
    audit::changed(tx, permit, Changed::created(id).referring_to(people))?;
    find(tx, id)?.ok_or(DbError::Corrupt("a grant is there once it is given"))
}

/// Ends a grant of the permitted district at this instant; `None` if there is no such grant. One that is
/// over stays as it was.
///
/// # Errors
/// If the database fails.
pub fn end<'t>(
    tx: &mut Tx<'t>,
    permit: &Permit<'t, ManageSupportGrants>,
    grant: SupportGrantId,
) -> Result<Option<SupportGrant>, DbError> {
    let Some(held) = find(tx, grant)? else {
        return Ok(None);
    };
    let mut changed = Changed::nothing().referring_to([held.student_id, held.granted_by]);
    if held.ends_at > tx.now() {
        diesel::update(support_grants::table.find((tx.tenant(), grant)))
            .set(support_grants::ends_at.eq(bind_instant(tx.now())))
            .execute(tx.conn())?;
        inbox::close(tx, grant)?;
        changed = Changed::ended(grant).and(changed);
    }
    audit::changed(tx, permit, changed)?;
    find(tx, grant)
}
