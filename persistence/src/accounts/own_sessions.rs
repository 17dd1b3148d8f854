//! A person's own sessions: listed, and ended.

use chrono::{DateTime, TimeDelta, Utc};
use diesel::prelude::*;
use domain::{
    access::action::{ListOwnSessions, RevokeOwnSessions},
    accounts::{
        clients::ClientFamily,
        credentials::AccountStatus,
        sessions::{SessionFacts, SessionKind, ends_at, limits, standing},
    },
    audit::{AccountEvent, ChangeRole, Changed},
    ids::{SessionId, UserId},
    text_enum::TextEnum,
};

use super::sessions::session_epoch;
use crate::{
    access::Permit,
    audit::{self, Entry},
    database::Tx,
    error::DbError,
    paging::{PageRequest, Slice},
    schema::{sessions, users},
    sql_types::bind_instant,
};

/// Why a session ended that its holder ended.
const BY_HOLDER: &str = "holder";

/// An active session.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Session {
    /// Its id.
    pub id: SessionId,
    /// Its kind.
    pub kind: SessionKind,
    /// The client that last refreshed it.
    pub client: ClientFamily,
    /// When the person signed in.
    pub started_at: DateTime<Utc>,
    /// When it was last refreshed.
    pub last_used_at: DateTime<Utc>,
    /// When it expires unless it is refreshed before.
    pub ends_at: DateTime<Utc>,
}

/// Which of the permitted person's sessions.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Which {
    /// The one through which the person acts.
    This,
    /// The one with this id.
    One(SessionId),
    /// All but the one through which the person acts.
    Others,
}

/// The sessions of the permitted person that stand, oldest first.
///
/// # Errors
/// If the database fails.
pub fn list<'t>(
    tx: &mut Tx<'t>,
    permit: &Permit<'t, ListOwnSessions>,
    page: PageRequest,
) -> Result<Slice<Session>, DbError> {
    type Row = (
        SessionId,
        SessionKind,
        ClientFamily,
        DateTime<Utc>,
        DateTime<Utc>,
        i32,
        (i32, AccountStatus),
    );
    let oldest = tx.now() - longest();
    let found: Vec<Row> = sessions::table
        .inner_join(
            users::table.on(users::organization_id
                .eq(sessions::organization_id)
                .and(users::id.eq(sessions::user_id))),
        )
        .filter(sessions::organization_id.eq(tx.tenant()))
        .filter(sessions::user_id.eq(permit.subject()))
        .filter(sessions::revoked_at.is_null())
        .filter(sessions::started_at.gt(bind_instant(oldest)))
        .filter(sessions::id.gt(page.after_id()))
        .order(sessions::id)
        .select((
            sessions::id,
            sessions::kind,
            sessions::client,
            sessions::started_at,
            sessions::last_used_at,
            sessions::epoch,
            (users::epoch, users::status),
        ))
        .load(tx.conn())?;
    let mut standing_now = Vec::new();
    for (id, kind, client, started_at, last_used_at, epoch, (current, status)) in found {
        let facts = SessionFacts {
            kind,
            started_at,
            last_used_at,
            revoked_at: None,
            epoch: session_epoch(epoch)?,
            current_epoch: session_epoch(current)?,
            account: status,
        };
        if standing(&facts, tx.now()).is_ok() {
            standing_now.push(Session {
                id,
                kind,
                client,
                started_at,
                last_used_at,
                ends_at: ends_at(kind, started_at, last_used_at),
            });
        }
    }
    Ok(page.into_page(standing_now, |session| session.id.uuid()))
}

/// The longest that any session can stand: none older is worth a look.
fn longest() -> TimeDelta {
    SessionKind::ALL
        .iter()
        .map(|kind| limits(*kind).overall)
        .max()
        .unwrap_or_default()
}

/// Ends sessions of the permitted person: how many there were to end. They are refused on their next
/// request (G-SES1).
///
/// # Errors
/// If the database fails.
pub fn end<'t>(
    tx: &mut Tx<'t>,
    permit: &Permit<'t, RevokeOwnSessions>,
    which: Which,
) -> Result<usize, DbError> {
    let this = permit.actor().session();
    let sessions = standing_of(tx, permit.subject(), which, this)?;
    diesel::update(
        sessions::table
            .filter(sessions::organization_id.eq(tx.tenant()))
            .filter(sessions::id.eq_any(sessions.iter().copied())),
    )
    .set((
        sessions::revoked_at.eq(bind_instant(tx.now())),
        sessions::revoked_because.eq(BY_HOLDER),
    ))
    .execute(tx.conn())?;
    let ended = sessions.len();
    if which == Which::This {
        let event = Entry::account(AccountEvent::SignedOut, Some(permit.subject()))
            .that(Changed::ended(this));
        audit::append(tx, &event)?;
    }
    audit::changed(tx, permit, Changed::each(ChangeRole::Ended, sessions))?;
    Ok(ended)
}

/// Those of a person's sessions that were not ended before.
fn standing_of(
    tx: &mut Tx<'_>,
    person: UserId,
    which: Which,
    this: SessionId,
) -> Result<Vec<SessionId>, DbError> {
    let held = sessions::table
        .filter(sessions::organization_id.eq(tx.tenant()))
        .filter(sessions::user_id.eq(person))
        .filter(sessions::revoked_at.is_null())
        .select(sessions::id);
    Ok(match which {
        Which::This => held.filter(sessions::id.eq(this)).load(tx.conn())?,
        Which::One(session) => held.filter(sessions::id.eq(session)).load(tx.conn())?,
        Which::Others => held.filter(sessions::id.ne(this)).load(tx.conn())?,
    })
}
