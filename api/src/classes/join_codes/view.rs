//! A join code as those who issue it see it.

use chrono::{DateTime, Utc};
use persistence::classes::join_codes::JoinCode;
use serde::Serialize;
use utoipa::ToSchema;
use uuid::{Uuid, uuid};

use crate::openapi::{Example, instant};

/// A join code.
#[derive(Debug, Serialize, ToSchema)]
#[schema(example = JoinCodeView::example)]
pub struct JoinCodeView {
    /// Its id.
    pub id: Uuid,
    /// The code. Case, spaces and hyphens do not matter when it is typed.
    #[schema(max_length = 8, pattern = "^[0-9A-Z]{8}$", example = "CDFG2345")]
    pub code: String,
    /// How many students have joined with it.
    #[schema(minimum = 0, maximum = 60, format = "int32")]
    pub uses: i32,
    /// How many students may.
    #[schema(minimum = 1, maximum = 60, format = "int32")]
    pub max_uses: i32,
    /// When it was issued.
    pub created_at: DateTime<Utc>,
    /// The first instant at which it no longer holds.
    pub expires_at: DateTime<Utc>,
    /// When it was revoked.
    pub revoked_at: Option<DateTime<Utc>>,
}

impl From<JoinCode> for JoinCodeView {
    fn from(code: JoinCode) -> Self {
        Self {
            id: code.id.uuid(),
            code: code.code,
            uses: code.uses,
            max_uses: code.max_uses,
            created_at: code.created_at,
            expires_at: code.expires_at,
            revoked_at: code.revoked_at,
        }
    }
}

impl Example for JoinCodeView {
    fn example() -> Self {
        Self {
            id: uuid!("01996b3c-7a00-7000-8000-000000000007"),
            code: "CDFG2345".to_owned(),
            uses: 0,
            max_uses: 30,
            created_at: instant("2026-09-01T13:05:00Z"),
            expires_at: instant("2026-09-02T13:05:00Z"),
            revoked_at: None,
        }
    }
}
