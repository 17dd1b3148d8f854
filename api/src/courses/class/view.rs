//! The assignment of a course version to a class, as clients see it.

use chrono::{DateTime, Utc};
use persistence::courses::Assignment;
use serde::Serialize;
use utoipa::ToSchema;
use uuid::Uuid;

use crate::courses::view::CourseVersionView;

/// The assignment of a course version to a class.
#[derive(Debug, Serialize, ToSchema)]
pub struct CourseAssignmentView {
    /// Its id.
    pub id: Uuid,
    /// The class.
    pub class_id: Uuid,
    /// The version.
    pub version: CourseVersionView,
    /// When it began.
    pub begins_at: DateTime<Utc>,
}

impl From<Assignment> for CourseAssignmentView {
    fn from(assignment: Assignment) -> Self {
        Self {
            id: assignment.record.id.uuid(),
            class_id: assignment.record.class_id.uuid(),
            version: assignment.version.into(),
            begins_at: assignment.record.begins_at,
        }
    }
}
