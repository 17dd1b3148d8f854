//! The courses that a class has.

use std::collections::HashMap;

use diesel::prelude::*;
use domain::{
    access::{
        Action, Relationship,
        action::{AssignCourse, ListClassCourses, ReadLessonKey},
    },
    courses::assignment::Visibility,
    ids::{ClassId, CourseAssignmentId, Id, LessonId},
};
use uuid::Uuid;

use super::{
    Assignment, AssignmentRecord, CourseOutline, LessonRecord, VersionRecord,
    assignments::{find, running, running_where},
    lesson::lesson_of,
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

/// The assignments of the permitted class that run at this instant and that the actor sees, in the
/// order of their positions.
///
/// # Errors
/// If the database fails.
pub fn of_class<'t>(
    tx: &mut Tx<'t>,
    permit: &Permit<'t, ListClassCourses>,
    page: PageRequest,
) -> Result<Slice<Assignment>, DbError> {
    let class = permit.subject();
    let mut wanted = running!(tx, class)
        .order((course_assignments::position, course_assignments::id))
        .limit(page.limit_plus_one())
        .into_boxed();
    if permit.relationship() == Relationship::Student {
        let opened = course_assignments::opens_at
            .is_null()
            .or(course_assignments::opens_at.le(bind_instant(tx.now())));
        wanted = wanted
            .filter(course_assignments::visibility.eq(Visibility::Visible))
            .filter(opened);
    }
    if let Some(after) = page.after {
        let Some(last) = find(tx, class, Id::from_uuid(after))? else {
            return Ok(page.into_page(Vec::new(), id));
        };
        let position = last.record.position;
        let behind = course_assignments::position
            .gt(position)
            .or(course_assignments::position
                .eq(position)
                .and(course_assignments::id.gt(page.after_id())));
        wanted = wanted.filter(behind);
    }
    let rows: Vec<(AssignmentRecord, VersionRecord)> = wanted.load(tx.conn())?;
    let assignments = rows
        .into_iter()
        .map(|(record, version)| Assignment { record, version });
    Ok(page.into_page(assignments.collect(), id))
}

/// The assignments of several classes that run at this instant, in the order of their positions.
///
/// # Errors
/// If the database fails.
pub(crate) fn of_classes(
    tx: &mut Tx<'_>,
    classes: &[ClassId],
) -> Result<HashMap<ClassId, Vec<Assignment>>, DbError> {
    let rows: Vec<(AssignmentRecord, VersionRecord)> =
        running_where!(tx, course_assignments::class_id.eq_any(classes))
            .order((course_assignments::position, course_assignments::id))
            .load(tx.conn())?;
    let mut found: HashMap<ClassId, Vec<Assignment>> = HashMap::new();
    for (record, version) in rows {
        let of_class = found.entry(record.class_id).or_default();
        of_class.push(Assignment { record, version });
    }
    Ok(found)
}

fn id(assignment: &Assignment) -> Uuid {
    assignment.record.id.uuid()
}

/// A right to open a course that is assigned to a class.
pub trait OpensAssignment: Action<Subject = ClassId> {}

impl OpensAssignment for ListClassCourses {}
impl OpensAssignment for ReadLessonKey {}

impl OpensAssignment for AssignCourse {}

/// One assignment of the permitted class that runs at this instant and that the actor sees.
///
/// # Errors
/// If the database fails.
pub fn assignment<'t, A: OpensAssignment>(
    tx: &mut Tx<'t>,
    permit: &Permit<'t, A>,
    id: CourseAssignmentId,
) -> Result<Option<Assignment>, DbError> {
    let Some(found) = find(tx, permit.subject(), id)? else {
        return Ok(None);
    };
    let schedule = found.record.schedule()?;
    Ok(schedule
        .is_shown_to(permit.relationship(), tx.now())
        .then_some(found))
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
    let owner = assignment.record.course_organization_id;
    lesson_of(tx, owner, assignment.version.id, lesson)
}
