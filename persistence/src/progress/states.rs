//! The rows of state: what events add up to, kept beside them.

mod counts;
mod lessons;
mod packed;
mod rows;
mod seen;

use std::collections::{BTreeMap, BTreeSet, HashMap, btree_map::Entry};

use diesel::prelude::*;
use domain::{
    ids::{ActivityId, CourseId, LessonId, UserId},
    progress::{
        activity_state::ActivityState,
        day_budget::day_of,
        event::Subject,
        lesson_state::{LessonCompletion, LessonState, LessonTally},
        outline::LessonOutline,
    },
};

pub(super) use counts::count;
pub(super) use lessons::LessonStates;
pub(super) use packed::unpack;
use rows::ActivityRow;
pub(super) use rows::write_lessons;
pub(super) use seen::{SeenActivity, activities_of, activities_of_each};

use super::{course_index::CourseIndex, judged::Recorded, kept::Hour};
use crate::{
    connection::AnyConnection,
    database::Tx,
    error::DbError,
    schema::{learner_progress, lesson_states},
    sql_types::bind_instant,
};

/// Counts one more change of a learner's progress, and keeps the bytes of today and the latest hour
/// if it changed.
pub(super) fn bump(
    tx: &mut Tx<'_>,
    learner: UserId,
    latest: Option<Hour>,
    day_bytes: u32,
) -> Result<(), DbError> {
    let day = (
        learner_progress::day.eq(Some(bind_instant(day_of(tx.now())))),
        learner_progress::day_bytes.eq(Some(counts::column(day_bytes))),
    );
    let hour = latest.map(|(hour, _)| learner_progress::latest_hour.eq(Some(bind_instant(hour))));
    let seconds = latest.map(|(_, seconds)| {
        learner_progress::latest_hour_seconds.eq(Some(counts::column(seconds)))
    });
    let row = (
        learner_progress::organization_id.eq(tx.tenant()),
        learner_progress::learner_id.eq(learner),
        learner_progress::revision.eq(1_i64),
        hour,
        seconds,
        day,
    );
    let place = (
        learner_progress::organization_id,
        learner_progress::learner_id,
    );
    let next = (
        learner_progress::revision.eq(learner_progress::revision + 1_i64),
        hour,
        seconds,
        day,
    );
    let insert = diesel::insert_into(learner_progress::table)
        .values(row)
        .on_conflict(place)
        .do_update()
        .set(next);
    match tx.conn() {
        AnyConnection::Postgres(conn) => insert.execute(conn)?,
        AnyConnection::Sqlite(conn) => insert.execute(conn)?,
    };
    Ok(())
}

/// Adds new events to the states of what they touch. Every row is read once and written once.
pub(super) fn add(
    tx: &mut Tx<'_>,
    learner: UserId,
    events: &[Recorded<'_>],
) -> Result<(), DbError> {
    let mut courses: BTreeMap<CourseId, (LessonStates, &CourseIndex)> = BTreeMap::new();
    let mut touched: BTreeMap<LessonId, Touched<'_>> = BTreeMap::new();
    for course_index in newest_versions(events) {
        let states = lessons_of(tx, learner, course_index)?;
        courses.insert(course_index.course(), (states, course_index));
    }
    for recorded in events {
        match touched.entry(recorded.lesson.lesson) {
            Entry::Occupied(mut known) => known.get_mut().add(recorded),
            Entry::Vacant(new) => {
                let lesson = Touched::load(tx, learner, recorded)?;
                new.insert(lesson).add(recorded);
            }
        }
    }
    let mut activities = Vec::new();
    for touched in touched.values() {
        activities.extend(touched.activity_rows(tx, learner));
        if let Some((states, course_index)) = courses.get_mut(&touched.course) {
            touched.change(states, course_index);
        }
    }
    rows::write_activities(tx, &activities)?;
    courses
        .iter()
        .try_for_each(|(course, (states, _))| write_lessons(tx, learner, *course, states))
}

/// For each course of these events the newest of its versions in which one of them happened.
fn newest_versions<'c>(events: &[Recorded<'c>]) -> impl Iterator<Item = &'c CourseIndex> {
    let mut newest: BTreeMap<CourseId, &CourseIndex> = BTreeMap::new();
    for recorded in events {
        let course_index = &*recorded.course.course_index;
        let known = newest.entry(course_index.course()).or_insert(course_index);
        if known.number() < course_index.number() {
            *known = course_index;
        }
    }
    newest.into_values()
}

