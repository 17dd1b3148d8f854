//! Whom lists and sums leave out, whoever asks for them.

use domain::{
    access::Relationship,
    ids::UserId,
    rights::restriction::{RestrictedPart, concerns},
};

use crate::{age, database::Tx, error::DbError, rights};

/// The people of the tenant of whom a person in this relationship sees nothing at this instant: of adults
/// their parents (AGE-14), and of those whose data is restricted everybody who works with it (RTS-02).
pub(crate) fn withheld_from(
    tx: &mut Tx<'_>,
    relationship: Relationship,
    part: RestrictedPart,
) -> Result<Vec<UserId>, DbError> {
    let mut withheld = age::withheld_from(tx, relationship)?;
    if concerns(relationship) {
        withheld.extend(rights::restricted(tx, part)?);
    }
    Ok(withheld)
}
