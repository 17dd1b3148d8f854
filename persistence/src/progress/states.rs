//! The rows of state: what events add up to, kept beside them.

mod packed;
mod rows;

use std::collections::{BTreeMap, BTreeSet, HashMap, btree_map::Entry};

use chrono::{DateTime, Utc};
use diesel::prelude::*;
use domain::{
    ids::{ActivityId, CourseVersionId, LessonId, UserId},
    progress::{
        activity_state::ActivityState,
        day_budget::day_of,
        event::{Event, Subject},
        lesson_state::{LessonCompletion, LessonState, LessonTally},
        outline::LessonOutline,
    },
};

pub(super) use packed::{LessonStates, unpack};
use rows::ActivityRow;
pub(super) use rows::count;

use super::{course_index::CourseIndex, judged::Recorded, kept::Hour};
use crate::{
    connection::AnyConnection,
    database::Tx,
    error::DbError,
    schema::{activity_states, learner_progress, lesson_states},
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
        learner_progress::day_bytes.eq(Some(rows::column(day_bytes))),
    );
    let hour = latest.map(|(hour, _)| learner_progress::latest_hour.eq(Some(bind_instant(hour))));
    let seconds = latest
        .map(|(_, seconds)| learner_progress::latest_hour_seconds.eq(Some(rows::column(seconds))));
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
    let mut versions: BTreeMap<CourseVersionId, LessonStates> = BTreeMap::new();
    let mut touched: BTreeMap<LessonId, Touched<'_>> = BTreeMap::new();
    for recorded in events {
        let course_index = &recorded.course.course_index;
        if let Entry::Vacant(new) = versions.entry(course_index.version()) {
            new.insert(lessons_of(tx, learner, course_index)?);
        }
        match touched.entry(recorded.lesson.lesson) {
            Entry::Occupied(mut known) => known.get_mut().add(&recorded.event),
            Entry::Vacant(new) => {
                let lesson = Touched::load(tx, learner, recorded)?;
                new.insert(lesson).add(&recorded.event);
            }
        }
    }
    let mut activities = Vec::new();
    for touched in touched.values() {
        activities.extend(touched.activity_rows(tx, learner));
        if let Some(states) = versions.get_mut(&touched.course_index.version()) {
            touched.change(states);
        }
    }
    rows::write_activities(tx, &activities)?;
    versions
        .iter()
        .try_for_each(|(version, states)| rows::write_lessons(tx, learner, *version, states))
}

/// A lesson that a batch touches, with the states of its activities so far.
struct Touched<'c> {
    course_index: &'c CourseIndex,
    lesson: &'c LessonOutline,
    activities: HashMap<ActivityId, ActivityState>,
    changed: BTreeSet<ActivityId>,
    more: Option<LessonTally>,
}

impl<'c> Touched<'c> {
    fn load(tx: &mut Tx<'_>, learner: UserId, recorded: &Recorded<'c>) -> Result<Self, DbError> {
        let course_index = &recorded.course.course_index;
        let lesson = recorded.lesson.lesson;
        let activities = activities_of(tx, learner, course_index.version(), Some(lesson))?;
        Ok(Self {
            course_index,
            lesson: recorded.lesson,
            activities: activities.into_iter().collect(),
            changed: BTreeSet::new(),
            more: None,
        })
    }

    fn add(&mut self, event: &Event) {
        if let (Subject::Activity(activity), Some(more)) =
            (event.action.subject(), ActivityState::of(event))
        {
            self.activities
                .entry(activity)
                .and_modify(|state| *state = state.and(more))
                .or_insert(more);
            self.changed.insert(activity);
        }
        let more = LessonTally::of(event);
        self.more = Some(self.more.map_or(more, |tally| tally.and(more)));
    }

    fn activity_rows(&self, tx: &Tx<'_>, learner: UserId) -> Vec<ActivityRow> {
        let changed = self.changed.iter();
        let states =
            changed.filter_map(|activity| Some((*activity, self.activities.get(activity)?)));
        let (version, lesson) = (self.course_index.version(), self.lesson.lesson);
        states
            .map(|(activity, state)| {
                ActivityRow::of(tx, learner, (version, lesson, activity), state)
            })
            .collect()
    }

    /// Adds what the batch brought to the state of the lesson.
    fn change(&self, states: &mut LessonStates) {
        let place = self.course_index.place(self.lesson.lesson);
        let state = place.and_then(|place| states.get_mut(place));
        if let (Some(state), Some(more)) = (state, self.more) {
            let activities = self.lesson.activities.iter();
            let activities = activities.map(|activity| self.activities.get(activity).copied());
            *state = Some(LessonState {
                tally: state.map_or(more, |state| state.tally.and(more)),
                completion: LessonCompletion::of(activities),
            });
        }
    }
}

/// A learner's states with the lessons of a version.
pub(super) fn lessons_of(
    tx: &mut Tx<'_>,
    learner: UserId,
    course_index: &CourseIndex,
) -> Result<LessonStates, DbError> {
    let query = lesson_states::table
        .find((tx.tenant(), learner, course_index.version()))
        .select(lesson_states::states);
    let packed: Option<Vec<u8>> = on_connection!(tx.conn(), |conn| query.first(conn)).optional()?;
    match packed {
        Some(packed) => unpack(&packed, &course_index.order),
        None => Ok(vec![None; course_index.order.lessons.len()]),
    }
}

/// A learner's states with the activities of a lesson, or of a whole version.
pub(super) fn activities_of(
    tx: &mut Tx<'_>,
    learner: UserId,
    version: CourseVersionId,
    lesson: Option<LessonId>,
) -> Result<Vec<(ActivityId, ActivityState)>, DbError> {
    type Instant = DateTime<Utc>;
    type Row = (
        ActivityId,
        i32,
        i32,
        i32,
        i32,
        Option<Instant>,
        Option<Instant>,
        Instant,
        Instant,
    );
    let of_version = activity_states::table
        .filter(activity_states::organization_id.eq(tx.tenant()))
        .filter(activity_states::learner_id.eq(learner))
        .filter(activity_states::course_version_id.eq(version))
        .select((
            activity_states::activity_id,
            activity_states::tries,
            activity_states::successes,
            activity_states::failures,
            activity_states::seconds,
            activity_states::first_passed_at,
            activity_states::completed_at,
            activity_states::first_seen_at,
            activity_states::last_seen_at,
        ));
    let rows: Vec<Row> = match lesson {
        Some(lesson) => {
            let query = of_version.filter(activity_states::lesson_id.eq(lesson));
            on_connection!(tx.conn(), |conn| query.load(conn))?
        }
        None => of_version.load(tx.conn())?,
    };
    let states = rows.into_iter().map(|row| {
        let (id, tries, successes, failures, seconds, first_passed_at, completed_at, first, last) =
            row;
        let state = ActivityState {
            tries: count(tries)?,
            successes: count(successes)?,
            failures: count(failures)?,
            seconds: count(seconds)?,
            first_passed_at,
            completed_at,
            first_seen_at: first,
            last_seen_at: last,
        };
        Ok((id, state))
    });
    states.collect()
}
