//! When a learner was in a class to which a course was assigned, and what a class has.

mod of_class;

use std::sync::Arc;

use chrono::{DateTime, Utc};
use diesel::prelude::*;
use domain::{
    classes::{association::ClassSpan, interval::Interval},
    courses::assignment::{AssignmentSchedule, Visibility},
    ids::{
        ClassId, CourseAssignmentId, CourseVersionId, GroundId, OrganizationId, SchoolId, UserId,
    },
    progress::event::Subject,
};

pub(super) use of_class::{Assigned, is_of_class, of_class, with_class};

use super::course_index::{CourseIndex, CourseIndexCache, CoursePart};
use crate::{
    courses::schedule,
    database::Tx,
    error::DbError,
    schema::{assigned_versions, classes, course_assignments, enrollments},
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
    /// The ground of the class, if it was a sandbox while the learner was in it (SCH-04).
    pub(super) sandbox: Option<GroundId>,
    /// When the assignment took this version.
    since: DateTime<Utc>,
    /// Whether it still has it.
    standing: VersionStanding,
    /// When the class works on it.
    schedule: AssignmentSchedule,
}

/// How a version stands to an assignment that has or had it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum VersionStanding {
    /// It is the assignment's version.
    Current,
    /// The assignment has another one. What was done in it may still arrive.
    Earlier,
}

impl Attended {
    /// Where the learner has the course at an instant, in the order of the assignments.
    pub(super) fn stays(&self, instant: DateTime<Utc>) -> impl Iterator<Item = Stay> {
        let known = self.times.iter().zip(&self.places);
        known
            .filter(move |(time, _)| time.contains(instant))
            .map(|(_, stay)| *stay)
    }

    /// Where the learner sees the course in this version at an instant.
    pub(super) fn shown(&self, instant: DateTime<Utc>) -> impl Iterator<Item = Stay> {
        self.stays(instant).filter(move |stay| {
            stay.standing == VersionStanding::Current && stay.schedule.is_shown_to_students(instant)
        })
    }

    /// Where the learner has the course in this version, or had it last.
    pub(super) fn last(&self, instant: DateTime<Utc>) -> Option<Stay> {
        let is_current = |stay: &&Stay| stay.standing == VersionStanding::Current;
        let now = self.shown(instant).next();
        now.or_else(|| self.places.iter().rev().find(is_current).copied())
    }

    /// When the learner last got this version: what they had at an instant counts before what they had
    /// at another time.
    fn recency(&self, instant: DateTime<Utc>) -> (Option<DateTime<Utc>>, Option<DateTime<Utc>>) {
        let then = self.stays(instant).map(|stay| stay.since).max();
        let ever = self.places.iter().map(|stay| stay.since).max();
        (then, ever)
    }

    /// Whether the learner has or had it in a sandbox.
    pub(super) fn is_of_sandbox(&self) -> bool {
        self.places.iter().any(|stay| stay.sandbox.is_some())
    }

    /// The schools at which the learner has or had it.
    pub(super) fn schools(&self) -> impl Iterator<Item = SchoolId> {
        self.places.iter().map(|stay| stay.school)
    }
}

/// A school, a class of it, an assignment to the class, and what the learner's enrollment stands under.
type Place = (SchoolId, ClassId, CourseAssignmentId, GroundId);

/// What an assignment says of each version that it has or had.
#[derive(Queryable)]
struct AssignmentRow {
    course_version_id: CourseVersionId,
    visibility: Visibility,
    opens_at: Option<DateTime<Utc>>,
    due_at: Option<DateTime<Utc>>,
    ends_at: Option<DateTime<Utc>>,
}

impl AssignmentRow {
    fn stay(
        &self,
        (school, class, assignment, ground): Place,
        version: CourseVersionId,
        since: DateTime<Utc>,
        schedule: AssignmentSchedule,
    ) -> Stay {
        Stay {
            school,
            class,
            assignment,
            sandbox: (ground == GroundId::of_sandbox(class)).then_some(ground),
            since,
            standing: if version == self.course_version_id {
                VersionStanding::Current
            } else {
                VersionStanding::Earlier
            },
            schedule,
        }
    }
}

/// Every course that a learner has or had, in the order of their assignment.
pub(super) fn of_learner(
    tx: &mut Tx<'_>,
    learner: UserId,
    course_indexes: &CourseIndexCache,
) -> Result<Vec<Attended>, DbError> {
    type Ends = Option<DateTime<Utc>>;
    type Version = (OrganizationId, CourseVersionId, DateTime<Utc>);
    type Row = (
        Place,
        (DateTime<Utc>, Ends),
        (DateTime<Utc>, Ends),
        Version,
        AssignmentRow,
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
        .inner_join(
            assigned_versions::table.on(assigned_versions::organization_id
                .eq(course_assignments::organization_id)
                .and(assigned_versions::assignment_id.eq(course_assignments::id))),
        )
        .filter(enrollments::organization_id.eq(tx.tenant()))
        .filter(enrollments::user_id.eq(learner))
        .order((course_assignments::id, assigned_versions::number))
        .select((
            (
                classes::school_id,
                enrollments::class_id,
                course_assignments::id,
                enrollments::collected_under,
            ),
            (enrollments::begins_at, enrollments::ends_at),
            (classes::access_ends_at, classes::archived_at),
            (
                assigned_versions::course_organization_id,
                assigned_versions::course_version_id,
                assigned_versions::begins_at,
            ),
            (
                course_assignments::course_version_id,
                course_assignments::visibility,
                course_assignments::opens_at,
                course_assignments::due_at,
                course_assignments::ends_at,
            ),
        ));
    let rows: Vec<Row> = on_connection!(tx.conn(), |conn| query.load(conn))?;
    let mut courses: Vec<Attended> = Vec::new();
    for (place, (from, to), (access_ends_at, archived_at), assigned, assignment) in rows {
        let (owner, version, since) = assigned;
        let class = ClassSpan {
            access_ends_at,
            archived_at,
        };
        let schedule = schedule(
            assignment.visibility,
            assignment.opens_at,
            assignment.due_at,
        )?;
        let time = Interval::new(from, to)
            .ok()
            .zip(Interval::new(since, assignment.ends_at).ok())
            .and_then(|(enrolled, assigned)| enrolled.intersection(assigned))
            .and_then(|both| class.lasting(both))
            .and_then(|lasting| schedule.open_in(lasting));
        let Some(time) = time else { continue };
        let stay = assignment.stay(place, version, since, schedule);
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

/// The course of which a subject is part: in the version that is named, or else in the one that the
/// learner had at an instant.
pub(super) fn find(
    courses: &[Attended],
    subject: Subject,
    named: Option<CourseVersionId>,
    instant: DateTime<Utc>,
) -> Option<(&Attended, CoursePart<'_>)> {
    let having = courses
        .iter()
        .filter_map(|course| Some((course, course.course_index.spot(subject)?)));
    match named {
        Some(version) => having
            .into_iter()
            .find(|(course, _)| course.course_index.version() == version),
        None => having.max_by_key(|(course, _)| course.recency(instant)),
    }
}
