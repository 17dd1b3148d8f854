//! The assignment of a course version to a class, as clients see it.

use chrono::{DateTime, Utc};
use persistence::courses::Assignment;
use serde::Serialize;
use utoipa::ToSchema;
use uuid::{Uuid, uuid};

use crate::{
    courses::view::CourseVersionView,
    openapi::{Example, instant},
};

/// The assignment of a course version to a class.
#[derive(Debug, Serialize, ToSchema)]
#[schema(example = CourseAssignmentView::example)]
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

impl Example for CourseAssignmentView {
    fn example() -> Self {
        Self {
            id: uuid!("01996b3c-7a00-7000-8000-000000000026"),
            class_id: uuid!("01996b3c-7a00-7000-8000-000000000001"),
            version: CourseVersionView::example(),
            begins_at: instant("2026-09-03T08:00:00Z"),
        }
    }
}
