//! The end of a hold.

use diesel::prelude::*;
use domain::{access::action::ManageHolds, audit::Changed, ids::LegalHoldId};

use super::row::{LegalHold, find, open};
use crate::{
    access::Permit, audit, database::Tx, error::DbError, schema::legal_holds,
    sql_types::bind_instant,
};

/// Releases a hold of the permitted district; one that was released stays so. What waited for it is
/// deleted by the work that comes next. `None` if there is none.
///
/// # Errors
/// If the database or the cipher fails.
pub fn release<'t>(
    tx: &mut Tx<'t>,
    permit: &Permit<'t, ManageHolds>,
    hold: LegalHoldId,
) -> Result<Option<LegalHold>, DbError> {
    let Some(found) = find(tx, hold)? else {
        return Ok(None);
    };
    let changed = if found.released_at.is_none() {
        diesel::update(legal_holds::table.find((tx.tenant(), hold)))
            .set((
                legal_holds::released_by.eq(Some(permit.actor().user())),
                legal_holds::released_at.eq(Some(bind_instant(tx.now()))),
            ))
            .execute(tx.conn())?;
        Changed::ended(hold)
    } else {
        Changed::nothing().referring_to([hold])
    };
    let changed = changed
        .referring_to(found.subject_id)
        .referring_to(found.school_id)
        .referring_to([found.owner_id]);
    audit::changed(tx, permit, changed)?;
    let released = find(tx, hold)?;
    released.map(|row| open(tx, &row)).transpose()
}
