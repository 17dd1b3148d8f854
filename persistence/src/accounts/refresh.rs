//! Sessions with their refresh tokens: a chain of which each link is consumed once (G-RT1 to
//! G-RT3).

use chrono::{DateTime, Utc};
use diesel::prelude::*;
use domain::{
    accounts::{
        clients::ClientFamily,
        credentials::AccountStatus,
        refresh::{Client, Refresh, Successor, TokenState, decide},
        sessions::{SessionEpoch, SessionFacts, SessionKind, ends_at, standing},
    },
    audit::{AccountEvent, Changed},
    ids::{SessionId, UserId},
};

use super::{
    networks,
    opaque_token::{OpaqueToken, TokenKind},
    sessions::{self, session_epoch},
};
use crate::{
    audit::{self, Entry},
    database::Tx,
    error::DbError,
    organizations::state::OrganizationState,
    schema::{organizations, refresh_tokens, sessions as rows, users},
    sql_types::bind_instant,
};

/// Why a session ended whose used token was presented again.
const REUSE: &str = "token_reuse";

/// A session that a person holds, and the token that refreshes it.
#[derive(Debug)]
pub struct SignedIn {
    /// The person.
    pub user: UserId,
    /// The session.
    pub session: SessionId,
    /// The person's epoch.
    pub epoch: SessionEpoch,
    /// The token. It is stored as a digest only.
    pub refresh_token: OpaqueToken,
    /// When the session expires unless it is refreshed before.
    pub refresh_expires_at: DateTime<Utc>,
    /// What tells the device on which the account was signed in to. It is stored as a digest only.
    pub device_token: Option<OpaqueToken>,
}

/// Begins a session with its first token, from a network that is known from then on.
///
/// # Errors
/// If the database fails.
pub(crate) fn begin(
    tx: &mut Tx<'_>,
    user: UserId,
    kind: SessionKind,
    client: ClientFamily,
) -> Result<SignedIn, DbError> {
    let (session, epoch) = sessions::begin(tx, user, kind, client)?;
    let refresh_token = OpaqueToken::new(TokenKind::Refresh, tx.organization(), tx.mint());
    store(tx, &refresh_token, session, 0)?;
    networks::remember(tx, user)?;
    Ok(SignedIn {
        user,
        session,
        epoch,
        refresh_token,
        refresh_expires_at: ends_at(kind, tx.now(), tx.now()),
        device_token: None,
    })
}

/// Presents a refresh token, in a transaction of its organization. `None` is a refusal, which may
/// have ended the session: the transaction must be committed all the same.
///
/// # Errors
/// If the database fails.
pub fn refresh(
    tx: &mut Tx<'_>,
    presented: &OpaqueToken,
    client: ClientFamily,
) -> Result<Option<SignedIn>, DbError> {
    loop {
        let Some(found) = Found::by(tx, presented)? else {
            return Ok(None);
        };
        let state = found.state(tx, client)?;
        match decide(standing(&found.session, tx.now()), state, tx.now()) {
            Refresh::Rotate => {
                if let Some(rotated) = rotate(tx, &found, presented, client)? {
                    return Ok(Some(rotated));
                }
            }
            Refresh::RepeatSuccessor => {
                let last_used_at = found.session.last_used_at;
                return found.answer(tx, presented, last_used_at).map(Some);
            }
            Refresh::RevokeFamily => {
                revoke(tx, &found)?;
                return Ok(None);
            }
            Refresh::Expired(_) => return Ok(None),
        }
    }
}

/// Consumes a live token; `None` if another person did so first.
fn rotate(
    tx: &mut Tx<'_>,
    found: &Found,
    presented: &OpaqueToken,
    client: ClientFamily,
) -> Result<Option<SignedIn>, DbError> {
    let now = bind_instant(tx.now());
    let live = refresh_tokens::table
        .find((tx.tenant(), presented.digest()))
        .filter(refresh_tokens::consumed_at.is_null());
    let consumed = diesel::update(live)
        .set(refresh_tokens::consumed_at.eq(now))
        .execute(tx.conn())?;
    if consumed == 0 {
        return Ok(None);
    }
    let rotated = found.answer(tx, presented, tx.now())?;
    store(
        tx,
        &rotated.refresh_token,
        found.id,
        found.generation.saturating_add(1),
    )?;
    diesel::update(rows::table.find((tx.tenant(), found.id)))
        .set((rows::last_used_at.eq(now), rows::client.eq(client)))
        .execute(tx.conn())?;
    let event =
        Entry::account(AccountEvent::TokenRotated, Some(found.user)).that(Changed::of(found.id));
    audit::append(tx, &event)?;
    Ok(Some(rotated))
}

