//! A join code as those who issue it see it.

use chrono::{DateTime, Utc};
use domain::ids::JoinCodeId;
use persistence::classes::join_codes::JoinCode;
use serde::Serialize;
use utoipa::ToSchema;

/// A join code.
#[derive(Debug, Serialize, ToSchema)]
pub struct JoinCodeView {
    /// Its id.
    pub id: JoinCodeId,
    /// The code. Case, spaces and hyphens do not matter when it is typed.
    #[schema(max_length = 8, pattern = "^[0-9A-Z]{8}$", example = "CDFG2345")]
    pub code: String,
    /// How many students have joined with it.
    #[schema(minimum = 0, maximum = 60, format = "int32", example = 0)]
    pub uses: i32,
    /// How many students may.
    #[schema(minimum = 1, maximum = 60, format = "int32", example = 30)]
    pub max_uses: i32,
    /// When it was issued.
    pub created_at: DateTime<Utc>,
    /// The first instant at which it no longer holds.
    pub expires_at: DateTime<Utc>,
    /// When it was revoked.
    pub revoked_at: Option<DateTime<Utc>>,
}

same_members!(JoinCode => JoinCodeView {
    id, code, uses, max_uses, created_at, expires_at, revoked_at,
});
