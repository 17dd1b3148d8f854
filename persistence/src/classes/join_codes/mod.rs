//! Codes with which students join a class.

mod guesses;
mod issue;
mod list;
mod redeem;
mod revoke;

use chrono::{DateTime, Utc};
use diesel::prelude::*;
use domain::ids::{JoinCodeId, UserId};

pub use issue::{NewJoinCode, issue};
pub use list::list;
pub use redeem::{JoinOutcome, redeem};
pub use revoke::revoke;

use crate::{connection::MultiBackend, schema::join_codes};

/// A join code.
#[derive(Clone, Debug, PartialEq, Eq, Queryable, Selectable)]
#[diesel(table_name = join_codes, check_for_backend(MultiBackend))]
pub struct JoinCode {
    /// Its id.
    pub id: JoinCodeId,
    /// The code.
    pub code: String,
    /// How many students have joined with it.
    pub uses: i32,
    /// How many students may.
    pub max_uses: i32,
    /// The person who issued it.
    pub created_by: UserId,
    /// When it was issued.
    pub created_at: DateTime<Utc>,
    /// The first instant at which it no longer holds.
    pub expires_at: DateTime<Utc>,
    /// When it was revoked, if it was.
    pub revoked_at: Option<DateTime<Utc>>,
}
