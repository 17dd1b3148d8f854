//! The courses of a class, as clients see them.

use chrono::{DateTime, Utc};
use domain::{
    courses::assignment::Visibility,
    ids::{ClassId, CourseAssignmentId},
};
use persistence::courses::{Assignment, UnitOutline};
use serde::Serialize;
use utoipa::ToSchema;

use crate::courses::view::{CourseVersionView, UnitView};

/// The assignment of a course version to a class.
#[derive(Debug, Serialize, ToSchema)]
pub struct CourseAssignmentView {
    /// Its id.
    pub id: CourseAssignmentId,
    /// The class.
    pub class_id: ClassId,
    /// The version.
    pub version: CourseVersionView,
    /// Its place among the courses of the class.
    #[schema(minimum = 1, example = 1)]
    pub position: i32,
    /// Whether students see it.
    pub visibility: Visibility,
    /// When students can begin; `null` for at once.
    pub opens_at: Option<DateTime<Utc>>,
    /// When the work is due; `null` for never. It can still be done afterwards.
    pub due_at: Option<DateTime<Utc>>,
    /// When it was assigned.
    pub begins_at: DateTime<Utc>,
}

/// A course of a class with its units and lessons.
#[derive(Debug, Serialize, ToSchema)]
pub struct ClassCourseView {
    /// Its assignment.
    pub assignment: CourseAssignmentView,
    /// The units of the version, in order.
    #[schema(max_items = 30)]
    pub units: Vec<UnitView>,
}

impl From<Assignment> for CourseAssignmentView {
    fn from(Assignment { record, version }: Assignment) -> Self {
        Self {
            id: record.id,
            class_id: record.class_id,
            version: version.into(),
            position: record.position,
            visibility: record.visibility,
            opens_at: record.opens_at,
            due_at: record.due_at,
            begins_at: record.begins_at,
        }
    }
}

impl ClassCourseView {
    /// A course of a class and the units of its version.
    pub(super) fn of(assignment: Assignment, units: Vec<UnitOutline>) -> Self {
        Self {
            assignment: assignment.into(),
            units: units.into_iter().map(Into::into).collect(),
        }
    }
}
