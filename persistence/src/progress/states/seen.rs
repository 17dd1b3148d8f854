//! The states of learners with activities, as rows keep them.

use std::collections::HashMap;

use chrono::{DateTime, Utc};
use diesel::prelude::*;
use domain::{
    ids::{ActivityId, CourseId, CourseVersionId, LessonId, UserId},
    progress::activity_state::ActivityState,
};

use super::counts::count;
use crate::{database::Tx, error::DbError, schema::activity_states};

/// An activity in which a learner was.
#[derive(Clone, Copy)]
pub(in crate::progress) struct SeenActivity {
    /// The activity.
    pub(in crate::progress) activity: ActivityId,
    /// The version of the course in which they were there last.
    pub(in crate::progress) version: CourseVersionId,
    /// Their state.
    pub(in crate::progress) state: ActivityState,
}

/// The columns of [`SeenRow`].
macro_rules! seen_columns {
    () => {
        (
            activity_states::activity_id,
            activity_states::course_version_id,
            activity_states::tries,
            activity_states::successes,
            activity_states::failures,
            activity_states::seconds,
            activity_states::first_passed_at,
            activity_states::completed_at,
            activity_states::first_seen_at,
            activity_states::last_seen_at,
        )
    };
}

/// A learner's states with the activities of a lesson, or of a whole course.
pub(in crate::progress) fn activities_of(
    tx: &mut Tx<'_>,
    learner: UserId,
    course: CourseId,
    lesson: Option<LessonId>,
) -> Result<Vec<SeenActivity>, DbError> {
    let of_course = activity_states::table
        .filter(activity_states::organization_id.eq(tx.tenant()))
        .filter(activity_states::learner_id.eq(learner))
        .filter(activity_states::course_id.eq(course))
        .select(seen_columns!());
    let rows: Vec<SeenRow> = match lesson {
        Some(lesson) => {
            let query = of_course.filter(activity_states::lesson_id.eq(lesson));
            on_connection!(tx.conn(), |conn| query.load(conn))?
        }
        None => of_course.load(tx.conn())?,
    };
    rows.into_iter().map(SeenRow::seen).collect()
}

/// The states of these learners with the activities of a course.
pub(in crate::progress) fn activities_of_each(
    tx: &mut Tx<'_>,
    learners: &[UserId],
    course: CourseId,
) -> Result<HashMap<UserId, HashMap<ActivityId, ActivityState>>, DbError> {
    let rows: Vec<(UserId, SeenRow)> = activity_states::table
        .filter(activity_states::organization_id.eq(tx.tenant()))
        .filter(activity_states::learner_id.eq_any(learners.iter().copied()))
        .filter(activity_states::course_id.eq(course))
        .select((activity_states::learner_id, seen_columns!()))
        .load(tx.conn())?;
    let mut found: HashMap<UserId, HashMap<ActivityId, ActivityState>> = HashMap::new();
    for (learner, row) in rows {
        let seen = row.seen()?;
        let of_learner = found.entry(learner).or_default();
        of_learner.insert(seen.activity, seen.state);
    }
    Ok(found)
}

#[derive(Queryable)]
struct SeenRow {
    activity_id: ActivityId,
    course_version_id: CourseVersionId,
    tries: i32,
    successes: i32,
    failures: i32,
    seconds: i32,
    first_passed_at: Option<DateTime<Utc>>,
    completed_at: Option<DateTime<Utc>>,
    first_seen_at: DateTime<Utc>,
    last_seen_at: DateTime<Utc>,
}

impl SeenRow {
    fn seen(self) -> Result<SeenActivity, DbError> {
        Ok(SeenActivity {
            activity: self.activity_id,
            version: self.course_version_id,
            state: ActivityState {
                tries: count(self.tries)?,
                successes: count(self.successes)?,
                failures: count(self.failures)?,
                seconds: count(self.seconds)?,
                first_passed_at: self.first_passed_at,
                completed_at: self.completed_at,
                first_seen_at: self.first_seen_at,
                last_seen_at: self.last_seen_at,
            },
        })
    }
}
