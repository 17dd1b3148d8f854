//! Whose record is contested at this instant, so that nothing of it is destroyed.

use std::collections::BTreeSet;

use chrono::{DateTime, Utc};
use diesel::prelude::*;
use domain::{amendments::state::AmendmentState, ids::UserId};

use crate::{database::Tx, error::DbError, schema::amendments};

/// The students of the tenant of whose records a part is disputed at this instant; of one student, if
/// only that one is asked about.
///
/// # Errors
/// If the database fails.
pub(crate) fn with_open(
    tx: &mut Tx<'_>,
    only: Option<UserId>,
) -> Result<BTreeSet<UserId>, DbError> {
    type Row = (UserId, AmendmentState, Option<DateTime<Utc>>);
    let mut wanted = amendments::table
        .filter(amendments::organization_id.eq(tx.tenant()))
        .filter(amendments::closed_at.is_null())
        .select((
            amendments::student_id,
            amendments::state,
            amendments::act_by,
        ))
        .into_boxed();
    if let Some(student) = only {
        wanted = wanted.filter(amendments::student_id.eq(student));
    }
    let rows: Vec<Row> = wanted.load(tx.conn())?;
    let now = tx.now();
    let open = rows
        .into_iter()
        .filter(|(_, state, act_by)| state.is_disputed(*act_by, now));
    Ok(open.map(|(student, ..)| student).collect())
}
