//! The rows of assignments: which course a class has, when, and in which version.

use chrono::{DateTime, Utc};
use diesel::prelude::*;
use domain::{
    courses::assignment::{AssignmentSchedule, Visibility},
    ids::{ClassId, CourseAssignmentId, CourseId, CourseVersionId, OrganizationId},
};

use super::VersionRecord;
use crate::{
    connection::MultiBackend,
    database::Tx,
    error::DbError,
    schema::{assigned_versions, course_assignments, course_versions},
    sql_types::bind_instant,
};

/// The assignment of a version to a class.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Assignment {
    /// Its row.
    pub record: AssignmentRecord,
    /// What is assigned.
    pub version: VersionRecord,
}

/// The row of an assignment.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Queryable, Selectable)]
#[diesel(table_name = course_assignments, check_for_backend(MultiBackend))]
pub struct AssignmentRecord {
    /// Its id.
    pub id: CourseAssignmentId,
    /// The class.
    pub class_id: ClassId,
    /// Whose course it is: the tenant's, or that of Hallpass itself.
    pub course_organization_id: OrganizationId,
    /// The course.
    pub course_id: CourseId,
    /// Its place among the courses of the class; of several with one place, the one that was assigned
    /// first comes first.
    pub position: i32,
    /// Whether students see it.
    pub visibility: Visibility,
    /// When students can begin, if not at once.
    pub opens_at: Option<DateTime<Utc>>,
    /// When the work is due, if ever.
    pub due_at: Option<DateTime<Utc>>,
    /// When it began.
    pub begins_at: DateTime<Utc>,
}

impl AssignmentRecord {
    /// When the class works on it.
    ///
    /// # Errors
    /// [`DbError::Corrupt`] if it is due before it opens.
    pub fn schedule(&self) -> Result<AssignmentSchedule, DbError> {
        schedule(self.visibility, self.opens_at, self.due_at)
    }
}

/// The schedule that columns hold.
///
/// # Errors
/// [`DbError::Corrupt`] if the work is due before it opens.
pub(crate) fn schedule(
    visibility: Visibility,
    opens_at: Option<DateTime<Utc>>,
    due_at: Option<DateTime<Utc>>,
) -> Result<AssignmentSchedule, DbError> {
    AssignmentSchedule::new(visibility, opens_at, due_at)
        .map_err(|_| DbError::Corrupt("an assignment is due after it opens"))
}

/// The running assignments of a class with the versions that they have now.
macro_rules! running {
    ($tx:expr, $class:expr) => {
        running_where!($tx, course_assignments::class_id.eq($class))
    };
}

/// The running assignments of the tenant that meet a condition, with the versions that they have now.
macro_rules! running_where {
    ($tx:expr, $condition:expr) => {
        course_assignments::table
            .inner_join(
                course_versions::table.on(course_versions::organization_id
                    .eq(course_assignments::course_organization_id)
                    .and(course_versions::id.eq(course_assignments::course_version_id))),
            )
            .filter(course_assignments::organization_id.eq($tx.tenant()))
            .filter($condition)
            .filter(not_over!(course_assignments, bind_instant($tx.now())))
            .select((AssignmentRecord::as_select(), VersionRecord::as_select()))
    };
}
pub(super) use {running, running_where};

/// An assignment of a class that is not over.
pub(super) fn find(
    tx: &mut Tx<'_>,
    class: ClassId,
    id: CourseAssignmentId,
) -> Result<Option<Assignment>, DbError> {
    let found: Option<(AssignmentRecord, VersionRecord)> = running!(tx, class)
        .filter(course_assignments::id.eq(id))
        .first(tx.conn())
        .optional()?;
    Ok(found.map(|(record, version)| Assignment { record, version }))
}

/// Writes that an assignment has a version from this instant on.
pub(super) fn insert_version(
    tx: &mut Tx<'_>,
    assignment: CourseAssignmentId,
    owner: OrganizationId,
    version: CourseVersionId,
) -> Result<(), DbError> {
    let earlier: i64 = assigned_versions::table
        .filter(assigned_versions::organization_id.eq(tx.tenant()))
        .filter(assigned_versions::assignment_id.eq(assignment))
        .count()
        .get_result(tx.conn())?;
    let number = i32::try_from(earlier.saturating_add(1))
        .map_err(|_| DbError::Corrupt("the versions of an assignment have 31 bits"))?;
    let row = (
        assigned_versions::organization_id.eq(tx.tenant()),
        assigned_versions::assignment_id.eq(assignment),
        assigned_versions::number.eq(number),
        assigned_versions::course_organization_id.eq(owner),
        assigned_versions::course_version_id.eq(version),
        assigned_versions::begins_at.eq(bind_instant(tx.now())),
    );
    diesel::insert_into(assigned_versions::table)
        .values(row)
        .execute(tx.conn())?;
    Ok(())
}
