//! Whose record is contested at this instant, so that nothing of it is destroyed.

use std::collections::HashSet;

use chrono::{DateTime, Utc};
use diesel::prelude::*;
use domain::{amendments::state::AmendmentState, ids::UserId};

use crate::{database::Tx, error::DbError, schema::amendments};

/// Those of these people of whose records a part is disputed at this instant.
///
/// # Errors
/// If the database fails.
pub(crate) fn contested_of(tx: &mut Tx<'_>, people: &[UserId]) -> Result<HashSet<UserId>, DbError> {
    type Row = (UserId, AmendmentState, Option<DateTime<Utc>>);
    let rows: Vec<Row> = amendments::table
        .filter(amendments::organization_id.eq(tx.tenant()))
        .filter(amendments::student_id.eq_any(people))
        .filter(amendments::closed_at.is_null())
        .select((
            amendments::student_id,
            amendments::state,
            amendments::act_by,
        ))
        .load(tx.conn())?;
    let now = tx.now();
    let open = rows
        .into_iter()
        .filter(|(_, state, act_by)| state.is_disputed(*act_by, now));
    Ok(open.map(|(student, ..)| student).collect())
}
