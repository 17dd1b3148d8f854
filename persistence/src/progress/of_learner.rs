//! A learner's own progress, and where they left off.

use std::collections::HashMap;

use chrono::{DateTime, Utc};
use domain::{
    access::action::ReadOwnProgress,
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
    states,
};
use crate::{access::Permit, database::Tx, error::DbError};

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
pub fn own<'t>(
    tx: &mut Tx<'t>,
    permit: &Permit<'t, ReadOwnProgress>,
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
    let seen = states::lessons_of(tx, learner, course_index)?;
    let lessons = course_index
        .outline
        .units
        .iter()
        .flat_map(|unit| &unit.lessons);
    let lessons = lessons.zip(seen).map(|(lesson, seen)| OwnLesson {
        id: lesson.id,
        number: lesson.number,
        title: lesson.title.clone(),
        status: seen.map_or(ProgressStatus::NotStarted, |seen| seen.status()),
        activities: lesson.activities.len(),
        activities_completed: seen.map_or(0, |seen| seen.completion.activities_completed),
        last_seen_at: seen.map(|seen| seen.tally.last_seen_at),
        completed_at: seen.and_then(|seen| seen.completion.completed_at),
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
