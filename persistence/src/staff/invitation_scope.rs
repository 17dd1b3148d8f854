//! On whose word an account was opened, and what becomes of it when its owner is given more than
//! that word is worth (decision 9).

use chrono::{DateTime, Utc};
use diesel::prelude::*;
use domain::{
    audit::{AccountEvent, Changed},
    ids::{InvitationId, SchoolId, UserId},
    staff::grant_scope::GrantScope,
};
use uuid::Uuid;

use crate::{
    accounts::credentials,
    audit::{self, Entry},
    database::Tx,
    error::DbError,
    schema::{invitations, staff_roles},
    sql_types::bind_instant,
};

/// The reach of an invitation, as it is stored.
pub(super) fn reach(school: Option<SchoolId>) -> GrantScope {
    school.map_or(GrantScope::Organization, GrantScope::School)
}

/// How far the word reaches on which a person's account was opened. An account that no invitation
/// opened was opened by the installation.
///
/// # Errors
/// If the database fails.
pub(crate) fn scope_of_account(tx: &mut Tx<'_>, person: UserId) -> Result<GrantScope, DbError> {
    let found: Option<Option<SchoolId>> = invitations::table
        .filter(invitations::organization_id.eq(tx.tenant()))
        .filter(invitations::user_id.eq(person))
        .filter(invitations::accepted_at.is_not_null())
        .filter(invitations::revoked_at.is_null())
        .select(invitations::reach_school_id)
        .first(tx.conn())
        .optional()?;
    Ok(reach(found.flatten()))
}

/// Whose invitations are looked at.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Whose {
    /// One person's.
    Of(UserId),
    /// All invitations.
    All,
}

impl Whose {
    fn ids(self) -> (UserId, UserId) {
        match self {
            Self::Of(person) => (person, person),
            Self::All => (
                UserId::from_uuid(Uuid::nil()),
                UserId::from_uuid(Uuid::max()),
            ),
        }
    }
}

/// Takes back what opens more than the person who handed it out may give, after roles were granted:
/// an open invitation opens nothing any more, and an account that was opened by one waits for its
/// owner again, without its secret and its sessions. So no one can open an account in a person's
/// name and wait for that person's roles to come.
///
/// # Errors
/// If the database fails.
pub(crate) fn revoke_out_of_scope(tx: &mut Tx<'_>, whose: Whose) -> Result<(), DbError> {
    let (first, last) = whose.ids();
    let now = bind_instant(tx.now());
    let beyond: Vec<(InvitationId, UserId, Option<DateTime<Utc>>)> = invitations::table
        .inner_join(
            staff_roles::table.on(staff_roles::organization_id
                .eq(invitations::organization_id)
                .and(staff_roles::user_id.eq(invitations::user_id))),
        )
        .filter(invitations::organization_id.eq(tx.tenant()))
        .filter(invitations::user_id.ge(first))
        .filter(invitations::user_id.le(last))
        .filter(invitations::revoked_at.is_null())
        .filter(invitations::reach_school_id.is_not_null())
        .filter(not_over!(staff_roles, now))
        .filter(
            staff_roles::school_id
                .is_null()
                .or(staff_roles::school_id.ne(invitations::reach_school_id)),
        )
        .order(invitations::id)
        .select((
            invitations::id,
            invitations::user_id,
            invitations::accepted_at,
        ))
        .distinct()
        .load(tx.conn())?;
    for (invitation, person, accepted_at) in beyond {
        diesel::update(invitations::table.find((tx.tenant(), invitation)))
            .set(invitations::revoked_at.eq(now))
            .execute(tx.conn())?;
        if accepted_at.is_some() {
            credentials::revoke_credential(tx, person)?;
            let event = Entry::of_nobody(AccountEvent::CredentialReset, Some(person))
                .that(Changed::of(person).and(Changed::ended(invitation)));
            audit::append(tx, &event)?;
        }
    }
    Ok(())
}
