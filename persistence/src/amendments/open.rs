//! Whose record is contested: at this instant, so that nothing of it is destroyed, or for good, so that no part
//! goes anywhere without what was said against it.

use std::collections::HashSet;

use chrono::{DateTime, Utc};
use diesel::prelude::*;
use domain::{
    amendments::{part::ContestedPart, state::AmendmentState},
    category::Category,
    ids::UserId,
};

use crate::{
    database::Tx,
    error::DbError,
    schema::{amendments, statements_of_disagreement},
};

/// Those of these people of whose records a part is disputed at this instant.
///
/// # Errors
/// If the database fails.
pub(crate) fn contested_of(tx: &mut Tx<'_>, people: &[UserId]) -> Result<HashSet<UserId>, DbError> {
    let disputed = disputed(tx, people)?.into_iter();
    Ok(disputed.map(|(student, _)| student).collect())
}

/// Those of these people of whose records a part of these categories is disputed at this instant, or has a
/// statement of disagreement (34 CFR 99.21(c)(2)).
///
/// # Errors
/// If the database fails.
pub(crate) fn contested_parts_of(
    tx: &mut Tx<'_>,
    people: &[UserId],
    categories: &[Category],
) -> Result<HashSet<UserId>, DbError> {
    let stated: Vec<(UserId, ContestedPart)> = statements_of_disagreement::table
        .filter(statements_of_disagreement::organization_id.eq(tx.tenant()))
        .filter(statements_of_disagreement::student_id.eq_any(people))
        .select((
            statements_of_disagreement::student_id,
            statements_of_disagreement::part,
        ))
        .load(tx.conn())?;
    let contested = disputed(tx, people)?.into_iter().chain(stated);
    let of_these = contested.filter(|(_, part)| categories.contains(&part.category()));
    Ok(of_these.map(|(student, _)| student).collect())
}

fn disputed(tx: &mut Tx<'_>, people: &[UserId]) -> Result<Vec<(UserId, ContestedPart)>, DbError> {
    type Row = (UserId, ContestedPart, AmendmentState, Option<DateTime<Utc>>);
    let rows: Vec<Row> = amendments::table
        .filter(amendments::organization_id.eq(tx.tenant()))
        .filter(amendments::student_id.eq_any(people))
        .filter(amendments::closed_at.is_null())
        .select((
            amendments::student_id,
            amendments::part,
            amendments::state,
            amendments::act_by,
        ))
        .load(tx.conn())?;
    let now = tx.now();
    let open = rows
        .into_iter()
        .filter(|(.., state, act_by)| state.is_disputed(*act_by, now));
    Ok(open.map(|(student, part, ..)| (student, part)).collect())
}
