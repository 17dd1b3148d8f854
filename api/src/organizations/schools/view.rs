//! A school as clients see it.

use chrono::{DateTime, Utc};
use domain::ids::SchoolId;
use domain::text::{SchoolName, SourceId, TimeZoneName};
use persistence::organizations::schools::{School, SourceIdTaken};
use serde::Serialize;
use utoipa::ToSchema;

use crate::problem::{ApiError, FieldError, ProblemKind};

/// A school.
#[derive(Debug, Serialize, ToSchema)]
pub struct SchoolView {
    /// Its id.
    pub id: SchoolId,
    /// Its name.
    #[schema(value_type = SchoolName)]
    pub name: String,
    /// The IANA name of its time zone.
    #[schema(value_type = TimeZoneName)]
    pub time_zone: String,
    /// Its key in rosters, if they name it.
    #[schema(value_type = Option<SourceId>)]
    pub source_id: Option<String>,
    /// When it was created.
    pub created_at: DateTime<Utc>,
    /// When it was last changed.
    pub updated_at: DateTime<Utc>,
    /// When a roster ended it.
    pub ended_at: Option<DateTime<Utc>>,
}

same_members!(School => SchoolView {
    id, name, time_zone, source_id, created_at, updated_at, ended_at,
});

/// Two schools cannot have one key.
pub fn source_id_taken(_: SourceIdTaken) -> ApiError {
    ApiError::Fields {
        kind: ProblemKind::AlreadyExists,
        errors: vec![FieldError::new(
            "/source_id",
            "taken",
            "already belongs to another school",
        )],
    }
}
