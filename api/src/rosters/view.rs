//! An import as clients see it.

use chrono::{DateTime, Utc};
use domain::{rosters::RefusalCode, text_enum::TextEnum};
use persistence::rosters::{Import, ImportState};
use serde::Serialize;
use utoipa::ToSchema;
use uuid::Uuid;

use super::counts::{Kinds, RemovalAlarm, Summary};
use crate::{
    openapi::{Example, instant},
    wire::{ImportStateWord, RefusalCodeWord},
};

/// Why a bundle cannot be used, and where that shows.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct RefusalView {
    /// Why.
    pub code: RefusalCodeWord,
    /// The file, by its name without `.csv`.
    #[schema(max_length = 64, pattern = "^[A-Za-z]+$")]
    pub file: Option<String>,
    /// The column.
    #[schema(max_length = 64, pattern = "^[A-Za-z]+$")]
    pub field: Option<String>,
}

/// A roster import. While it is staged, the numbers say what it would do; afterwards, what it did.
#[derive(Clone, Debug, Serialize, ToSchema)]
#[schema(example = ImportView::example)]
pub struct ImportView {
    /// Its id.
    pub id: Uuid,
    /// Where it stands.
    pub state: ImportStateWord,
    /// Why it is refused, if its bundle cannot be used.
    pub refusal: Option<RefusalView>,
    /// The version of `OneRoster` that its bundle declares.
    #[schema(max_length = 8, pattern = r"^[0-9]+\.[0-9]+$")]
    pub oneroster_version: Option<String>,
    /// What it does, in numbers.
    pub counts: Kinds,
    /// What shrinks so much that it must be accepted.
    pub removal_alarm: RemovalAlarm,
    /// Rows that were left out.
    #[schema(minimum = 0, format = "int64")]
    pub errors: u64,
    /// Things that were put right or left out within rows.
    #[schema(minimum = 0, format = "int64")]
    pub warnings: u64,
    /// When it was staged.
    pub staged_at: DateTime<Utc>,
    /// When it was applied, discarded or given up.
    pub decided_at: Option<DateTime<Utc>>,
}

impl From<Import> for ImportView {
    fn from(import: Import) -> Self {
        let summary = Summary::decode(&import.summary);
        let code = import.refusal.as_deref().and_then(RefusalCode::parse);
        Self {
            id: import.id.uuid(),
            state: ImportStateWord(import.state),
            refusal: code.map(|code| RefusalView {
                code: RefusalCodeWord(code),
                file: summary.refused_file,
                field: summary.refused_field,
            }),
            oneroster_version: import.oneroster_version,
            counts: summary.kinds,
            removal_alarm: summary.removal_alarm,
            errors: summary.errors,
            warnings: summary.warnings,
            staged_at: import.staged_at,
            decided_at: import.decided_at,
        }
    }
}

impl Example for ImportView {
    fn example() -> Self {
        let mut counts = Kinds::default();
        counts.people.created = 1_024;
        counts.enrollments.created = 6_144;
        Self {
            id: Uuid::from_u128(0x0199_6b3c_7a00_7000_8000_0000_0000_00c1),
            state: ImportStateWord(ImportState::Staged),
            refusal: None,
            oneroster_version: Some("1.2".to_owned()),
            counts,
            removal_alarm: RemovalAlarm::default(),
            errors: 0,
            warnings: 3,
            staged_at: instant("2026-08-24T15:00:00Z"),
            decided_at: None,
        }
    }
}
