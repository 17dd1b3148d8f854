//! A learner's own progress, and where they left off.

use std::collections::HashMap;

use chrono::{DateTime, Utc};
use domain::{
    access::{
        StudentRecord,
        action::{ReadOwnProgress, ReadStudentWork},
    },
    audit::Shown,
    ids::{ActivityId, ClassId, CourseAssignmentId, CourseId, CourseVersionId, LessonId, UserId},
    progress::{
        activity_state::ActivityState,
        lesson_state::LessonState,
        resume::{Resume, resume},
        status::ProgressStatus,
    },
};

use super::{
    attendance::{self, Attended, Stay},
    class,
    course_index::{CourseIndex, CourseIndexCache},
    states::{self, SeenActivity},
};
use crate::{access::Permit, audit, courses::LessonOutline, database::Tx, error::DbError};

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
    pub activities: Vec<OwnActivity>,
}

/// An activity in which its learner was.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OwnActivity {
    /// The activity.
    pub id: ActivityId,
    /// The lesson.
    pub lesson: LessonId,
    /// The version of the course in which they were there last.
    pub version: CourseVersionId,
    /// Their state.
    pub state: ActivityState,
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
        .filter_map(|course| Some((course, course.shown(now).next()?)))
        .map(|(course, stay)| in_course(tx, learner, course, stay))
        .collect()
}

/// The progress of a learner in every course that they see now, or in which they were.
pub(super) fn ever(
    tx: &mut Tx<'_>,
    learner: UserId,
    course_indexes: &CourseIndexCache,
) -> Result<Vec<OwnCourse>, DbError> {
    let now = tx.now();
    let courses = attendance::of_learner(tx, learner, course_indexes)?;
    let seen_now: Vec<CourseVersionId> = courses
        .iter()
        .filter(|course| course.shown(now).next().is_some())
        .map(|course| course.course_index.version())
        .collect();
    courses
        .iter()
        .filter_map(|course| Some((course, course.last(now)?)))
        .map(|(course, stay)| in_course(tx, learner, course, stay))
        .filter(|found| {
            let is_known = |course: &OwnCourse| {
                let is_seen = |lesson: &OwnLesson| lesson.last_seen_at.is_some();
                seen_now.contains(&course.version) || course.lessons.iter().any(is_seen)
            };
            found.as_ref().map_or(true, is_known)
        })
        .collect()
}

pub(super) fn in_course(
    tx: &mut Tx<'_>,
    learner: UserId,
    course: &Attended,
    stay: Stay,
) -> Result<OwnCourse, DbError> {
    let course_index = &course.course_index;
    let states = seen_activities(tx, learner, course_index)?;
    let seen = states::lessons_of(tx, learner, course_index)?;
    let lessons = course_index
        .outline
        .units
        .iter()
        .flat_map(|unit| &unit.lessons);
    let lessons = lessons.map(|lesson| own_lesson(lesson, seen.get(lesson.id)));
    Ok(OwnCourse {
        class: stay.class,
        assignment: stay.assignment,
        course: course_index.course(),
        version: course_index.version(),
        title: course_index.outline.version.title.clone(),
        resume: resume(&course_index.order, |activity| {
            states.get(&activity).map(|seen| seen.state)
        }),
        lessons: lessons.collect(),
        activities: in_order(course_index, &states).collect(),
    })
}

fn seen_activities(
    tx: &mut Tx<'_>,
    learner: UserId,
    course_index: &CourseIndex,
) -> Result<HashMap<ActivityId, SeenActivity>, DbError> {
    let seen = states::activities_of(tx, learner, course_index.course(), None)?;
    Ok(seen.into_iter().map(|seen| (seen.activity, seen)).collect())
}

/// The activities of a version in which a learner was, in order.
fn in_order(
    course_index: &CourseIndex,
    seen: &HashMap<ActivityId, SeenActivity>,
) -> impl Iterator<Item = OwnActivity> {
    let activities = course_index.order.activities();
    activities.filter_map(|(lesson, activity)| {
        let seen = seen.get(&activity)?;
        Some(OwnActivity {
            id: activity,
            lesson,
            version: seen.version,
            state: seen.state,
        })
    })
}

/// The activities of the courses of the permitted class in which the permitted student was, in order,
/// as far as they are shown: of a student who left, what was known until then (FER-03).
///
/// # Errors
/// If the database fails.
pub fn activities_of_student<'t>(
    tx: &mut Tx<'t>,
    permit: &Permit<'t, ReadStudentWork>,
    course_indexes: &CourseIndexCache,
) -> Result<Vec<OwnActivity>, DbError> {
    let StudentRecord {
        class,
        student,
        membership,
    } = permit.subject();
    let now = tx.now();
    let shared = class::shared(tx, permit.relationship(), class)?.of_member(membership);
    let mut activities = Vec::new();
    for assigned in attendance::of_class(tx, class)? {
        if assigned.lasts(now) {
            let owner = assigned.course_organization_id;
            let course_index = course_indexes.get(tx, owner, assigned.course_version_id)?;
            let seen = seen_activities(tx, student, &course_index)?;
            activities.extend(in_order(&course_index, &seen));
        }
    }
    activities.retain(|activity| shared.includes(activity.state.last_seen_at));
    audit::disclosed(tx, permit, Shown::each([student]))?;
    Ok(activities)
}

fn own_lesson(lesson: &LessonOutline, seen: Option<LessonState>) -> OwnLesson {
    OwnLesson {
        id: lesson.id,
        number: lesson.number,
        title: lesson.title.clone(),
        status: seen.map_or(ProgressStatus::NotStarted, |seen| seen.status()),
        activities: lesson.activities.len(),
        activities_completed: seen.map_or(0, |seen| seen.completion.activities_completed),
        last_seen_at: seen.map(|seen| seen.tally.last_seen_at),
        completed_at: seen.and_then(|seen| seen.completion.completed_at),
    }
}
