//! When a learner was in a class to which a course was assigned, and what a class has.

use std::sync::Arc;

use chrono::{DateTime, Utc};
use diesel::prelude::*;
use domain::{
    classes::{association::ClassSpan, interval::Interval},
    ids::{ClassId, CourseAssignmentId, CourseVersionId, OrganizationId, SchoolId, UserId},
    progress::event::Subject,
};

use super::course_index::{CourseIndex, CourseIndexCache, CoursePart};
use crate::{
    database::Tx,
    error::DbError,
    schema::{classes, course_assignments, enrollments},
    sql_types::bind_instant,
};

/// A course that was assigned to a class of a learner while they were in it.
pub(super) struct Attended {
    /// Whose course it is.
    pub(super) owner: OrganizationId,
    /// The course.
    pub(super) course_index: Arc<CourseIndex>,
    /// The times: enrollment, class and assignment together.
    pub(super) times: Vec<Interval>,
    /// For each time, where it was.
    places: Vec<Stay>,
}

/// Where a learner had a course.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Stay {
    /// The school.
    pub(super) school: SchoolId,
    /// The class.
    pub(super) class: ClassId,
    /// The assignment of the course to it.
    pub(super) assignment: CourseAssignmentId,
}

impl Attended {
    /// Where the learner has the course at an instant, in the order of the assignments.
    pub(super) fn stays(&self, instant: DateTime<Utc>) -> impl Iterator<Item = Stay> {
        let known = self.times.iter().zip(&self.places);
        known
            .filter(move |(time, _)| time.contains(instant))
            .map(|(_, stay)| *stay)
    }

    /// The schools at which the learner has or had it.
    pub(super) fn schools(&self) -> impl Iterator<Item = SchoolId> {
        self.places.iter().map(|stay| stay.school)
    }
}

/// Every course that a learner has or had, in the order of their assignment.
pub(super) fn of_learner(
    tx: &mut Tx<'_>,
    learner: UserId,
    course_indexes: &CourseIndexCache,
) -> Result<Vec<Attended>, DbError> {
    type Ends = Option<DateTime<Utc>>;
    type Place = (SchoolId, ClassId, CourseAssignmentId);
    type Row = (
        Place,
        DateTime<Utc>,
        Ends,
        DateTime<Utc>,
        Ends,
        OrganizationId,
        CourseVersionId,
        DateTime<Utc>,
        Ends,
    );
    let query = enrollments::table
        .inner_join(
            classes::table.on(classes::organization_id
                .eq(enrollments::organization_id)
                .and(classes::id.eq(enrollments::class_id))),
        )
        .inner_join(
            course_assignments::table.on(course_assignments::organization_id
                .eq(enrollments::organization_id)
                .and(course_assignments::class_id.eq(enrollments::class_id))),
        )
        .filter(enrollments::organization_id.eq(tx.tenant()))
        .filter(enrollments::user_id.eq(learner))
        .order(course_assignments::id)
        .select((
            (
                classes::school_id,
                enrollments::class_id,
                course_assignments::id,
            ),
            enrollments::begins_at,
            enrollments::ends_at,
            classes::access_ends_at,
            classes::archived_at,
            course_assignments::course_organization_id,
            course_assignments::course_version_id,
            course_assignments::begins_at,
            course_assignments::ends_at,
        ));
    let rows: Vec<Row> = on_connection!(tx.conn(), |conn| query.load(conn))?;
    let mut courses: Vec<Attended> = Vec::new();
    for (place, from, to, access_ends_at, archived_at, owner, version, given, taken) in rows {
        let class = ClassSpan {
            access_ends_at,
            archived_at,
        };
        let time = Interval::new(from, to)
            .ok()
            .zip(Interval::new(given, taken).ok())
            .and_then(|(enrolled, assigned)| enrolled.intersection(assigned))
            .and_then(|both| class.lasting(both));
        let Some(time) = time else { continue };
        let (school, class, assignment) = place;
        let stay = Stay {
            school,
            class,
            assignment,
        };
        let known = courses
            .iter_mut()
            .find(|course| course.owner == owner && course.course_index.version() == version);
        match known {
            Some(course) => {
                course.times.push(time);
                course.places.push(stay);
            }
            None => courses.push(Attended {
                owner,
                course_index: course_indexes.get(tx, owner, version)?,
                times: vec![time],
                places: vec![stay],
            }),
        }
    }
    Ok(courses)
}

/// The course of which a subject is part.
pub(super) fn find(courses: &[Attended], subject: Subject) -> Option<(&Attended, CoursePart<'_>)> {
    courses
        .iter()
        .find_map(|course| Some((course, course.course_index.spot(subject)?)))
}

/// A version that a class has or had.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Assigned {
    /// The assignment.
    pub(super) id: CourseAssignmentId,
    /// Whose course it is.
    pub(super) owner: OrganizationId,
    /// The version.
    pub(super) version: CourseVersionId,
    ends_at: Option<DateTime<Utc>>,
}

impl Assigned {
    /// Whether it lasts at an instant.
    pub(super) fn lasts(&self, instant: DateTime<Utc>) -> bool {
        self.ends_at.is_none_or(|end| instant < end)
    }
}

/// When a class last changed, and what was assigned to it, oldest first.
pub(super) type ClassAndCourses = (DateTime<Utc>, Vec<Assigned>);

type AssignedRow = (
    CourseAssignmentId,
    OrganizationId,
    CourseVersionId,
    Option<DateTime<Utc>>,
);

impl From<AssignedRow> for Assigned {
    fn from((id, owner, version, ends_at): AssignedRow) -> Self {
        Self {
            id,
            owner,
            version,
            ends_at,
        }
    }
}

/// What was assigned to a class up to this instant, oldest first.
pub(super) fn of_class(tx: &mut Tx<'_>, class: ClassId) -> Result<Vec<Assigned>, DbError> {
    let found = with_class(tx, class)?;
    Ok(found.map(|(_, assigned)| assigned).unwrap_or_default())
}

/// When a class last changed, and what was assigned to it up to this instant, oldest first; `None`
/// if there is no such class.
pub(super) fn with_class(
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
        .order(course_assignments::id)
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
    let rows: Vec<(DateTime<Utc>, Option<AssignedRow>)> =
        on_connection!(tx.conn(), |conn| query.load(conn))?;
    let changed_at = rows.first().map(|(changed_at, _)| *changed_at);
    Ok(changed_at.map(|changed_at| {
        let assigned = rows.into_iter().filter_map(|(_, assigned)| assigned);
        (changed_at, assigned.map(Into::into).collect())
    }))
}
