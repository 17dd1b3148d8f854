//! A learner's own progress, and where they left off.

use std::collections::HashMap;

use chrono::{DateTime, Utc};
use diesel::prelude::*;
use domain::{
    access::{Permit, action::ReadOwnProgress},
    ids::{ActivityId, ClassId, CourseAssignmentId, CourseId, CourseVersionId, LessonId, UserId},
    progress::{
        activity_state::ActivityState,
        resume::{Resume, resume},
        status::ProgressStatus,
    },
};

use super::{
    attendance::{self, Attended, Stay},
    course_index::CourseIndexCache,
    states::{self, count},
};
use crate::{database::Tx, error::DbError, schema::lesson_states};

/// A course that the learner has at this instant.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OwnCourse {
    /// The class in which they have it; of several, that to which it was assigned first.
    pub class: ClassId,
    /// Its assignment to that class.
    pub assignment: CourseAssignmentId,
    /// The course.
    pub course: CourseId,
    /// The version.
    pub version: CourseVersionId,
    /// Its title.
    pub title: String,
    /// Where the learner goes on.
    pub resume: Resume,
    /// Its lessons, in order.
    pub lessons: Vec<OwnLesson>,
    /// The activities in which the learner was, in order.
    pub activities: Vec<(LessonId, ActivityId, ActivityState)>,
}

/// A lesson as its learner sees it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OwnLesson {
    /// The lesson.
    pub id: LessonId,
    /// Its place in the course, from 1.
    pub number: i32,
    /// Its title.
    pub title: String,
    /// How far the learner is.
    pub status: ProgressStatus,
    /// How many activities it has.
    pub activities: usize,
    /// How many of them are completed.
    pub activities_completed: u32,
    /// When the learner was last there.
    pub last_seen_at: Option<DateTime<Utc>>,
    /// When they completed it.
    pub completed_at: Option<DateTime<Utc>>,
}

/// The progress of the permitted person in the courses that they have at this instant.
///
/// # Errors
/// If the database fails.
pub fn own(
    tx: &mut Tx<'_>,
    permit: &Permit<ReadOwnProgress>,
    course_indexes: &CourseIndexCache,
) -> Result<Vec<OwnCourse>, DbError> {
    let learner = permit.subject();
    let now = tx.now();
    let courses = attendance::of_learner(tx, learner, course_indexes)?;
    courses
        .iter()
        .filter_map(|course| Some((course, course.stays(now).next()?)))
        .map(|(course, stay)| in_course(tx, learner, course, stay))
        .collect()
}

fn in_course(
    tx: &mut Tx<'_>,
    learner: UserId,
    course: &Attended,
    stay: Stay,
) -> Result<OwnCourse, DbError> {
    let course_index = &course.course_index;
    let states = states::activities_of(tx, learner, course_index.version(), None)?;
    let states: HashMap<ActivityId, ActivityState> = states.into_iter().collect();
    let seen = seen(tx, learner, course_index.version())?;
    let lessons = course_index
        .outline
        .units
        .iter()
        .flat_map(|unit| &unit.lessons);
    let lessons = lessons.map(|lesson| {
        let seen = seen.get(&lesson.id);
        OwnLesson {
            id: lesson.id,
            number: lesson.number,
            title: lesson.title.clone(),
            status: match seen {
                None => ProgressStatus::NotStarted,
                Some(Seen {
                    completed_at: None, ..
                }) => ProgressStatus::Started,
                Some(_) => ProgressStatus::Completed,
            },
            activities: lesson.activities.len(),
            activities_completed: seen.map(|seen| seen.completed).unwrap_or_default(),
            last_seen_at: seen.map(|seen| seen.last_seen_at),
            completed_at: seen.and_then(|seen| seen.completed_at),
        }
    });
    let begun = course_index
        .order
        .activities()
        .filter_map(|(lesson, activity)| Some((lesson, activity, *states.get(&activity)?)));
    Ok(OwnCourse {
        class: stay.class,
        assignment: stay.assignment,
        course: course_index.outline.version.course_id,
        version: course_index.version(),
        title: course_index.outline.version.title.clone(),
        resume: resume(&course_index.order, |activity| {
            states.get(&activity).copied()
        }),
        lessons: lessons.collect(),
        activities: begun.collect(),
    })
}

/// What a lesson's row says of a learner's stay.
struct Seen {
    completed: u32,
    last_seen_at: DateTime<Utc>,
    completed_at: Option<DateTime<Utc>>,
}

fn seen(
    tx: &mut Tx<'_>,
    learner: UserId,
    version: CourseVersionId,
) -> Result<HashMap<LessonId, Seen>, DbError> {
    type Row = (LessonId, i32, DateTime<Utc>, Option<DateTime<Utc>>);
    let rows: Vec<Row> = lesson_states::table
        .filter(lesson_states::organization_id.eq(tx.tenant()))
        .filter(lesson_states::learner_id.eq(learner))
        .filter(lesson_states::course_version_id.eq(version))
        .select((
            lesson_states::lesson_id,
            lesson_states::activities_completed,
            lesson_states::last_seen_at,
            lesson_states::completed_at,
        ))
        .load(tx.conn())?;
    let seen = rows
        .into_iter()
        .map(|(lesson, completed, last_seen_at, completed_at)| {
            let seen = Seen {
                completed: count(completed),
                last_seen_at,
                completed_at,
            };
            (lesson, seen)
        });
    Ok(seen.collect())
}
