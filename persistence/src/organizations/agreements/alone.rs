//! What a student did for one school alone.

use std::collections::HashMap;

use chrono::{DateTime, Utc};
use diesel::prelude::*;
use domain::{
    classes::interval::Interval,
    ids::{ClassId, CourseId, CourseVersionId, GroundId, UserId},
};

use crate::{
    database::Tx,
    error::DbError,
    schema::{classes, course_assignments, course_versions, enrollments, progress_events},
    sql_types::BindUuid,
};

/// The events of a student that were collected under these agreements, and that no class of another school
/// would have collected too at their instant.
pub(super) fn events(
    tx: &mut Tx<'_>,
    student: UserId,
    under: &[GroundId],
    elsewhere: &[ClassId],
) -> Result<Vec<BindUuid>, DbError> {
    type Event = (BindUuid, CourseVersionId, DateTime<Utc>);
    let given = given(tx, student, elsewhere)?;
    let courses: Vec<CourseId> = given.keys().copied().collect();
    let versions: Vec<(CourseVersionId, CourseId)> = course_versions::table
        .filter(course_versions::course_id.eq_any(courses))
        .select((course_versions::id, course_versions::course_id))
        .load(tx.conn())?;
    let versions: HashMap<CourseVersionId, CourseId> = versions.into_iter().collect();
    let events: Vec<Event> = progress_events::table
        .filter(progress_events::organization_id.eq(tx.tenant()))
        .filter(progress_events::learner_id.eq(student))
        .filter(progress_events::collected_under.eq_any(under.to_vec()))
        .select((
            progress_events::id,
            progress_events::course_version_id,
            progress_events::occurred_at,
        ))
        .load(tx.conn())?;
    let is_alone = |(_, version, occurred_at): &Event| {
        let course = versions.get(version);
        let times = course.and_then(|course| given.get(course));
        let mut times = times.into_iter().flatten();
        !times.any(|time: &Interval| time.contains(*occurred_at))
    };
    Ok(events
        .into_iter()
        .filter(is_alone)
        .map(|(event, ..)| event)
        .collect())
}

/// The times in which some of these classes gave a course to a student: the class was open, had the course,
/// and had the student.
fn given(
    tx: &mut Tx<'_>,
    student: UserId,
    of: &[ClassId],
) -> Result<HashMap<CourseId, Vec<Interval>>, DbError> {
    type Span = (DateTime<Utc>, Option<DateTime<Utc>>);
    type Ends = (DateTime<Utc>, Option<DateTime<Utc>>);
    let rows: Vec<(CourseId, Span, Span, Ends)> = course_assignments::table
        .inner_join(
            enrollments::table.on(enrollments::organization_id
                .eq(course_assignments::organization_id)
                .and(enrollments::class_id.eq(course_assignments::class_id))),
        )
        .inner_join(
            classes::table.on(classes::organization_id
                .eq(course_assignments::organization_id)
                .and(classes::id.eq(course_assignments::class_id))),
        )
        .filter(course_assignments::organization_id.eq(tx.tenant()))
        .filter(course_assignments::class_id.eq_any(of.to_vec()))
        .filter(enrollments::user_id.eq(student))
        .select((
            course_assignments::course_id,
            (course_assignments::begins_at, course_assignments::ends_at),
            (enrollments::begins_at, enrollments::ends_at),
            (classes::access_ends_at, classes::archived_at),
        ))
        .load(tx.conn())?;
    let mut given: HashMap<CourseId, Vec<Interval>> = HashMap::new();
    for (course, assigned, enrolled, (access_ends_at, archived_at)) in rows {
        let interval = |(begins_at, ends_at): Span| Interval::new(begins_at, ends_at).ok();
        let closed = archived_at.map_or(access_ends_at, |at| at.min(access_ends_at));
        let time = interval(assigned)
            .and_then(|assigned| assigned.intersection(interval(enrolled)?))
            .and_then(|both| both.before(closed));
        given.entry(course).or_default().extend(time);
    }
    Ok(given)
}
