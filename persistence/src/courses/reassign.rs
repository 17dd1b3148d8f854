//! Changing the assignment of a course: its schedule, its place, its version.

use diesel::prelude::*;
use domain::{
    access::action::AssignCourse,
    audit::Changed,
    courses::assignment::AssignmentSchedule,
    ids::{CourseAssignmentId, CourseVersionId},
};

use super::{
    Assignment, AssignmentRecord, VersionRecord,
    assignments::{find, insert_version},
    outline::published,
};
use crate::{
    access::Permit, audit, database::Tx, error::DbError, schema::course_assignments,
    sql_types::bind_instant,
};

/// What an assignment is to be after a change.
#[derive(Clone, Copy, Debug)]
pub struct AssignmentChanges {
    /// Its version: the one that it has, or another published one of the same course.
    pub version: CourseVersionId,
    /// When the class works on it.
    pub schedule: AssignmentSchedule,
    /// Its place among the courses of the class.
    pub position: i32,
}

/// The class has no such assignment, or the course no such published version.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ReassignmentRefusal {
    /// The class has no such assignment.
    #[error("there is no such assignment")]
    NoSuchAssignment,
    /// The course has no published version with this id.
    #[error("the course has no such published version")]
    NoSuchVersion,
}

/// Changes an assignment of the permitted class. Progress stays with its lessons and activities,
/// which keep their ids in every version of a course.
///
/// # Errors
/// If the database fails. The inner error is the rule's refusal, after which nothing was changed.
pub fn reassign<'t>(
    tx: &mut Tx<'t>,
    permit: &Permit<'t, AssignCourse>,
    assignment: CourseAssignmentId,
    changes: AssignmentChanges,
) -> Result<Result<Assignment, ReassignmentRefusal>, DbError> {
    let class = permit.subject();
    let Some(current) = find(tx, class, assignment)? else {
        return Ok(Err(ReassignmentRefusal::NoSuchAssignment));
    };
    let Some(version) = version_of(tx, &current, changes.version)? else {
        return Ok(Err(ReassignmentRefusal::NoSuchVersion));
    };
    let owner = current.record.course_organization_id;
    if version.id != current.version.id {
        insert_version(tx, assignment, owner, version.id)?;
    }
    let record = AssignmentRecord {
        position: changes.position,
        visibility: changes.schedule.visibility(),
        opens_at: changes.schedule.opens_at(),
        due_at: changes.schedule.due_at(),
        ..current.record
    };
    diesel::update(course_assignments::table.find((tx.tenant(), assignment)))
        .set((
            course_assignments::course_version_id.eq(version.id),
            course_assignments::position.eq(record.position),
            course_assignments::visibility.eq(record.visibility),
            course_assignments::opens_at.eq(record.opens_at.map(bind_instant)),
            course_assignments::due_at.eq(record.due_at.map(bind_instant)),
            course_assignments::updated_at.eq(bind_instant(tx.now())),
        ))
        .execute(tx.conn())?;
    audit::changed(
        tx,
        permit,
        Changed::of(assignment).referring_to([version.id]),
    )?;
    Ok(Ok(Assignment { record, version }))
}

/// The version that an assignment has, or another published one of its course.
pub(super) fn version_of(
    tx: &mut Tx<'_>,
    assignment: &Assignment,
    version: CourseVersionId,
) -> Result<Option<VersionRecord>, DbError> {
    let found = published(tx, version)?.map(|(_, version)| version);
    Ok(found.filter(|version| version.course_id == assignment.record.course_id))
}
