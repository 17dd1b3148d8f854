//! The rows that a class's progress is read from.

use std::{collections::HashMap, sync::Arc};

use chrono::{DateTime, Utc};
use diesel::prelude::*;
use domain::{
    access::Relationship,
    classes::{association::ClassSpan, class_role::ClassRole, interval::Interval},
    ids::{ClassId, CourseAssignmentId, CourseId, UserId},
    progress::sharing::Shared,
};

use crate::{
    database::Tx,
    error::DbError,
    keys::Sealed,
    progress::{
        course_index::CourseIndex,
        states::{LessonStates, activities_of_each, unpack},
    },
    schema::{
        classes, course_assignments, enrollments, learner_progress, lesson_states, subject_keys,
        teaching_assignments, users,
    },
    sql_types::bind_instant,
};

/// A student of the class, with the names still sealed.
pub(super) struct Enrolled {
    pub(super) id: UserId,
    pub(super) display_name: Sealed,
    pub(super) username: Option<Sealed>,
    pub(super) wrapped: Sealed,
    pub(super) changed_at: DateTime<Utc>,
    pub(super) revision: i64,
}

/// The students who are in the class at this instant, with their names still sealed.
pub(super) fn enrolled(tx: &mut Tx<'_>, class: ClassId) -> Result<Vec<Enrolled>, DbError> {
    type Row = (
        UserId,
        Sealed,
        Option<Sealed>,
        Sealed,
        DateTime<Utc>,
        Option<i64>,
    );
    let now = bind_instant(tx.now());
    let query = enrollments::table
        .inner_join(
            users::table.on(users::organization_id
                .eq(enrollments::organization_id)
                .and(users::id.eq(enrollments::user_id))),
        )
        .inner_join(
            subject_keys::table.on(subject_keys::organization_id
                .eq(enrollments::organization_id)
                .and(subject_keys::subject_id.eq(enrollments::user_id))),
        )
        .left_join(
            learner_progress::table.on(learner_progress::organization_id
                .eq(enrollments::organization_id)
                .and(learner_progress::learner_id.eq(enrollments::user_id))),
        )
        .filter(enrollments::organization_id.eq(tx.tenant()))
        .filter(enrollments::class_id.eq(class))
        .filter(in_force!(enrollments, now))
        .order(enrollments::user_id)
        .select((
            users::id,
            users::display_name,
            users::username,
            subject_keys::wrapped,
            users::updated_at,
            learner_progress::revision.nullable(),
        ));
    let rows: Vec<Row> = on_connection!(tx.conn(), |conn| query.load(conn))?;
    let mut students: Vec<Enrolled> = rows
        .into_iter()
        .map(
            |(id, display_name, username, wrapped, changed_at, revision)| Enrolled {
                id,
                display_name,
                username,
                wrapped,
                changed_at,
                revision: revision.unwrap_or_default(),
            },
        )
        .collect();
    students.dedup_by_key(|student| student.id);
    Ok(students)
}

/// How far the class may be shown to a person who stands in this relationship to it.
pub(crate) fn shared(
    tx: &mut Tx<'_>,
    relationship: Relationship,
    class: ClassId,
) -> Result<Shared, DbError> {
    type Row = (ClassRole, DateTime<Utc>, Option<DateTime<Utc>>);
    let without_looking = Shared::with(relationship, &[], tx.now());
    if without_looking == Shared::Everything {
        return Ok(without_looking);
    }
    let rows: Vec<Row> = teaching_assignments::table
        .filter(teaching_assignments::organization_id.eq(tx.tenant()))
        .filter(teaching_assignments::class_id.eq(class))
        .select((
            teaching_assignments::role,
            teaching_assignments::begins_at,
            teaching_assignments::ends_at,
        ))
        .load(tx.conn())?;
    let (access_ends_at, archived_at) = classes::table
        .find((tx.tenant(), class))
        .select((classes::access_ends_at, classes::archived_at))
        .first(tx.conn())?;
    let span = ClassSpan {
        access_ends_at,
        archived_at,
    };
    let teaching: Vec<Interval> = rows
        .into_iter()
        .filter(|(role, ..)| *role != ClassRole::TeachingAssistant)
        .filter_map(|(_, from, to)| span.lasting(Interval::new(from, to).ok()?))
        .collect();
    Ok(Shared::with(relationship, &teaching, tx.now()))
}

/// An assignment of a class, and the version that it has.
pub(super) type ClassCourse = (CourseAssignmentId, Arc<CourseIndex>);

/// What students have begun in courses.
pub(super) type ClassStates = HashMap<(UserId, CourseId), LessonStates>;

/// What the students of the class have begun in the courses that it has, at this instant.
pub(super) fn lesson_states(
    tx: &mut Tx<'_>,
    class: ClassId,
    courses: &[ClassCourse],
) -> Result<ClassStates, DbError> {
    type Row = (UserId, CourseId, Vec<u8>);
    let (tenant, now) = (tx.tenant(), bind_instant(tx.now()));
    let students = enrollments::table
        .filter(enrollments::organization_id.eq(tenant))
        .filter(enrollments::class_id.eq(class))
        .filter(in_force!(enrollments, now))
        .select(enrollments::user_id);
    let assigned = course_assignments::table
        .filter(course_assignments::organization_id.eq(tenant))
        .filter(course_assignments::class_id.eq(class))
        .filter(in_force!(course_assignments, now))
        .select(course_assignments::course_id);
    let query = lesson_states::table
        .filter(lesson_states::organization_id.eq(tenant))
        .filter(lesson_states::learner_id.eq_any(students))
        .filter(lesson_states::course_id.eq_any(assigned))
        .select((
            lesson_states::learner_id,
            lesson_states::course_id,
            lesson_states::states,
        ));
    let rows: Vec<Row> = on_connection!(tx.conn(), |conn| query.load(conn))?;
    let mut states = rows
        .into_iter()
        .map(|(student, course, packed)| Ok(((student, course), unpack(&packed)?)))
        .collect::<Result<ClassStates, DbError>>()?;
    for (_, course_index) in courses {
        count_by(tx, course_index, &mut states)?;
    }
    Ok(states)
}

/// Counts anew what was counted by another version of a course.
fn count_by(
    tx: &mut Tx<'_>,
    course_index: &CourseIndex,
    states: &mut ClassStates,
) -> Result<(), DbError> {
    let course = course_index.course();
    let outdated = states
        .iter()
        .filter(|((_, of), states)| *of == course && states.version() != course_index.version());
    let students: Vec<UserId> = outdated.map(|((student, _), _)| *student).collect();
    if students.is_empty() {
        return Ok(());
    }
    let mut activities = activities_of_each(tx, &students, course)?;
    for student in students {
        if let Some(known) = states.remove(&(student, course)) {
            let seen = activities.remove(&student).unwrap_or_default();
            states.insert((student, course), known.counted_by(course_index, &seen));
        }
    }
    Ok(())
}
