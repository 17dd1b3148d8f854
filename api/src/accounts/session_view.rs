//! A session as its holder sees it.

use chrono::{DateTime, Utc};
use domain::{
    accounts::{clients::ClientFamily, sessions::SessionKind},
    ids::SessionId,
};
use persistence::accounts::own_sessions::Session;
use serde::Serialize;
use utoipa::ToSchema;
use uuid::{Uuid, uuid};

use crate::{
    openapi::{Example, instant},
    wire::{ClientFamilyWord, SessionKindWord},
};

/// A session that stands.
#[derive(Debug, Serialize, ToSchema)]
#[schema(example = SessionView::example)]
pub struct SessionView {
    /// Its id.
    pub id: Uuid,
    /// Its kind.
    pub kind: SessionKindWord,
    /// What it was last refreshed with.
    pub client: ClientFamilyWord,
    /// When its holder signed in.
    pub started_at: DateTime<Utc>,
    /// When it was last refreshed.
    pub last_used_at: DateTime<Utc>,
    /// When it ends unless it is refreshed before.
    pub ends_at: DateTime<Utc>,
    /// Whether it is the session of this request.
    pub current: bool,
}

impl SessionView {
    /// The view of a session, to a request of another or the same one.
    pub(super) fn of(session: Session, current: SessionId) -> Self {
        Self {
            id: session.id.uuid(),
            kind: session.kind.into(),
            client: session.client.into(),
            started_at: session.started_at,
            last_used_at: session.last_used_at,
            ends_at: session.ends_at,
            current: session.id == current,
        }
    }
}

impl Example for SessionView {
    fn example() -> Self {
        Self {
            id: uuid!("01996b3c-7a00-7000-8000-000000000004"),
            kind: SessionKind::Staff.into(),
            client: ClientFamily::Chrome.into(),
            started_at: instant("2026-09-01T13:05:00Z"),
            last_used_at: instant("2026-09-01T13:05:00Z"),
            ends_at: instant("2026-09-01T13:35:00Z"),
            current: true,
        }
    }
}