/// A lesson that a batch touches, with the states of its activities so far.
struct Touched<'c> {
    course: CourseId,
    lesson: &'c LessonOutline,
    activities: HashMap<ActivityId, SeenActivity>,
    changed: BTreeSet<ActivityId>,
    more: Option<LessonTally>,
}

impl<'c> Touched<'c> {
    fn load(tx: &mut Tx<'_>, learner: UserId, recorded: &Recorded<'c>) -> Result<Self, DbError> {
        let course = recorded.course.course_index.course();
        let lesson = recorded.lesson.lesson;
        let activities = activities_of(tx, learner, course, Some(lesson))?;
        Ok(Self {
            course,
            lesson: recorded.lesson,
            activities: activities
                .into_iter()
                .map(|seen| (seen.activity, seen))
                .collect(),
            changed: BTreeSet::new(),
            more: None,
        })
    }

    fn add(&mut self, recorded: &Recorded<'c>) {
        let event = &recorded.event;
        if let (Subject::Activity(activity), Some(more)) =
            (event.action.subject(), ActivityState::of(event))
        {
            let known = self.activities.get(&activity);
            let seen = SeenActivity {
                activity,
                version: recorded.course.course_index.version(),
                state: known.map_or(more, |known| known.state.and(more)),
            };
            self.activities.insert(activity, seen);
            self.changed.insert(activity);
        }
        let more = LessonTally::of(event);
        self.more = Some(self.more.map_or(more, |tally| tally.and(more)));
    }

    fn activity_rows(&self, tx: &Tx<'_>, learner: UserId) -> Vec<ActivityRow> {
        let changed = self.changed.iter();
        let seen = changed.filter_map(|activity| self.activities.get(activity));
        let place = (self.course, self.lesson.lesson);
        seen.map(|seen| ActivityRow::of(tx, learner, place, seen))
            .collect()
    }

    /// Adds what the batch brought to the state of the lesson, which is complete when the activities
    /// are that it has in this version.
    fn change(&self, states: &mut LessonStates, course_index: &CourseIndex) {
        let Some(more) = self.more else { return };
        let lesson = course_index.lesson(self.lesson.lesson);
        let activities = lesson.unwrap_or(self.lesson).activities.iter();
        let known = activities.map(|activity| Some(self.activities.get(activity)?.state));
        let before = states.get(self.lesson.lesson);
        let state = LessonState {
            tally: before.map_or(more, |state| state.tally.and(more)),
            completion: LessonCompletion::of(known),
        };
        states.put(self.lesson.lesson, state);
    }
}

/// A learner's states with the lessons of a course, complete when the activities of this version are.
pub(super) fn lessons_of(
    tx: &mut Tx<'_>,
    learner: UserId,
    course_index: &CourseIndex,
) -> Result<LessonStates, DbError> {
    let course = course_index.course();
    let query = lesson_states::table
        .find((tx.tenant(), learner, course))
        .select(lesson_states::states);
    let packed: Option<Vec<u8>> = on_connection!(tx.conn(), |conn| query.first(conn)).optional()?;
    let Some(packed) = packed else {
        return Ok(LessonStates::none(course_index.version()));
    };
    let states = unpack(&packed)?;
    if states.version() == course_index.version() {
        return Ok(states);
    }
    let activities = activities_of(tx, learner, course, None)?;
    let activities: HashMap<ActivityId, ActivityState> = activities
        .into_iter()
        .map(|seen| (seen.activity, seen.state))
        .collect();
    Ok(states.counted_by(course_index, &activities))
}
