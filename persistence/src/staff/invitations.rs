//! Invitations of staff: a token shown once opens one account, once, within a week.
//!
//! An invitation is worth what the person who issued it may give. It opens nothing beyond that,
//! neither roles that the person had nor roles that came later; see `invitation_scope`.

use chrono::TimeDelta;
use diesel::prelude::*;
use domain::{
    accounts::{
        clients::ClientFamily,
        credentials::{AccountStatus, CredentialKind},
        emails::EmailRecipient,
    },
    audit::{AccountEvent, Changed},
    ids::{InvitationId, SchoolId, UserId},
    staff::grant_scope::GrantScope,
};
use zeroize::Zeroizing;

use crate::{
    accounts::{
        credentials, devices,
        expected_words::expected_words,
        opaque_token::{OpaqueToken, TokenKind},
        people,
        refresh::{self, SignedIn},
        sessions::kind_of_staff,
    },
    audit::{self, Entry},
    database::Tx,
    error::DbError,
    keys::Sealed,
    organizations::state::OrganizationState,
    schema::{invitations, organizations, users},
    sql_types::{BindInstant, bind_instant},
    staff::{addresses, invitation_scope, roles, typed_addresses},
};

/// How long an invitation can be accepted.
pub const GOOD_FOR: TimeDelta = TimeDelta::days(7);

/// The token of a new invitation. The person who invites hands it on; it is stored as a digest
/// only.
#[derive(Debug)]
pub struct InvitationSecret(OpaqueToken);

impl InvitationSecret {
    /// The token, to be shown this once.
    pub fn reveal(self) -> Zeroizing<String> {
        self.0.reveal()
    }
}

/// On whose word an invitation is issued.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Issuer {
    /// Who issues it; `None` for the installation and for the person who founds an organization.
    pub(crate) by: Option<UserId>,
    /// How far they reach in this.
    pub(crate) reach: GrantScope,
}

impl Issuer {
    /// No one of the organization.
    pub(crate) const OUTSIDE: Self = Self {
        by: None,
        reach: GrantScope::Organization,
    };
}

/// Invites a person whose account waits for its owner, by the address that the issuer typed, now or when
/// they invited the person before. Earlier invitations of the same person open nothing any more.
///
/// # Errors
/// If the database fails.
pub(crate) fn issue(
    tx: &mut Tx<'_>,
    person: UserId,
    issuer: Issuer,
    typed: Option<&EmailRecipient>,
) -> Result<InvitationSecret, DbError> {
    let typed = match typed {
        Some(typed) => Some(typed.as_str().to_owned()),
        None => typed_addresses::typed_before(tx, issuer.by, person)?,
    };
    revoke_open(tx, person)?;
    let id: InvitationId = tx.new_id();
    let address = typed
        .map(|typed| typed_addresses::seal(tx, id, person, &typed))
        .transpose()?;
    let token = OpaqueToken::new(TokenKind::Invitation, tx.organization(), tx.mint());
    let row = (
        invitations::organization_id.eq(tx.tenant()),
        invitations::id.eq(id),
        invitations::user_id.eq(person),
        invitations::token_digest.eq(token.digest()),
        invitations::invited_by.eq(issuer.by),
        invitations::address.eq(address),
        invitations::reach_school_id.eq(match issuer.reach {
            GrantScope::School(school) => Some(school),
            GrantScope::Organization => None,
        }),
        invitations::created_at.eq(bind_instant(tx.now())),
        invitations::expires_at.eq(bind_instant(tx.now() + GOOD_FOR)),
    );
    diesel::insert_into(invitations::table)
        .values(row)
        .execute(tx.conn())?;
    Ok(InvitationSecret(token))
}

/// Ends the invitations of a person that no one accepted.
///
/// # Errors
/// If the database fails.
pub(crate) fn revoke_open(tx: &mut Tx<'_>, person: UserId) -> Result<usize, DbError> {
    let open = invitations::table
        .filter(invitations::organization_id.eq(tx.tenant()))
        .filter(invitations::user_id.eq(person))
        .filter(invitations::accepted_at.is_null())
        .filter(invitations::revoked_at.is_null());
    Ok(diesel::update(open)
        .set((
            invitations::revoked_at.eq(bind_instant(tx.now())),
            invitations::address.eq(None::<Sealed>),
        ))
        .execute(tx.conn())?)
}

/// Ends every invitation of a person, those that opened their account included.
///
/// # Errors
/// If the database fails.
pub(crate) fn revoke_all(tx: &mut Tx<'_>, person: UserId) -> Result<(), DbError> {
    let standing = invitations::table
        .filter(invitations::organization_id.eq(tx.tenant()))
        .filter(invitations::user_id.eq(person))
        .filter(invitations::revoked_at.is_null());
    diesel::update(standing)
        .set((
            invitations::revoked_at.eq(bind_instant(tx.now())),
            invitations::address.eq(None::<Sealed>),
        ))
        .execute(tx.conn())?;
    Ok(())
}

