//! Where a sandbox stands, as clients see it.

use chrono::{DateTime, Utc};
use persistence::classes::sandbox::SandboxStanding;
use serde::Serialize;
use utoipa::ToSchema;

/// Where a sandbox stands.
#[derive(Clone, Copy, Debug, Serialize, ToSchema)]
pub struct SandboxView {
    /// How many more students it takes.
    #[schema(minimum = 0, maximum = 40)]
    pub seats_left: u16,
    /// When its students, and everything that is held of them, are deleted: 30 days after it was last used.
    pub purge_at: DateTime<Utc>,
}

impl From<SandboxStanding> for SandboxView {
    fn from(standing: SandboxStanding) -> Self {
        Self {
            seats_left: standing.seats_left,
            purge_at: standing.purge_at,
        }
    }
}
