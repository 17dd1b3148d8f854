//! What is or was assigned to a class.

use chrono::{DateTime, Utc};
use diesel::prelude::*;
use domain::{
    ids::{ActivityId, ClassId, CourseAssignmentId, CourseVersionId, OrganizationId},
    progress::event::Subject,
};

use crate::{
    database::Tx,
    error::DbError,
    progress::course_index::CourseIndexCache,
    schema::{assigned_versions, classes, course_assignments},
    sql_types::bind_instant,
};

/// The version that an assignment of a class has.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Queryable)]
pub(in crate::progress) struct Assigned {
    /// The assignment.
    pub(in crate::progress) id: CourseAssignmentId,
    /// Whose course it is.
    pub(in crate::progress) course_organization_id: OrganizationId,
    /// The version.
    pub(in crate::progress) course_version_id: CourseVersionId,
    ends_at: Option<DateTime<Utc>>,
}

impl Assigned {
    /// Whether it lasts at an instant.
    pub(in crate::progress) fn lasts(&self, instant: DateTime<Utc>) -> bool {
        self.ends_at.is_none_or(|end| instant < end)
    }
}

/// When a class last changed, and what is or was assigned to it, in the order of positions.
pub(in crate::progress) type ClassAndCourses = (DateTime<Utc>, Vec<Assigned>);

/// What was assigned to a class up to this instant, in the order of positions.
pub(in crate::progress) fn of_class(
    tx: &mut Tx<'_>,
    class: ClassId,
) -> Result<Vec<Assigned>, DbError> {
    let found = with_class(tx, class)?;
    Ok(found.map(|(_, assigned)| assigned).unwrap_or_default())
}

/// When a class last changed, and what was assigned to it up to this instant, in the order of
/// positions; `None` if there is no such class.
pub(in crate::progress) fn with_class(
    tx: &mut Tx<'_>,
    class: ClassId,
) -> Result<Option<ClassAndCourses>, DbError> {
    let now = bind_instant(tx.now());
    let query = classes::table
        .left_join(
            course_assignments::table.on(course_assignments::organization_id
                .eq(classes::organization_id)
                .and(course_assignments::class_id.eq(classes::id))
                .and(course_assignments::begins_at.le(now))),
        )
        .filter(classes::organization_id.eq(tx.tenant()))
        .filter(classes::id.eq(class))
        .order((course_assignments::position, course_assignments::id))
        .select((
            classes::updated_at,
            (
                course_assignments::id,
                course_assignments::course_organization_id,
                course_assignments::course_version_id,
                course_assignments::ends_at,
            )
                .nullable(),
        ));
    let rows: Vec<(DateTime<Utc>, Option<Assigned>)> =
        on_connection!(tx.conn(), |conn| query.load(conn))?;
    let changed_at = rows.first().map(|(changed_at, _)| *changed_at);
    Ok(changed_at.map(|changed_at| {
        let assigned = rows.into_iter().filter_map(|(_, assigned)| assigned);
        (changed_at, assigned.collect())
    }))
}

/// Every version that an assignment of a class has or had up to this instant, and whose it is.
fn versions_of_class(
    tx: &mut Tx<'_>,
    class: ClassId,
) -> Result<Vec<(OrganizationId, CourseVersionId)>, DbError> {
    Ok(course_assignments::table
        .inner_join(
            assigned_versions::table.on(assigned_versions::organization_id
                .eq(course_assignments::organization_id)
                .and(assigned_versions::assignment_id.eq(course_assignments::id))),
        )
        .filter(course_assignments::organization_id.eq(tx.tenant()))
        .filter(course_assignments::class_id.eq(class))
        .filter(course_assignments::begins_at.le(bind_instant(tx.now())))
        .select((
            assigned_versions::course_organization_id,
            assigned_versions::course_version_id,
        ))
        .load(tx.conn())?)
}

/// Whether a version that a class has or had holds an activity.
pub(in crate::progress) fn is_of_class(
    tx: &mut Tx<'_>,
    course_indexes: &CourseIndexCache,
    class: ClassId,
    activity: ActivityId,
) -> Result<bool, DbError> {
    for (owner, version) in versions_of_class(tx, class)? {
        let course_index = course_indexes.get(tx, owner, version)?;
        if course_index.spot(Subject::Activity(activity)).is_some() {
            return Ok(true);
        }
    }
    Ok(false)
}
