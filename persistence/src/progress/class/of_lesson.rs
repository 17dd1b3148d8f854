//! How a class fares with each activity of a lesson.

use std::collections::{BTreeSet, HashMap};

use chrono::{DateTime, Utc};
use diesel::prelude::*;
use domain::{
    access::action::ReadClassProgress,
    audit::Shown,
    courses::kind::ActivityKind,
    ids::{ActivityId, ClassId, CourseId, LessonId, UserId},
    progress::{event::Subject, help::tried_often, sharing::Shared},
    releases::SMALLEST_GROUP,
    rights::restriction::RestrictedPart,
};

use super::rows::shared;
use crate::{
    access::{Permit, withheld_from},
    audit,
    database::Tx,
    error::DbError,
    progress::{attendance, course_index::CourseIndexCache, states::count},
    schema::{activity_states, enrollments},
    sql_types::bind_instant,
};

/// An activity, and how the students of a class fare with it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ClassActivity {
    /// The activity.
    pub id: ActivityId,
    /// Its place in the lesson, from 1.
    pub number: i32,
    /// Its title.
    pub title: String,
    /// What a learner is asked to do.
    pub kind: ActivityKind,
    /// What the students' states add up to.
    pub sums: ActivitySums,
}

/// What the states of students with one activity add up to.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct ActivitySums {
    /// Students who were there.
    pub started: u32,
    /// Students who completed it.
    pub completed: u32,
    /// Students who failed many times and never succeeded.
    pub stuck: u32,
    /// Tries.
    pub tries: u32,
    /// Tries that failed.
    pub failures: u32,
}

/// How the students of the permitted class fare with the activities of a lesson, in order; `None` if
/// the class has no such lesson at this instant. Numbers that few students stand behind show these students, and
/// the log says so.
///
/// # Errors
/// If the database fails.
pub fn class_lesson<'t>(
    tx: &mut Tx<'t>,
    permit: &Permit<'t, ReadClassProgress>,
    course_indexes: &CourseIndexCache,
    lesson: LessonId,
) -> Result<Option<Vec<ClassActivity>>, DbError> {
    let class = permit.subject();
    let now = tx.now();
    for assigned in attendance::of_class(tx, class)? {
        let owner = assigned.course_organization_id;
        let course_index = course_indexes.get(tx, owner, assigned.course_version_id)?;
        if !assigned.lasts(now) || course_index.spot(Subject::Lesson(lesson)).is_none() {
            continue;
        }
        let shared = shared(tx, permit.relationship(), class)?;
        let withheld = withheld_from(tx, permit.relationship(), RestrictedPart::LearningHistory)?;
        let of_lesson = (course_index.course(), lesson);
        let (sums, few) = sums(tx, class, of_lesson, shared, &withheld)?;
        let units = course_index.outline.units.iter();
        let activities = units
            .flat_map(|unit| &unit.lessons)
            .filter(|known| known.id == lesson)
            .flat_map(|known| &known.activities)
            .map(|activity| ClassActivity {
                id: activity.id,
                number: activity.number,
                title: activity.title.clone(),
                kind: activity.kind,
                sums: sums.get(&activity.id).copied().unwrap_or_default(),
            });
        let activities: Vec<ClassActivity> = activities.collect();
        let shown = Shown::each([lesson]).and(Shown::each(few));
        audit::disclosed(tx, permit, shown)?;
        return Ok(Some(activities));
    }
    Ok(None)
}

/// The sums of each activity, and the students behind those that few stand behind.
fn sums(
    tx: &mut Tx<'_>,
    class: ClassId,
    (course, lesson): (CourseId, LessonId),
    shared: Shared,
    withheld: &[UserId],
) -> Result<(HashMap<ActivityId, ActivitySums>, BTreeSet<UserId>), DbError> {
    type Row = (
        (ActivityId, UserId),
        (i32, i32),
        Option<DateTime<Utc>>,
        DateTime<Utc>,
    );
    let now = bind_instant(tx.now());
    let students = enrollments::table
        .filter(enrollments::organization_id.eq(tx.tenant()))
        .filter(enrollments::class_id.eq(class))
        .filter(in_force!(enrollments, now))
        .select(enrollments::user_id);
    let rows: Vec<Row> = activity_states::table
        .filter(activity_states::organization_id.eq(tx.tenant()))
        .filter(activity_states::learner_id.eq_any(students))
        .filter(activity_states::learner_id.ne_all(withheld))
        .filter(activity_states::course_id.eq(course))
        .filter(activity_states::lesson_id.eq(lesson))
        .select((
            (activity_states::activity_id, activity_states::learner_id),
            (activity_states::tries, activity_states::failures),
            activity_states::completed_at,
            activity_states::last_seen_at,
        ))
        .load(tx.conn())?;
    let mut found: HashMap<ActivityId, ActivitySums> = HashMap::new();
    let mut behind: HashMap<ActivityId, Vec<UserId>> = HashMap::new();
    for ((activity, student), (tries, failures), completed_at, last_seen_at) in rows {
        if !shared.includes(last_seen_at) {
            continue;
        }
        let (tries, failures) = (count(tries)?, count(failures)?);
        let stuck = completed_at.is_none() && tried_often(failures);
        behind.entry(activity).or_default().push(student);
        let sums = found.entry(activity).or_default();
        sums.started = sums.started.saturating_add(1);
        sums.completed = sums.completed.saturating_add(completed_at.is_some().into());
        sums.stuck = sums.stuck.saturating_add(stuck.into());
        sums.tries = sums.tries.saturating_add(tries);
        sums.failures = sums.failures.saturating_add(failures);
    }
    let is_few = |activity: &ActivityId| {
        let sums = found.get(activity);
        sums.is_some_and(|sums| sums.started < SMALLEST_GROUP)
    };
    let few = behind.iter().filter(|(activity, _)| is_few(activity));
    let few = few.flat_map(|(_, students)| students).copied().collect();
    Ok((found, few))
}
