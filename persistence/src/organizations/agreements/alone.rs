//! What a student did for one school alone.

use std::collections::HashMap;

use chrono::{DateTime, Utc};
use diesel::prelude::*;
use domain::ids::{ClassId, CourseId, CourseVersionId, GroundId, UserId};

use crate::{
    database::Tx,
    error::DbError,
    schema::{course_assignments, course_versions, enrollments, progress_events},
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
    let given_from = given_from(tx, student, elsewhere)?;
    let courses: Vec<CourseId> = given_from.keys().copied().collect();
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
        let from = course.and_then(|course| given_from.get(course));
        from.is_none_or(|from| occurred_at < from)
    };
    Ok(events
        .into_iter()
        .filter(is_alone)
        .map(|(event, ..)| event)
        .collect())
}

/// From when on some of these classes gave a course to a student.
fn given_from(
    tx: &mut Tx<'_>,
    student: UserId,
    classes: &[ClassId],
) -> Result<HashMap<CourseId, DateTime<Utc>>, DbError> {
    let given: Vec<(CourseId, DateTime<Utc>, DateTime<Utc>)> = course_assignments::table
        .inner_join(
            enrollments::table.on(enrollments::organization_id
                .eq(course_assignments::organization_id)
                .and(enrollments::class_id.eq(course_assignments::class_id))),
        )
        .filter(course_assignments::organization_id.eq(tx.tenant()))
        .filter(course_assignments::class_id.eq_any(classes.to_vec()))
        .filter(enrollments::user_id.eq(student))
        .select((
            course_assignments::course_id,
            course_assignments::begins_at,
            enrollments::begins_at,
        ))
        .load(tx.conn())?;
    let mut from: HashMap<CourseId, DateTime<Utc>> = HashMap::new();
    for (course, assigned_at, enrolled_at) in given {
        let begins_at = assigned_at.max(enrolled_at);
        let first = from.entry(course).or_insert(begins_at);
        *first = begins_at.min(*first);
    }
    Ok(from)
}
