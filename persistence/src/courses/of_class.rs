//! The courses that a class has.

use diesel::prelude::*;
use domain::{
    access::{
        Action,
        action::{ListClassCourses, ReadLessonKey},
    },
    ids::{ClassId, CourseAssignmentId, LessonId},
};

use super::{
    Assignment, AssignmentRecord, CourseOutline, LessonRecord, VersionRecord, lesson::lesson_of,
    outline::units_of,
};
use crate::{
    access::Permit,
    database::Tx,
    error::DbError,
    paging::{PageRequest, Slice},
    schema::{course_assignments, course_versions},
    sql_types::bind_instant,
};

/// The assignments of the permitted class that run at this instant, oldest first.
///
/// # Errors
/// If the database fails.
pub fn of_class<'t>(
    tx: &mut Tx<'t>,
    permit: &Permit<'t, ListClassCourses>,
    page: PageRequest,
) -> Result<Slice<Assignment>, DbError> {
    let now = bind_instant(tx.now());
    let rows: Vec<(AssignmentRecord, VersionRecord)> = course_assignments::table
        .inner_join(
            course_versions::table.on(course_versions::organization_id
                .eq(course_assignments::course_organization_id)
                .and(course_versions::id.eq(course_assignments::course_version_id))),
        )
        .filter(course_assignments::organization_id.eq(tx.tenant()))
        .filter(course_assignments::class_id.eq(permit.subject()))
        .filter(in_force!(course_assignments, now))
        .filter(course_assignments::id.gt(page.after_id()))
        .order(course_assignments::id)
        .limit(page.limit_plus_one())
        .select((AssignmentRecord::as_select(), VersionRecord::as_select()))
        .load(tx.conn())?;
    let assignments = rows
        .into_iter()
        .map(|(record, version)| Assignment { record, version });
    Ok(page.into_page(assignments.collect(), |assignment| {
        assignment.record.id.uuid()
    }))
}

/// A right to open a course that is assigned to a class.
pub trait OpensAssignment: Action<Subject = ClassId> {}

impl OpensAssignment for ListClassCourses {}
impl OpensAssignment for ReadLessonKey {}

/// One assignment of the permitted class that runs at this instant.
///
/// # Errors
/// If the database fails.
pub fn assignment<'t, A: OpensAssignment>(
    tx: &mut Tx<'t>,
    permit: &Permit<'t, A>,
    id: CourseAssignmentId,
) -> Result<Option<Assignment>, DbError> {
    let now = bind_instant(tx.now());
    let found: Option<(AssignmentRecord, VersionRecord)> = course_assignments::table
        .inner_join(
            course_versions::table.on(course_versions::organization_id
                .eq(course_assignments::course_organization_id)
                .and(course_versions::id.eq(course_assignments::course_version_id))),
        )
        .filter(course_assignments::organization_id.eq(tx.tenant()))
        .filter(course_assignments::id.eq(id))
        .filter(course_assignments::class_id.eq(permit.subject()))
        .filter(not_over!(course_assignments, now))
        .select((AssignmentRecord::as_select(), VersionRecord::as_select()))
        .first(tx.conn())
        .optional()?;
    Ok(found.map(|(record, version)| Assignment { record, version }))
}

/// The outline of an assigned version.
///
/// # Errors
/// If the database fails.
pub fn assigned_outline(
    tx: &mut Tx<'_>,
    assignment: &Assignment,
) -> Result<CourseOutline, DbError> {
    let owner = assignment.record.course_organization_id;
    Ok(CourseOutline {
        owner,
        version: assignment.version.clone(),
        units: units_of(tx, owner, assignment.version.id)?,
    })
}

/// A lesson of an assigned version.
///
/// # Errors
/// If the database fails.
pub fn assigned_lesson(
    tx: &mut Tx<'_>,
    assignment: &Assignment,
    lesson: LessonId,
) -> Result<Option<LessonRecord>, DbError> {
    let found = lesson_of(tx, assignment.record.course_organization_id, lesson)?;
    Ok(found.filter(|lesson| lesson.version == assignment.version.id))
}
