//! Assigning a published version to a class, and ending its assignment.

use chrono::{DateTime, Utc};
use diesel::prelude::*;
use domain::{
    access::action::AssignCourse,
    audit::Changed,
    ids::{ClassId, CourseAssignmentId, CourseVersionId, OrganizationId},
};

use super::{VersionRecord, outline::published};
use crate::{
    access::Permit, audit, connection::MultiBackend, database::Tx, error::DbError,
    schema::course_assignments, sql_types::bind_instant,
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
    /// The version.
    pub course_version_id: CourseVersionId,
    /// When it began.
    pub begins_at: DateTime<Utc>,
    /// When it ended, if it did.
    pub ends_at: Option<DateTime<Utc>>,
}

/// Why a version is not assigned.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum AssignmentRefusal {
    /// Neither the catalogue nor the tenant has a published version with this id.
    #[error("there is no such published version")]
    NoSuchVersion,
    /// The class has it already.
    #[error("the class has this version")]
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
    version: CourseVersionId,
) -> Result<Result<Assignment, AssignmentRefusal>, DbError> {
    let Some((owner, version)) = published(tx, version)? else {
        return Ok(Err(AssignmentRefusal::NoSuchVersion));
    };
    if has(tx, permit.subject(), version.id)? {
        return Ok(Err(AssignmentRefusal::Assigned));
    }
    let record = AssignmentRecord {
        id: tx.new_id(),
        class_id: permit.subject(),
        course_organization_id: owner,
        course_version_id: version.id,
        begins_at: tx.now(),
        ends_at: None,
    };
    let row = (
        course_assignments::organization_id.eq(tx.tenant()),
        course_assignments::id.eq(record.id),
        course_assignments::class_id.eq(record.class_id),
        course_assignments::course_organization_id.eq(owner),
        course_assignments::course_version_id.eq(version.id),
        course_assignments::assigned_by.eq(permit.actor().user()),
        course_assignments::begins_at.eq(bind_instant(record.begins_at)),
    );
    diesel::insert_into(course_assignments::table)
        .values(row)
        .execute(tx.conn())?;
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
        .set(course_assignments::ends_at.eq(bind_instant(tx.now())))
        .execute(tx.conn())?;
    let changed = match ended {
        0 => Changed::nothing().referring_to([assignment]),
        _ => Changed::ended(assignment),
    };
    audit::changed(tx, permit, changed)?;
    Ok(Ending::Over)
}

/// Whether the class has the version at this instant.
fn has(tx: &mut Tx<'_>, class: ClassId, version: CourseVersionId) -> Result<bool, DbError> {
    let running: i64 = course_assignments::table
        .filter(course_assignments::organization_id.eq(tx.tenant()))
        .filter(course_assignments::class_id.eq(class))
        .filter(course_assignments::course_version_id.eq(version))
        .filter(course_assignments::ends_at.is_null())
        .count()
        .get_result(tx.conn())?;
    Ok(running > 0)
}
