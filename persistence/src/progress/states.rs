//! The rows of state: what events add up to, kept beside them.

mod rows;

use std::collections::{BTreeMap, BTreeSet, HashMap, btree_map::Entry};

use chrono::{DateTime, Utc};
use diesel::prelude::*;
use domain::{
    ids::{ActivityId, CourseVersionId, LessonId, UserId},
    progress::{
        activity_state::ActivityState,
        event::{Event, Subject},
        lesson_state::{LessonCompletion, LessonState, LessonTally},
        outline::LessonOutline,
    },
};

pub(super) use rows::count;
use rows::{ActivityRow, LessonRow};

use super::{attendance::Attended, hours::Hour, record::Recorded};
use crate::{
    connection::AnyConnection,
    database::Tx,
    error::DbError,
    schema::{activity_states, learner_progress, lesson_states},
    sql_types::bind_instant,
};

/// Counts one more change of a learner's progress, and keeps the latest hour if it changed.
pub(super) fn bump(tx: &mut Tx<'_>, learner: UserId, latest: Option<Hour>) -> Result<(), DbError> {
    let hour = latest.map(|(hour, _)| learner_progress::latest_hour.eq(Some(bind_instant(hour))));
    let seconds = latest
        .map(|(_, seconds)| learner_progress::latest_hour_seconds.eq(Some(rows::column(seconds))));
    let row = (
        learner_progress::organization_id.eq(tx.tenant()),
        learner_progress::learner_id.eq(learner),
        learner_progress::revision.eq(1_i64),
        hour,
        seconds,
    );
    let place = (
        learner_progress::organization_id,
        learner_progress::learner_id,
    );
    let next = (
        learner_progress::revision.eq(learner_progress::revision + 1_i64),
        hour,
        seconds,
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
    let mut touched: BTreeMap<LessonId, Touched<'_>> = BTreeMap::new();
    for recorded in events {
        match touched.entry(recorded.lesson.lesson) {
            Entry::Occupied(mut known) => known.get_mut().add(&recorded.event),
            Entry::Vacant(new) => {
                let lesson = Touched::load(tx, learner, recorded)?;
                new.insert(lesson).add(&recorded.event);
            }
        }
    }
    let mut activities = Vec::new();
    let mut lessons = Vec::new();
    for touched in touched.values() {
        activities.extend(touched.activity_rows(tx, learner));
        lessons.extend(touched.lesson_row(tx, learner));
    }
    rows::write_activities(tx, &activities)?;
    rows::write_lessons(tx, &lessons)
}

/// A lesson that a batch touches, with its states so far.
struct Touched<'c> {
    course: &'c Attended,
    lesson: &'c LessonOutline,
    activities: HashMap<ActivityId, ActivityState>,
    changed: BTreeSet<ActivityId>,
    tally: Option<LessonTally>,
}

impl<'c> Touched<'c> {
    fn load(tx: &mut Tx<'_>, learner: UserId, recorded: &Recorded<'c>) -> Result<Self, DbError> {
        let version = recorded.course.course_index.version();
        let lesson = recorded.lesson.lesson;
        let activities = activities_of(tx, learner, version, Some(lesson))?;
        Ok(Self {
            course: recorded.course,
            lesson: recorded.lesson,
            activities: activities.into_iter().collect(),
            changed: BTreeSet::new(),
            tally: tally_of(tx, learner, version, lesson)?,
        })
    }

    fn add(&mut self, event: &Event) {
        if let (Subject::Activity(activity), Some(more)) =
            (event.deed.subject(), ActivityState::of(event))
        {
            self.activities
                .entry(activity)
                .and_modify(|state| *state = state.and(more))
                .or_insert(more);
            self.changed.insert(activity);
        }
        let more = LessonTally::of(event);
        self.tally = Some(self.tally.map_or(more, |tally| tally.and(more)));
    }

    fn activity_rows(&self, tx: &Tx<'_>, learner: UserId) -> Vec<ActivityRow> {
        let changed = self.changed.iter();
        let states =
            changed.filter_map(|activity| Some((*activity, self.activities.get(activity)?)));
        let (version, lesson) = (self.course.course_index.version(), self.lesson.lesson);
        states
            .map(|(activity, state)| {
                ActivityRow::of(tx, learner, (version, lesson, activity), state)
            })
            .collect()
    }

    fn lesson_row(&self, tx: &Tx<'_>, learner: UserId) -> Option<LessonRow> {
        let (version, lesson) = (self.course.course_index.version(), self.lesson.lesson);
        let activities = self.lesson.activities.iter();
        let states = activities.map(|activity| self.activities.get(activity).copied());
        let state = LessonState {
            tally: self.tally?,
            completion: LessonCompletion::of(states),
        };
        Some(LessonRow::of(tx, learner, (version, lesson), &state))
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
        Some(lesson) => of_version
            .filter(activity_states::lesson_id.eq(lesson))
            .load(tx.conn())?,
        None => of_version.load(tx.conn())?,
    };
    let states = rows.into_iter().map(|row| {
        let (id, tries, successes, failures, seconds, first_passed_at, completed_at, first, last) =
            row;
        let state = ActivityState {
            tries: count(tries),
            successes: count(successes),
            failures: count(failures),
            seconds: count(seconds),
            first_passed_at,
            completed_at,
            first_seen_at: first,
            last_seen_at: last,
        };
        (id, state)
    });
    Ok(states.collect())
}

fn tally_of(
    tx: &mut Tx<'_>,
    learner: UserId,
    version: CourseVersionId,
    lesson: LessonId,
) -> Result<Option<LessonTally>, DbError> {
    type Row = (i32, i32, i32, Option<DateTime<Utc>>, DateTime<Utc>);
    let row: Option<Row> = lesson_states::table
        .find((tx.tenant(), learner, version, lesson))
        .select((
            lesson_states::tries,
            lesson_states::successes,
            lesson_states::seconds,
            lesson_states::opened_at,
            lesson_states::last_seen_at,
        ))
        .first(tx.conn())
        .optional()?;
    Ok(row.map(
        |(tries, successes, seconds, opened_at, last_seen_at)| LessonTally {
            tries: count(tries),
            successes: count(successes),
            seconds: count(seconds),
            opened_at,
            last_seen_at,
        },
    ))
}
