//! The exit of a school as its administrators see it.

use chrono::{DateTime, Utc};
use domain::{ids::SchoolExportId, organizations::school_exit::ExitStage};
use persistence::organizations::school_exit::{SchoolExit, SchoolExport};
use serde::Serialize;
use utoipa::ToSchema;

/// How far a school has left.
#[derive(Debug, Serialize, ToSchema)]
pub struct SchoolExitView {
    /// The stage.
    pub stage: ExitStage,
    /// When the last agreement ended; `null` while one is in force or to come.
    pub ended_at: Option<DateTime<Utc>>,
    /// From when on nothing is taken out any more; `null` while an agreement is in force or to come.
    pub export_closes_at: Option<DateTime<Utc>>,
    /// When the deletion begins, a day before it has to be done; `null` while an agreement is in force or
    /// to come.
    pub purge_at: Option<DateTime<Utc>>,
    /// When something was deleted last; `null` if nothing was.
    pub purged_at: Option<DateTime<Utc>>,
    /// Students whom the school still names.
    #[schema(maximum = 9_007_199_254_740_991_u64, example = 412)]
    pub students: usize,
    /// Those of them who are not deleted because of a hold or an open inspection.
    #[schema(maximum = 9_007_199_254_740_991_u64, example = 0)]
    pub students_held: usize,
    /// Students whose accounts were deleted.
    #[schema(minimum = 0, maximum = 2_147_483_647, example = 0)]
    pub students_destroyed: i32,
    /// Students of another school too, of whom only the rows of this school were deleted.
    #[schema(minimum = 0, maximum = 2_147_483_647, example = 0)]
    pub students_shared: i32,
    /// The copies that the caller asked for last; `null` if they asked for none.
    pub export: Option<SchoolExportView>,
}

/// Copies of what is held about all students of a school.
#[derive(Debug, Serialize, ToSchema)]
pub struct SchoolExportView {
    /// Their id.
    pub id: SchoolExportId,
    /// When they were asked for.
    pub requested_at: DateTime<Utc>,
    /// When a copy was asked for about each student; `null` until then.
    pub gathered_at: Option<DateTime<Utc>>,
    /// Copies that are being built.
    #[schema(minimum = 0, maximum = 9_007_199_254_740_991_i64, example = 12)]
    pub building: i64,
    /// Copies that can be fetched.
    #[schema(minimum = 0, maximum = 9_007_199_254_740_991_i64, example = 400)]
    pub ready: i64,
    /// Copies that were fetched.
    #[schema(minimum = 0, maximum = 9_007_199_254_740_991_i64, example = 0)]
    pub fetched: i64,
    /// Copies that expired, were not permitted, or were larger than an archive may be.
    #[schema(minimum = 0, maximum = 9_007_199_254_740_991_i64, example = 0)]
    pub over: i64,
}

impl From<SchoolExport> for SchoolExportView {
    fn from(export: SchoolExport) -> Self {
        Self {
            id: export.id,
            requested_at: export.requested_at,
            gathered_at: export.gathered_at,
            building: export.building,
            ready: export.ready,
            fetched: export.fetched,
            over: export.over,
        }
    }
}

impl From<SchoolExit> for SchoolExitView {
    fn from(exit: SchoolExit) -> Self {
        Self {
            stage: exit.stage,
            ended_at: exit.ended_at,
            export_closes_at: exit.export_closes_at,
            purge_at: exit.purge_at,
            purged_at: exit.purged_at,
            students: exit.students,
            students_held: exit.students_held,
            students_destroyed: exit.students_destroyed,
            students_shared: exit.students_shared,
            export: exit.export.map(SchoolExportView::from),
        }
    }
}
