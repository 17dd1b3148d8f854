//! The students of whom a release tells.

use std::collections::{BTreeMap, HashMap};

use diesel::{
    dsl::{count, count_star},
    prelude::*,
};
use domain::{
    ids::{ActivityId, CourseId, CourseVersionId, OrganizationId, SchoolId, UserId},
    releases::CourseOutcome,
    rights::restriction::RestrictedPart,
};

use crate::{
    database::Tx,
    error::DbError,
    rights::restricted,
    schema::{activities, activity_states, classes, course_assignments, enrollments},
    sql_types::bind_instant,
};

/// A version of a course, and whose it is.
pub(super) type Version = (OrganizationId, CourseVersionId);

/// Where each student has the course.
pub(super) type Cohort = BTreeMap<UserId, (SchoolId, Version)>;

/// The students who are in an open class with this course at this instant, each at one school. Those whose
/// learning history is restricted are left out (RTS-02), and so are those of sandboxes (SCH-04), whose
/// enrollments stand under the class itself.
pub(super) fn cohort(tx: &mut Tx<'_>, course: CourseId) -> Result<Cohort, DbError> {
    type Row = (UserId, SchoolId, OrganizationId, CourseVersionId);
    let now = bind_instant(tx.now());
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
        .filter(course_assignments::course_id.eq(course))
        .filter(enrollments::collected_under.ne(enrollments::class_id))
        .filter(in_force!(enrollments, now))
        .filter(in_force!(course_assignments, now))
        .filter(open_class!(now))
        .order((
            enrollments::user_id,
            enrollments::id.desc(),
            course_assignments::id.desc(),
        ))
        .select((
            enrollments::user_id,
            classes::school_id,
            course_assignments::course_organization_id,
            course_assignments::course_version_id,
        ));
    let rows: Vec<Row> = on_connection!(tx.conn(), |conn| query.load(conn))?;
    let mut cohort: Cohort = rows
        .into_iter()
        .map(|(student, school, owner, version)| (student, (school, (owner, version))))
        .collect();
    for student in restricted(tx, RestrictedPart::LearningHistory)? {
        cohort.remove(&student);
    }
    Ok(cohort)
}

/// How far each student of a cohort has come.
pub(super) fn outcomes(
    tx: &mut Tx<'_>,
    course: CourseId,
    cohort: &Cohort,
) -> Result<BTreeMap<UserId, CourseOutcome>, DbError> {
    let mut of_version: BTreeMap<Version, Vec<UserId>> = BTreeMap::new();
    for (student, (_, version)) in cohort {
        of_version.entry(*version).or_default().push(*student);
    }
    let mut outcomes = BTreeMap::new();
    for ((owner, version), students) in of_version {
        let activities = activities_of(tx, owner, version)?;
        let done = done(tx, course, &activities)?;
        for student in students {
            let (seen, completed) = done.get(&student).copied().unwrap_or_default();
            let outcome = CourseOutcome::of(seen, completed, activities.len());
            outcomes.insert(student, outcome);
        }
    }
    Ok(outcomes)
}

fn activities_of(
    tx: &mut Tx<'_>,
    owner: OrganizationId,
    version: CourseVersionId,
) -> Result<Vec<ActivityId>, DbError> {
    Ok(activities::table
        .filter(activities::organization_id.eq(owner))
        .filter(activities::course_version_id.eq(version))
        .select(activities::id)
        .load(tx.conn())?)
}

/// In how many of these activities learners have been, and how many of them they have completed.
fn done(
    tx: &mut Tx<'_>,
    course: CourseId,
    activities: &[ActivityId],
) -> Result<HashMap<UserId, (usize, usize)>, DbError> {
    let query = activity_states::table
        .filter(activity_states::organization_id.eq(tx.tenant()))
        .filter(activity_states::course_id.eq(course))
        .filter(activity_states::activity_id.eq_any(activities))
        .group_by(activity_states::learner_id)
        .select((
            activity_states::learner_id,
            count_star(),
            count(activity_states::completed_at),
        ));
    let rows: Vec<(UserId, i64, i64)> = on_connection!(tx.conn(), |conn| query.load(conn))?;
    let number = |count: i64| usize::try_from(count).unwrap_or_default();
    let done = rows
        .into_iter()
        .map(|(learner, seen, completed)| (learner, (number(seen), number(completed))));
    Ok(done.collect())
}
