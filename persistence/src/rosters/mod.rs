//! Roster imports: staged, compared with what is held, and applied in one transaction.
//!
//! An import costs seconds of work for a large district, and nearly none of it may happen while the
//! transaction that writes is open. So there are three steps: [`RosterSnapshot::read`] takes a snapshot of
//! what is held, [`Plan::of`] compares it with a bundle (no database), [`Changes::prepare`] makes
//! and seals the rows (no database), and [`apply`] writes them, unless another import was applied
//! since the snapshot.

mod agreements;
mod apply;
mod batch;
mod changes;
mod discard;
mod findings;
mod plan;
mod read;
mod rows;
mod snapshot;
mod stage;
mod write;

use chrono::{DateTime, Utc};
use diesel::prelude::*;
use domain::{
    access::{
        Action,
        action::{ApplyRoster, StageRoster},
    },
    ids::{OrganizationId, RosterImportId},
};
use uuid::Uuid;

pub use apply::{Applied, Decision, apply, fail};
pub use changes::Changes;
pub use discard::discard;
pub use findings::{ARCHIVE, FindingsWanted, FoundRow, findings};
pub use plan::{Plan, RemovalAlarm, Tallies};
pub use read::{BundleFound, StagedBundle, bundle, list, read};
pub use snapshot::RosterSnapshot;
pub use stage::{NewImport, SealedBundle, StagedState, stage};

use crate::{connection::MultiBackend, paging::CursorId, schema::roster_imports};

domain::text_enum! {
    /// Where an import stands.
    pub enum ImportState {
        /// Read and compared; nothing of it is in effect.
        Staged = "staged",
        /// In effect.
        Applied = "applied",
        /// Unusable, or discarded by somebody.
        Refused = "refused",
        /// It could not be applied, or nobody decided in time; nothing of it is in effect.
        Failed = "failed",
    }
}

/// An action that compares a bundle with what is held.
pub trait Compares: Action<Subject = OrganizationId> {}

impl Compares for StageRoster {}
impl Compares for ApplyRoster {}

/// An import.
#[derive(Clone, Debug, PartialEq, Eq, Queryable, Selectable)]
#[diesel(table_name = roster_imports, check_for_backend(MultiBackend))]
pub struct Import {
    /// Its id.
    pub id: RosterImportId,
    /// Where it stands.
    pub state: ImportState,
    /// Why it was refused, if it was unusable: a `RefusalCode` of the domain.
    pub refusal: Option<String>,
    /// The version of `OneRoster` that the bundle declares.
    pub oneroster_version: Option<String>,
    /// What it does, in numbers, as whoever staged it wrote them.
    pub summary: String,
    /// When it was staged.
    pub staged_at: DateTime<Utc>,
    /// When it was applied, discarded or given up.
    pub decided_at: Option<DateTime<Utc>>,
}

impl CursorId for Import {
    fn cursor_id(&self) -> Uuid {
        self.id.uuid()
    }
}
