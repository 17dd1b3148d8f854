//! A session as its holder sees it.

use chrono::{DateTime, Utc};
use domain::{
    accounts::{clients::ClientFamily, sessions::SessionKind},
    ids::SessionId,
};
use persistence::accounts::own_sessions::Session;
use serde::Serialize;
use utoipa::ToSchema;

/// An active session.
#[derive(Debug, Serialize, ToSchema)]
pub struct SessionView {
    /// Its id.
    pub id: SessionId,
    /// Its kind.
    pub kind: SessionKind,
    /// The client that last refreshed it.
    pub client: ClientFamily,
    /// When it began.
    pub started_at: DateTime<Utc>,
    /// When it was last refreshed.
    pub last_used_at: DateTime<Utc>,
    /// When it expires unless it is refreshed before.
    pub ends_at: DateTime<Utc>,
    /// Whether it is the session of this request.
    #[schema(example = true)]
    pub current: bool,
}

impl SessionView {
    /// The view of a session, to a request of another or the same one.
    pub(super) fn of(session: &Session, current: SessionId) -> Self {
        Self {
            id: session.id,
            kind: session.kind,
            client: session.client,
            started_at: session.started_at,
            last_used_at: session.last_used_at,
            ends_at: session.ends_at,
            current: session.id == current,
        }
    }
}
