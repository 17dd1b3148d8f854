//! The display names of members of staff: all that a copy says of another person.

use std::collections::{BTreeSet, HashMap};

use domain::ids::UserId;

use crate::{accounts::people, database::Tx, error::DbError, households};

/// The display names of those among these people who are adults. At home there is no staff.
pub(super) fn names(
    tx: &mut Tx<'_>,
    people: &BTreeSet<UserId>,
) -> Result<HashMap<UserId, String>, DbError> {
    if people.is_empty() || households::of_tenant(tx)?.is_some() {
        return Ok(HashMap::new());
    }
    people::display_names_of_adults(tx, people)
}
