//! The display names of members of staff: all that a copy says of another person.

use std::collections::{BTreeSet, HashMap};

use diesel::prelude::*;
use domain::{accounts::credentials::PersonKind, ids::UserId};

use crate::{
    accounts::people::DISPLAY_NAME,
    database::Tx,
    error::DbError,
    households,
    keys::Sealed,
    schema::{subject_keys, users},
};

/// The display names of those among these people who are adults. At home there is no staff.
pub(super) fn names(
    tx: &mut Tx<'_>,
    people: &BTreeSet<UserId>,
) -> Result<HashMap<UserId, String>, DbError> {
    if people.is_empty() || households::of_tenant(tx)?.is_some() {
        return Ok(HashMap::new());
    }
    let rows: Vec<(UserId, Sealed, Sealed)> = users::table
        .inner_join(
            subject_keys::table.on(subject_keys::organization_id
                .eq(users::organization_id)
                .and(subject_keys::subject_id.eq(users::id))),
        )
        .filter(users::organization_id.eq(tx.tenant()))
        .filter(users::id.eq_any(people.iter().copied()))
        .filter(users::kind.eq(PersonKind::Adult))
        .select((users::id, users::display_name, subject_keys::wrapped))
        .load(tx.conn())?;
    let organization_key = tx.organization_key()?;
    rows.into_iter()
        .map(|(person, name, wrapped)| {
            let key = organization_key.open_subject(person, &wrapped)?;
            Ok((person, key.open_text(DISPLAY_NAME, person.uuid(), &name)?))
        })
        .collect()
}
