//! Facts about what support was let look at.

use domain::{
    access::Relationship,
    ids::{PLATFORM, SupportGrantId},
};

use super::of_organization;
use crate::{access::Actor, database::Tx, error::DbError, support};

/// How the actor stands to a grant: as an operator while it is open. To one that is over nobody stands in any
/// relationship.
///
/// # Errors
/// If the database fails.
pub(in crate::access) fn of_support_grant(
    tx: &mut Tx<'_>,
    actor: Actor<'_>,
    grant: SupportGrantId,
) -> Result<Vec<Relationship>, DbError> {
    if tx.organization() != PLATFORM || !support::is_open(tx, grant)? {
        return Ok(Vec::new());
    }
    let mut held = of_organization(tx, actor, PLATFORM)?;
    held.retain(|held| *held == Relationship::PlatformOperator);
    Ok(held)
}