fn revoke(tx: &mut Tx<'_>, found: &Found) -> Result<(), DbError> {
    diesel::update(rows::table.find((tx.tenant(), found.id)))
        .set((
            rows::revoked_at.eq(bind_instant(tx.now())),
            rows::revoked_because.eq(REUSE),
        ))
        .execute(tx.conn())?;
    // Whether the owner presented it or a thief, no one knows.
    let event = Entry::of_nobody(AccountEvent::TokenReuseDetected, Some(found.user))
        .that(Changed::ended(found.id));
    audit::append(tx, &event)
}

fn store(
    tx: &mut Tx<'_>,
    token: &OpaqueToken,
    session: SessionId,
    generation: i32,
) -> Result<(), DbError> {
    let row = (
        refresh_tokens::organization_id.eq(tx.tenant()),
        refresh_tokens::token_digest.eq(token.digest()),
        refresh_tokens::session_id.eq(session),
        refresh_tokens::generation.eq(generation),
        refresh_tokens::issued_at.eq(bind_instant(tx.now())),
    );
    diesel::insert_into(refresh_tokens::table)
        .values(row)
        .execute(tx.conn())?;
    Ok(())
}

/// A presented token's rows.
struct Found {
    id: SessionId,
    user: UserId,
    generation: i32,
    consumed_at: Option<DateTime<Utc>>,
    session: SessionFacts,
    /// What the session was last refreshed with: the one that consumed its youngest used token.
    client: ClientFamily,
}

impl Found {
    fn by(tx: &mut Tx<'_>, presented: &OpaqueToken) -> Result<Option<Self>, DbError> {
        type Token = (SessionId, i32, Option<DateTime<Utc>>);
        type Session = (
            UserId,
            SessionKind,
            ClientFamily,
            DateTime<Utc>,
            DateTime<Utc>,
            Option<DateTime<Utc>>,
            i32,
        );
        type Person = (i32, AccountStatus);
        let found: Option<(Token, Session, Person)> = refresh_tokens::table
            .inner_join(
                rows::table.on(rows::organization_id
                    .eq(refresh_tokens::organization_id)
                    .and(rows::id.eq(refresh_tokens::session_id))),
            )
            .inner_join(
                users::table.on(users::organization_id
                    .eq(rows::organization_id)
                    .and(users::id.eq(rows::user_id))),
            )
            .inner_join(
                organizations::table.on(organizations::organization_id.eq(rows::organization_id)),
            )
            .filter(refresh_tokens::organization_id.eq(tx.tenant()))
            .filter(refresh_tokens::token_digest.eq(presented.digest()))
            .filter(organizations::state.eq(OrganizationState::Active))
            .select((
                (
                    refresh_tokens::session_id,
                    refresh_tokens::generation,
                    refresh_tokens::consumed_at,
                ),
                (
                    rows::user_id,
                    rows::kind,
                    rows::client,
                    rows::started_at,
                    rows::last_used_at,
                    rows::revoked_at,
                    rows::epoch,
                ),
                (users::epoch, users::status),
            ))
            .first(tx.conn())
            .optional()?;
        let Some(((id, generation, consumed_at), session, (current, status))) = found else {
            return Ok(None);
        };
        let (user, kind, client, started_at, last_used_at, revoked_at, epoch) = session;
        Ok(Some(Self {
            id,
            user,
            generation,
            consumed_at,
            session: SessionFacts {
                kind,
                started_at,
                last_used_at,
                revoked_at,
                epoch: session_epoch(epoch)?,
                current_epoch: session_epoch(current)?,
                account: status,
            },
            client,
        }))
    }

    fn state(&self, tx: &mut Tx<'_>, presenting: ClientFamily) -> Result<TokenState, DbError> {
        let Some(consumed_at) = self.consumed_at else {
            return Ok(TokenState::Live);
        };
        let used: Option<Option<DateTime<Utc>>> = refresh_tokens::table
            .filter(refresh_tokens::organization_id.eq(tx.tenant()))
            .filter(refresh_tokens::session_id.eq(self.id))
            .filter(refresh_tokens::generation.eq(self.generation.saturating_add(1)))
            .select(refresh_tokens::consumed_at)
            .first(tx.conn())
            .optional()?;
        Ok(TokenState::Consumed {
            at: consumed_at,
            successor: match used {
                Some(None) => Successor::Unused,
                Some(Some(_)) | None => Successor::Used,
            },
            client: if self.client == presenting {
                Client::Same
            } else {
                Client::Other
            },
        })
    }

    fn answer(
        &self,
        tx: &mut Tx<'_>,
        presented: &OpaqueToken,
        last_used_at: DateTime<Utc>,
    ) -> Result<SignedIn, DbError> {
        let organization_key = tx.organization_key()?;
        Ok(SignedIn {
            user: self.user,
            session: self.id,
            epoch: self.session.current_epoch,
            refresh_token: presented.successor(&organization_key),
            refresh_expires_at: ends_at(self.session.kind, self.session.started_at, last_used_at),
            device_token: None,
        })
    }
}
