//! The address that an invitation was written to: shown to the person who typed it, and to no other, until
//! the invitation is accepted or void.

use std::collections::HashMap;

use diesel::prelude::*;
use domain::ids::{InvitationId, UserId};

use crate::{
    accounts::keys_of::subject_key,
    database::Tx,
    error::DbError,
    keys::{SealContext, Sealed},
    schema::{invitations, subject_keys},
};

const ADDRESS: SealContext = SealContext::of("invitations", "address");

/// Seals the address of an invitation under the key of the invited person.
pub(super) fn seal(
    tx: &mut Tx<'_>,
    invitation: InvitationId,
    person: UserId,
    typed: &str,
) -> Result<Sealed, DbError> {
    let key = subject_key(tx, person)?;
    Ok(key.seal(tx.mint(), ADDRESS, invitation.uuid(), typed.as_bytes())?)
}

/// The addresses that a person typed who invited these people.
pub(super) fn typed_by(
    tx: &mut Tx<'_>,
    inviter: UserId,
    people: &[UserId],
) -> Result<HashMap<UserId, String>, DbError> {
    type Row = (InvitationId, UserId, Option<Sealed>, Sealed);
    let rows: Vec<Row> = invitations::table
        .inner_join(
            subject_keys::table.on(subject_keys::organization_id
                .eq(invitations::organization_id)
                .and(subject_keys::subject_id.eq(invitations::user_id))),
        )
        .filter(invitations::organization_id.eq(tx.tenant()))
        .filter(invitations::user_id.eq_any(people))
        .filter(invitations::invited_by.eq(inviter))
        .filter(invitations::accepted_at.is_null())
        .filter(invitations::revoked_at.is_null())
        .filter(invitations::address.is_not_null())
        .order(invitations::id)
        .select((
            invitations::id,
            invitations::user_id,
            invitations::address,
            subject_keys::wrapped,
        ))
        .load(tx.conn())?;
    let keys = tx.organization_key()?;
    let mut typed = HashMap::new();
    for (invitation, person, address, wrapped) in rows {
        let Some(address) = address else { continue };
        let key = keys.open_subject(person, &wrapped)?;
        typed.insert(person, key.open_text(ADDRESS, invitation.uuid(), &address)?);
    }
    Ok(typed)
}

/// The address that a person typed who invites the same person again.
pub(super) fn typed_before(
    tx: &mut Tx<'_>,
    inviter: Option<UserId>,
    person: UserId,
) -> Result<Option<String>, DbError> {
    let Some(inviter) = inviter else {
        return Ok(None);
    };
    Ok(typed_by(tx, inviter, &[person])?.remove(&person))
}
