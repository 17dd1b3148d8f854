//! The assignment of a course version to a class, as clients see it.

use chrono::{DateTime, Utc};
use domain::ids::{ClassId, CourseAssignmentId};
use persistence::courses::Assignment;
use serde::Serialize;
use utoipa::ToSchema;

use crate::courses::view::CourseVersionView;

/// The assignment of a course version to a class.
#[derive(Debug, Serialize, ToSchema)]
pub struct CourseAssignmentView {
    /// Its id.
    pub id: CourseAssignmentId,
    /// The class.
    pub class_id: ClassId,
    /// The version.
    pub version: CourseVersionView,
    /// When it began.
    pub begins_at: DateTime<Utc>,
}

impl From<Assignment> for CourseAssignmentView {
    fn from(assignment: Assignment) -> Self {
        Self {
            id: assignment.record.id,
            class_id: assignment.record.class_id,
            version: assignment.version.into(),
            begins_at: assignment.record.begins_at,
        }
    }
}
