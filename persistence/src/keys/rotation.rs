//! Rotation of the master key: an organization's key is wrapped anew, and nothing else is touched.

use diesel::prelude::*;
use domain::audit::{AccountEvent, Changed};

use super::{KeyError, Sealed};
use crate::{
    access::Installation,
    audit::{self, Entry},
    database::Tx,
    error::DbError,
    schema::organization_keys,
};

/// What a rotation found.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Rotated {
    /// The organization's key was under a previous master key and is under the current one now.
    Now,
    /// It was under the current one before.
    Before,
}

/// Wraps the key of the transaction's organization under the current master key. Afterwards the
/// previous one opens nothing of this organization.
///
/// # Errors
/// [`KeyError::UnknownMasterKey`] if the key that wrapped it is not configured;
/// [`KeyError::Destroyed`] if the organization has none.
pub fn rewrap(tx: &mut Tx<'_>, _by: &Installation) -> Result<Rotated, DbError> {
    let (master, wrapped): (String, Sealed) = organization_keys::table
        .find(tx.tenant())
        .select((organization_keys::master_key_id, organization_keys::wrapped))
        .first(tx.conn())
        .optional()?
        .ok_or(KeyError::Destroyed)?;
    let organization = tx.organization();
    let Some((master, wrapped)) = tx.keys().rewrap(organization, &master, &wrapped)? else {
        return Ok(Rotated::Before);
    };
    diesel::update(organization_keys::table.find(tx.tenant()))
        .set((
            organization_keys::master_key_id.eq(master),
            organization_keys::wrapped.eq(wrapped),
        ))
        .execute(tx.conn())?;
    let event =
        Entry::account(AccountEvent::MasterKeyRotated, None).that(Changed::of(organization));
    audit::append(tx, &event)?;
    Ok(Rotated::Now)
}
