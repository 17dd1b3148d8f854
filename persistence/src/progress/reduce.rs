//! What remains of a course once its lessons are long ago: that it was begun or completed, and the
//! last day.

use chrono::{DateTime, NaiveDate, Utc};
use diesel::prelude::*;
use domain::{
    ids::{CourseId, LessonId, PLATFORM, UserId},
    progress::{lesson_state::LessonState, status::ProgressStatus},
};

use super::states::{self, LessonStates, unpack};
use crate::{
    courses::published::title_of,
    database::Tx,
    error::DbError,
    schema::{activity_states, course_completions, lesson_states, lessons},
    sql_types::bind_instant,
};

/// Whether anything of a course ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Reduced {
    /// Lessons did.
    Something,
    /// Nothing did.
    Nothing,
}

/// What remains of a course of a learner.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CourseCompletion {
    /// The course.
    pub course: CourseId,
    /// The title of its newest version.
    pub title: String,
    /// Whether it was completed.
    pub status: ProgressStatus,
    /// The last day on which the learner was in what is reduced, in UTC.
    pub last_on: NaiveDate,
}

/// What remains of courses of a learner, by their ids.
pub(super) fn completions(
    tx: &mut Tx<'_>,
    learner: UserId,
) -> Result<Vec<CourseCompletion>, DbError> {
    let rows: Vec<(CourseId, ProgressStatus, NaiveDate)> = course_completions::table
        .filter(course_completions::organization_id.eq(tx.tenant()))
        .filter(course_completions::learner_id.eq(learner))
        .order(course_completions::course_id)
        .select((
            course_completions::course_id,
            course_completions::status,
            course_completions::last_on,
        ))
        .load(tx.conn())?;
    rows.into_iter()
        .map(|(course, status, last_on)| {
            Ok(CourseCompletion {
                course,
                title: title_of(tx, course)?.unwrap_or_default(),
                status,
                last_on,
            })
        })
        .collect()
}

/// Courses of these learners with a lesson in which they were last at or before an instant, so many at most.
pub(crate) fn long_ago(
    tx: &mut Tx<'_>,
    learners: &[UserId],
    before: DateTime<Utc>,
    at_most: i64,
) -> Result<Vec<(UserId, CourseId)>, DbError> {
    Ok(lesson_states::table
        .filter(lesson_states::organization_id.eq(tx.tenant()))
        .filter(lesson_states::learner_id.eq_any(learners))
        .filter(lesson_states::oldest_seen_at.le(bind_instant(before)))
        .limit(at_most)
        .select((lesson_states::learner_id, lesson_states::course_id))
        .load(tx.conn())?)
}

/// Ends the states of lessons of a course in which the learner was last at or before an instant, and those
/// of their activities.
pub(crate) fn reduce(
    tx: &mut Tx<'_>,
    learner: UserId,
    course: CourseId,
    before: DateTime<Utc>,
) -> Result<Reduced, DbError> {
    let row = lesson_states::table.find((tx.tenant(), learner, course));
    let packed: Option<Vec<u8>> = row
        .select(lesson_states::states)
        .first(tx.conn())
        .optional()?;
    let Some(packed) = packed else {
        return Ok(Reduced::Nothing);
    };
    let known = unpack(&packed)?;
    let is_long_ago = |state: &LessonState| state.tally.last_seen_at <= before;
    let (gone, left): (Vec<_>, Vec<_>) = known.begun().partition(|(_, state)| is_long_ago(state));
    let mut reduced = Reduced::Nothing;
    if let Some(last) = gone.iter().map(|(_, state)| state.tally.last_seen_at).max() {
        let status = status_of(tx, &known)?;
        remember(tx, learner, (course, status, last.date_naive()))?;
        let lessons: Vec<LessonId> = gone.iter().map(|(lesson, _)| *lesson).collect();
        let of_them = activity_states::table
            .filter(activity_states::organization_id.eq(tx.tenant()))
            .filter(activity_states::learner_id.eq(learner))
            .filter(activity_states::course_id.eq(course))
            .filter(activity_states::lesson_id.eq_any(lessons));
        diesel::delete(of_them).execute(tx.conn())?;
        reduced = Reduced::Something;
    }
    if left.is_empty() {
        diesel::delete(row).execute(tx.conn())?;
    } else {
        states::write_lessons(tx, learner, course, &known.with_only(left))?;
    }
    Ok(reduced)
}

/// Completed once every lesson of the version is, by which completion was counted.
fn status_of(tx: &mut Tx<'_>, known: &LessonStates) -> Result<ProgressStatus, DbError> {
    let all: Vec<LessonId> = lessons::table
        .filter(lessons::organization_id.eq_any([tx.tenant(), PLATFORM]))
        .filter(lessons::course_version_id.eq(known.version()))
        .select(lessons::id)
        .load(tx.conn())?;
    let is_completed = |lesson: &LessonId| {
        let state = known.get(*lesson);
        state.is_some_and(|state| state.status() == ProgressStatus::Completed)
    };
    Ok(if !all.is_empty() && all.iter().all(is_completed) {
        ProgressStatus::Completed
    } else {
        ProgressStatus::Started
    })
}

/// What is completed stays completed, and the last day is the last of all.
fn remember(
    tx: &mut Tx<'_>,
    learner: UserId,
    (course, status, last_on): (CourseId, ProgressStatus, NaiveDate),
) -> Result<(), DbError> {
    let row = course_completions::table.find((tx.tenant(), learner, course));
    let before: Option<(ProgressStatus, NaiveDate)> = row
        .select((course_completions::status, course_completions::last_on))
        .first(tx.conn())
        .optional()?;
    let (status, last_on) = match before {
        Some((ProgressStatus::Completed, day)) => (ProgressStatus::Completed, last_on.max(day)),
        Some((_, day)) => (status, last_on.max(day)),
        None => (status, last_on),
    };
    diesel::delete(row).execute(tx.conn())?;
    diesel::insert_into(course_completions::table)
        .values((
            course_completions::organization_id.eq(tx.tenant()),
            course_completions::learner_id.eq(learner),
            course_completions::course_id.eq(course),
            course_completions::status.eq(status),
            course_completions::last_on.eq(last_on),
        ))
        .execute(tx.conn())?;
    Ok(())
}
