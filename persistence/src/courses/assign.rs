//! Assigning a published version to a class, and ending its assignment.

use diesel::{dsl::max, prelude::*};
use domain::{
    access::action::AssignCourse,
    audit::Changed,
    courses::assignment::AssignmentSchedule,
    ids::{ClassId, CourseAssignmentId, CourseId, CourseVersionId},
};

use super::{Assignment, AssignmentRecord, assignments::insert_version, outline::published};
use crate::{
    access::Permit, audit, database::Tx, error::DbError, schema::course_assignments,
    sql_types::bind_instant,
};

/// A course to be assigned.
#[derive(Clone, Copy, Debug)]
pub struct NewAssignment {
    /// The published version.
    pub version: CourseVersionId,
    /// When the class works on it.
    pub schedule: AssignmentSchedule,
    /// Its place among the courses of the class; without one it comes last.
    pub position: Option<i32>,
}

/// Why a version is not assigned.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum AssignmentRefusal {
    /// Neither the catalogue nor the tenant has a published version with this id.
    #[error("there is no such published version")]
    NoSuchVersion,
    /// The class has the course already, in this version or another.
    #[error("the class has this course")]
    Assigned,
}

/// Whether an assignment could be ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ending {
    /// It is over, from now on or since before.
    Over,
    /// The class has no such assignment.
    NoSuchAssignment,
}

/// Assigns a published version to the permitted class, from this instant on.
///
/// # Errors
/// If the database fails. The inner error is the rule's refusal, after which nothing was changed.
pub fn assign<'t>(
    tx: &mut Tx<'t>,
    permit: &Permit<'t, AssignCourse>,
    new: NewAssignment,
) -> Result<Result<Assignment, AssignmentRefusal>, DbError> {
    let Some((owner, version)) = published(tx, new.version)? else {
        return Ok(Err(AssignmentRefusal::NoSuchVersion));
    };
    if has(tx, permit.subject(), version.course_id)? {
        return Ok(Err(AssignmentRefusal::Assigned));
    }
    let record = AssignmentRecord {
        id: tx.new_id(),
        class_id: permit.subject(),
        course_organization_id: owner,
        course_id: version.course_id,
        position: match new.position {
            Some(position) => position,
            None => last_position(tx, permit.subject())?.saturating_add(1),
        },
        visibility: new.schedule.visibility(),
        opens_at: new.schedule.opens_at(),
        due_at: new.schedule.due_at(),
        begins_at: tx.now(),
    };
    let row = (
        course_assignments::organization_id.eq(tx.tenant()),
        course_assignments::id.eq(record.id),
        course_assignments::class_id.eq(record.class_id),
        course_assignments::course_organization_id.eq(owner),
        course_assignments::course_id.eq(record.course_id),
        course_assignments::course_version_id.eq(version.id),
        course_assignments::position.eq(record.position),
        course_assignments::visibility.eq(record.visibility),
        course_assignments::opens_at.eq(record.opens_at.map(bind_instant)),
        course_assignments::due_at.eq(record.due_at.map(bind_instant)),
        course_assignments::assigned_by.eq(permit.actor().user()),
        course_assignments::begins_at.eq(bind_instant(record.begins_at)),
        course_assignments::updated_at.eq(bind_instant(tx.now())),
    );
    diesel::insert_into(course_assignments::table)
        .values(row)
        .execute(tx.conn())?;
    insert_version(tx, record.id, owner, version.id)?;
    audit::changed(
        tx,
        permit,
        Changed::created(record.id).referring_to([version.id]),
    )?;
    Ok(Ok(Assignment { record, version }))
}

/// Ends an assignment of the permitted class at this instant. One that is over stays as it was.
///
/// # Errors
/// If the database fails.
pub fn end<'t>(
    tx: &mut Tx<'t>,
    permit: &Permit<'t, AssignCourse>,
    assignment: CourseAssignmentId,
) -> Result<Ending, DbError> {
    let of_class = course_assignments::table
        .find((tx.tenant(), assignment))
        .filter(course_assignments::class_id.eq(permit.subject()));
    let known: i64 = of_class.count().get_result(tx.conn())?;
    if known == 0 {
        return Ok(Ending::NoSuchAssignment);
    }
    let ended = diesel::update(of_class.filter(course_assignments::ends_at.is_null()))
        .set((
            course_assignments::ends_at.eq(bind_instant(tx.now())),
            course_assignments::updated_at.eq(bind_instant(tx.now())),
        ))
        .execute(tx.conn())?;
    let changed = match ended {
        0 => Changed::nothing().referring_to([assignment]),
        _ => Changed::ended(assignment),
    };
    audit::changed(tx, permit, changed)?;
    Ok(Ending::Over)
}

/// Whether the class has the course at this instant.
fn has(tx: &mut Tx<'_>, class: ClassId, course: CourseId) -> Result<bool, DbError> {
    let running: i64 = course_assignments::table
        .filter(course_assignments::organization_id.eq(tx.tenant()))
        .filter(course_assignments::class_id.eq(class))
        .filter(course_assignments::course_id.eq(course))
        .filter(course_assignments::ends_at.is_null())
        .count()
        .get_result(tx.conn())?;
    Ok(running > 0)
}

/// The place of the last course that the class has; 0 if it has none.
fn last_position(tx: &mut Tx<'_>, class: ClassId) -> Result<i32, DbError> {
    let last: Option<i32> = course_assignments::table
        .filter(course_assignments::organization_id.eq(tx.tenant()))
        .filter(course_assignments::class_id.eq(class))
        .filter(course_assignments::ends_at.is_null())
        .select(max(course_assignments::position))
        .first(tx.conn())?;
    Ok(last.unwrap_or_default())
}
