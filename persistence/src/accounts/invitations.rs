//! Invitations of staff: a token shown once opens one account, once, within a week.

use chrono::TimeDelta;
use diesel::prelude::*;
use domain::ids::{InvitationId, UserId};
use zeroize::Zeroizing;

use super::opaque_token::{OpaqueToken, TokenKind};
use crate::{
    database::Tx,
    error::DbError,
    schema::invitations,
    sql_types::{at, key},
};

/// How long an invitation can be accepted.
pub const GOOD_FOR: TimeDelta = TimeDelta::days(7);

/// The token of a new invitation. Whoever invites hands it on; it is stored as a digest only.
#[derive(Debug)]
pub struct InvitationSecret(OpaqueToken);

impl InvitationSecret {
    /// The token, to be shown this once.
    pub fn reveal(self) -> Zeroizing<String> {
        self.0.reveal()
    }
}

/// Invites a person whose account waits for its owner. Earlier invitations of the same person open
/// nothing any more.
///
/// # Errors
/// If the database fails.
pub(crate) fn issue(
    tx: &mut Tx<'_>,
    person: UserId,
    invited_by: Option<UserId>,
) -> Result<InvitationSecret, DbError> {
    revoke_open(tx, person)?;
    let id: InvitationId = tx.new_id();
    let token = OpaqueToken::new(TokenKind::Invitation, tx.organization(), tx.mint());
    let row = (
        invitations::organization_id.eq(tx.tenant()),
        invitations::id.eq(key(id)),
        invitations::user_id.eq(key(person)),
        invitations::token_digest.eq(token.digest()),
        invitations::invited_by.eq(invited_by.map(key)),
        invitations::created_at.eq(at(tx.now())),
        invitations::expires_at.eq(at(tx.now() + GOOD_FOR)),
    );
    diesel::insert_into(invitations::table)
        .values(row)
        .execute(tx.conn())?;
    Ok(InvitationSecret(token))
}

/// Ends the invitations of a person that nobody accepted.
///
/// # Errors
/// If the database fails.
pub(crate) fn revoke_open(tx: &mut Tx<'_>, person: UserId) -> Result<usize, DbError> {
    let open = invitations::table
        .filter(invitations::organization_id.eq(tx.tenant()))
        .filter(invitations::user_id.eq(key(person)))
        .filter(invitations::accepted_at.is_null())
        .filter(invitations::revoked_at.is_null());
    Ok(diesel::update(open)
        .set(invitations::revoked_at.eq(at(tx.now())))
        .execute(tx.conn())?)
}