/// What the owner of an invited account gives it.
#[derive(Clone)]
pub struct Acceptance {
    /// The hash of their password.
    pub password_hash: String,
    /// How others are to see them, if not as the person who invited them wrote.
    pub display_name: Option<String>,
    /// What their device says it is.
    pub device: Option<OpaqueToken>,
}

/// What a password for the invited account must not be, in a transaction of the token's
/// organization; `None` if the token opens nothing.
///
/// # Errors
/// If the database fails.
pub fn expected_words_of(
    tx: &mut Tx<'_>,
    token: &OpaqueToken,
) -> Result<Option<Vec<String>>, DbError> {
    match invited(tx, token)? {
        None => Ok(None),
        Some((_, person)) => expected_words(tx, person).map(Some),
    }
}

/// Opens the invited account for its owner and signs them in; `None` if the token opens nothing, or
/// did so before.
///
/// # Errors
/// If the database fails.
pub fn accept(
    tx: &mut Tx<'_>,
    token: &OpaqueToken,
    acceptance: &Acceptance,
    client: ClientFamily,
) -> Result<Option<SignedIn>, DbError> {
    let Some((invitation, person)) = invited(tx, token)? else {
        return Ok(None);
    };
    let now = bind_instant(tx.now());
    // What opened the account before vouches for it no longer.
    revoke_all(tx, person)?;
    diesel::update(invitations::table.find((tx.tenant(), invitation)))
        .set((
            invitations::accepted_at.eq(now),
            invitations::revoked_at.eq(None::<BindInstant>),
            invitations::address.eq(None::<Sealed>),
        ))
        .execute(tx.conn())?;
    diesel::update(users::table.find((tx.tenant(), person)))
        .set((
            users::status.eq(AccountStatus::Active),
            users::updated_at.eq(now),
        ))
        .execute(tx.conn())?;
    addresses::take(tx, person)?;
    if let Some(display_name) = &acceptance.display_name {
        people::rename(tx, person, display_name)?;
    }
    credentials::put(
        tx,
        person,
        CredentialKind::Password,
        &acceptance.password_hash,
    )?;
    let device = acceptance.device.as_ref();
    let signed_in = SignedIn {
        device_token: Some(devices::remember(tx, device, person)?),
        ..refresh::begin(tx, person, kind_of_staff(tx), client)?
    };
    for (event, changed) in [
        (AccountEvent::InvitationAccepted, Changed::ended(invitation)),
        (AccountEvent::SignedIn, Changed::created(signed_in.session)),
    ] {
        audit::append(tx, &Entry::account(event, Some(person)).that(changed))?;
    }
    Ok(Some(signed_in))
}

/// The open invitation of this token, and whom it invites, as long as the person who issued it may
/// still give every role that it opens.
fn invited(
    tx: &mut Tx<'_>,
    token: &OpaqueToken,
) -> Result<Option<(InvitationId, UserId)>, DbError> {
    type Row = (InvitationId, UserId, Option<UserId>, Option<SchoolId>);
    let found: Option<Row> = invitations::table
        .inner_join(
            users::table.on(users::organization_id
                .eq(invitations::organization_id)
                .and(users::id.eq(invitations::user_id))),
        )
        .inner_join(
            organizations::table
                .on(organizations::organization_id.eq(invitations::organization_id)),
        )
        .filter(invitations::organization_id.eq(tx.tenant()))
        .filter(invitations::token_digest.eq(token.digest()))
        .filter(invitations::accepted_at.is_null())
        .filter(invitations::revoked_at.is_null())
        .filter(invitations::expires_at.gt(bind_instant(tx.now())))
        .filter(users::status.eq(AccountStatus::Invited))
        .filter(organizations::state.eq(OrganizationState::Active))
        .select((
            invitations::id,
            invitations::user_id,
            invitations::invited_by,
            invitations::reach_school_id,
        ))
        .first(tx.conn())
        .optional()?;
    let Some((invitation, person, by, school)) = found else {
        return Ok(None);
    };
    let issuer = Issuer {
        by,
        reach: invitation_scope::reach(school),
    };
    let opens = still_reaches(tx, issuer, person)? && addresses::can_be_had(tx, person)?;
    Ok(opens.then_some((invitation, person)))
}

/// Whether the person who issued an invitation may still give every role that it opens.
///
/// # Errors
/// If the database fails.
pub(super) fn still_reaches(
    tx: &mut Tx<'_>,
    issuer: Issuer,
    person: UserId,
) -> Result<bool, DbError> {
    let opened = roles::held(tx, person)?;
    if !issuer.reach.covers(&opened) {
        return Ok(false);
    }
    let Some(by) = issuer.by else {
        return Ok(true);
    };
    let offices = roles::standing(tx, by)?;
    Ok(offices
        .into_iter()
        .filter_map(|(role, school)| GrantScope::of(role, school))
        .any(|reach| reach.covers(&opened)))
}
