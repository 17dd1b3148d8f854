//! What the students of a class last handed in for one activity.

use chrono::{DateTime, Utc};
use diesel::prelude::*;
use domain::{
    access::{Relationship, action::ReadClassWork},
    audit::Shown,
    classes::class_role::ClassRole,
    ids::{ActivityId, ClassId, UserId},
    progress::event::EventKind,
    rights::restriction::RestrictedPart,
};

use super::{
    attendance, class,
    course_index::CourseIndexCache,
    timeline::{Attitudes, EventsWanted, Reader, TimelineEntry, newest},
};
use crate::{
    access::{Permit, withheld_from},
    accounts::people::DISPLAY_NAME,
    audit,
    database::Tx,
    error::DbError,
    keys::Sealed,
    schema::{enrollments, subject_keys, teaching_assignments, users},
    sql_types::bind_instant,
};

/// A student, and what they last handed in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Submission {
    /// The student.
    pub student: UserId,
    /// Their display name.
    pub display_name: String,
    /// Their last attempt or answer, if they have made one that may be shown.
    pub last: Option<TimelineEntry>,
}

/// What each student of the permitted class last handed in for an activity, by name; `None` if the
/// class has and had no course with such an activity.
///
/// # Errors
/// If the database fails.
pub fn submissions<'t>(
    tx: &mut Tx<'t>,
    permit: &Permit<'t, ReadClassWork>,
    course_indexes: &CourseIndexCache,
    activity: ActivityId,
) -> Result<Option<Vec<Submission>>, DbError> {
    let class = permit.subject();
    if !attendance::is_of_class(tx, course_indexes, class, activity)? {
        return Ok(None);
    }
    let shared = class::shared(tx, permit.relationship(), class)?;
    let teaching = teaching_since(tx, permit)?;
    let mut submissions = Vec::new();
    let withheld = withheld_from(tx, permit.relationship(), RestrictedPart::LearningHistory)?;
    let mut students = students(tx, class)?;
    students.retain(|(student, ..)| !withheld.contains(student));
    for (student, since, display_name) in students {
        let reader = Reader {
            relationship: permit.relationship(),
            attitudes: teaching.map_or(Attitudes::None, |began| Attitudes::Since(began.max(since))),
        };
        let mut last: Option<TimelineEntry> = None;
        for kind in [EventKind::Attempted, EventKind::PromptAnswered] {
            let events = EventsWanted {
                activity: Some(activity),
                kind: Some(kind),
                ..EventsWanted::default()
            };
            let found = newest(
                tx,
                (student, class),
                course_indexes,
                &reader,
                (shared, events),
            )?;
            last = last.or(found);
        }
        submissions.push(Submission {
            student,
            display_name,
            last,
        });
    }
    submissions.sort_by_cached_key(|known| (known.display_name.to_lowercase(), known.student));
    let shown = submissions.iter().map(|known| known.student);
    audit::disclosed(tx, permit, Shown::each(shown).and(Shown::each([activity])))?;
    Ok(Some(submissions))
}

/// The students who are in the class at this instant, since when, and their names.
fn students(
    tx: &mut Tx<'_>,
    class: ClassId,
) -> Result<Vec<(UserId, DateTime<Utc>, String)>, DbError> {
    type Row = (UserId, DateTime<Utc>, Sealed, Sealed);
    let now = bind_instant(tx.now());
    let rows: Vec<Row> = enrollments::table
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
        .filter(enrollments::organization_id.eq(tx.tenant()))
        .filter(enrollments::class_id.eq(class))
        .filter(in_force!(enrollments, now))
        .order((enrollments::user_id, enrollments::begins_at))
        .select((
            users::id,
            enrollments::begins_at,
            users::display_name,
            subject_keys::wrapped,
        ))
        .load(tx.conn())?;
    let organization_key = tx.organization_key()?;
    let mut students = rows
        .into_iter()
        .map(|(id, since, name, wrapped)| {
            let key = organization_key.open_subject(id, &wrapped)?;
            Ok((id, since, key.open_text(DISPLAY_NAME, id.uuid(), &name)?))
        })
        .collect::<Result<Vec<_>, DbError>>()?;
    students.dedup_by_key(|(id, ..)| *id);
    Ok(students)
}

/// Since when the reader has been teacher of record of the class, if they are.
fn teaching_since<'t>(
    tx: &mut Tx<'t>,
    permit: &Permit<'t, ReadClassWork>,
) -> Result<Option<DateTime<Utc>>, DbError> {
    if permit.relationship() != Relationship::TeacherOfRecord {
        return Ok(None);
    }
    let now = bind_instant(tx.now());
    Ok(teaching_assignments::table
        .filter(teaching_assignments::organization_id.eq(tx.tenant()))
        .filter(teaching_assignments::user_id.eq(permit.actor().user()))
        .filter(teaching_assignments::class_id.eq(permit.subject()))
        .filter(teaching_assignments::role.eq(ClassRole::TeacherOfRecord))
        .filter(in_force!(teaching_assignments, now))
        .order(teaching_assignments::begins_at)
        .select(teaching_assignments::begins_at)
        .first(tx.conn())
        .optional()?)
}
