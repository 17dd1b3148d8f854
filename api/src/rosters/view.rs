//! An import as clients see it.

use chrono::{DateTime, Utc};
use domain::{
    ids::{RosterImportId, UserId},
    rosters::RefusalCode,
    text::FileName,
};
use persistence::{
    DbError,
    rosters::{Import, ImportState},
};
use serde::Serialize;
use utoipa::ToSchema;

use super::counts::{Kinds, RemovalAlarm, Summary};

/// Why a bundle cannot be used, and where that shows.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct RefusalView {
    /// Why.
    pub code: RefusalCode,
    /// The file, by its name without `.csv`.
    #[schema(max_length = 64, pattern = "^[A-Za-z]+$")]
    pub file: Option<String>,
    /// The column.
    #[schema(max_length = 64, pattern = "^[A-Za-z]+$")]
    pub field: Option<String>,
}

/// A roster import. While it is staged, the numbers say what it would do; afterwards, what it did.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct ImportView {
    /// Its id.
    pub id: RosterImportId,
    /// Where it stands.
    pub state: ImportState,
    /// Why it is refused, if its bundle cannot be used.
    pub refusal: Option<RefusalView>,
    /// The version of `OneRoster` that its bundle declares.
    #[schema(max_length = 8, pattern = r"^[0-9]+\.[0-9]+$", example = "1.2")]
    pub oneroster_version: Option<String>,
    /// The name of its file, if it was given.
    #[schema(value_type = Option<FileName>)]
    pub file_name: Option<String>,
    /// What it does, in numbers.
    pub counts: Kinds,
    /// What shrinks so much that it must be accepted.
    pub removal_alarm: RemovalAlarm,
    /// Rows that were left out.
    #[schema(minimum = 0, format = "int64", example = 0)]
    pub errors: u64,
    /// Things that were put right or left out within rows.
    #[schema(minimum = 0, format = "int64", example = 3)]
    pub warnings: u64,
    /// The administrator who staged it.
    pub staged_by: Option<UserId>,
    /// When it was staged.
    pub staged_at: DateTime<Utc>,
    /// The administrator who applied or discarded it; `null` while it is staged and if it expired.
    pub decided_by: Option<UserId>,
    /// When it was applied, discarded or given up.
    pub decided_at: Option<DateTime<Utc>>,
}

impl TryFrom<Import> for ImportView {
    type Error = DbError;

    fn try_from(import: Import) -> Result<Self, DbError> {
        let summary = Summary::decode(&import.summary)?;
        Ok(Self {
            id: import.id,
            state: import.state,
            refusal: import.refusal.map(|code| RefusalView {
                code,
                file: summary.refused_file,
                field: summary.refused_field,
            }),
            oneroster_version: import.oneroster_version,
            file_name: import.file_name,
            counts: summary.kinds,
            removal_alarm: summary.removal_alarm,
            errors: summary.errors,
            warnings: summary.warnings,
            staged_by: import.staged_by,
            staged_at: import.staged_at,
            decided_by: import.decided_by,
            decided_at: import.decided_at,
        })
    }
}
