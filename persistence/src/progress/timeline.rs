//! What a learner did and wrote, newest first, opened only as far as the reader may see it.

mod reader;

use chrono::{DateTime, Utc};
use diesel::prelude::*;
use domain::{
    access::{
        Relationship, StudentRecord,
        action::{ReadOwnProgress, ReadStudentWork},
    },
    audit::Shown,
    courses::kind::ActivityKind,
    ids::{
        ActivityId, ClassId, CourseVersionId, Id, LessonId, OrganizationId, ProgressEventId, UserId,
    },
    progress::{
        admission::DeviceClock,
        event::{EventKind, Outcome, Subject},
        sharing::Shared,
    },
};
use uuid::Uuid;

use reader::together_since;
pub(super) use reader::{Attitudes, Reader};

use super::{
    class,
    course_index::{CourseIndexCache, CoursePart},
    events::{CONTENT, LearnerKey, instant_of},
    stored_events::read_choices,
};
use crate::{
    access::Permit,
    audit,
    connection::MultiBackend,
    database::Tx,
    error::DbError,
    keys::Sealed,
    paging::{PageRequest, Slice},
    schema::{course_assignments, course_versions, progress_events},
    sql_types::bind_instant,
};

/// A learning event.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TimelineEntry {
    /// The event.
    pub id: ProgressEventId,
    /// The kind of event.
    pub kind: EventKind,
    /// The course in which it happened.
    pub version: CourseVersionId,
    /// The lesson.
    pub lesson: LessonId,
    /// Its title.
    pub lesson_title: String,
    /// The activity, if it was about one.
    pub activity: Option<ActivityId>,
    /// The title of the activity.
    pub activity_title: Option<String>,
    /// How an attempt went.
    pub outcome: Option<Outcome>,
    /// Seconds on task.
    pub seconds: Option<i32>,
    /// What the learner wrote.
    pub work: ShownWork,
    /// When it happened.
    pub occurred_at: DateTime<Utc>,
    /// When it was reported.
    pub received_at: DateTime<Utc>,
    /// What the clock is worth by which it happened.
    pub clock: DeviceClock,
}

/// Which events of a timeline are wanted: those that pass every filter.
#[derive(Clone, Copy, Debug, Default)]
pub struct EventsWanted {
    /// Of this lesson and of its activities.
    pub lesson: Option<LessonId>,
    /// Of this activity.
    pub activity: Option<ActivityId>,
    /// Of this kind.
    pub kind: Option<EventKind>,
    /// At this instant or later.
    pub since: Option<DateTime<Utc>>,
}

/// What is shown of what a learner wrote.
#[derive(Clone, PartialEq, Eq)]
pub enum ShownWork {
    /// They wrote nothing.
    Nothing,
    /// Code.
    Code(String),
    /// An answer in words.
    Answer(String),
    /// The places of choices, counted from 0.
    Choices(Vec<u8>),
    /// They wrote something that is not for the reader.
    Withheld,
}

impl std::fmt::Debug for ShownWork {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(match self {
            Self::Nothing => "Nothing",
            Self::Code(_) => "Code",
            Self::Answer(_) => "Answer",
            Self::Choices(_) => "Choices",
            Self::Withheld => "Withheld",
        })
    }
}

#[derive(Queryable, Selectable)]
#[diesel(table_name = progress_events, check_for_backend(MultiBackend))]
struct Row {
    id: ProgressEventId,
    course_organization_id: OrganizationId,
    course_version_id: CourseVersionId,
    lesson_id: LessonId,
    activity_id: Option<ActivityId>,
    kind: EventKind,
    outcome: Option<Outcome>,
    seconds: Option<i32>,
    content: Option<Sealed>,
    occurred_at: DateTime<Utc>,
    received_at: DateTime<Utc>,
    clock: DeviceClock,
}

/// A page of everything that the permitted person did, newest first.
///
/// # Errors
/// If the database fails.
pub fn own_timeline<'t>(
    tx: &mut Tx<'t>,
    permit: &Permit<'t, ReadOwnProgress>,
    course_indexes: &CourseIndexCache,
    events: EventsWanted,
    page: PageRequest,
) -> Result<Slice<TimelineEntry>, DbError> {
    let learner = permit.subject();
    let reader = Reader {
        relationship: permit.relationship(),
        attitudes: Attitudes::All,
    };
    let rows = rows(tx, learner, (None, Shared::Everything), events, page)?;
    show(tx, learner, course_indexes, &reader, rows)
}

/// A page of what the permitted student did in the courses of the permitted class, newest first. It
/// includes earlier work in those courses (FER-05), and answers to prompts for guardians, and for the
/// teacher of record from the time in which the student has been with them (FER-04, D8b). Of a student who left
/// the class it shows what was known until then (FER-03).
///
/// # Errors
/// If the database fails.
pub fn of_student<'t>(
    tx: &mut Tx<'t>,
    permit: &Permit<'t, ReadStudentWork>,
    course_indexes: &CourseIndexCache,
    events: EventsWanted,
    page: PageRequest,
) -> Result<Slice<TimelineEntry>, DbError> {
    let StudentRecord {
        class,
        student,
        membership,
    } = permit.subject();
    let reader = Reader {
        relationship: permit.relationship(),
        attitudes: match (permit.relationship(), together_since(tx, permit)?) {
            (Relationship::Guardian, _) => Attitudes::All,
            (_, Some(instant)) => Attitudes::Since(instant),
            (_, None) => Attitudes::None,
        },
    };
    let shared = class::shared(tx, permit.relationship(), class)?.of_member(membership);
    let rows = rows(tx, student, (Some(class), shared), events, page)?;
    let entries = show(tx, student, course_indexes, &reader, rows)?;
    audit::disclosed(tx, permit, Shown::each([student]))?;
    Ok(entries)
}

/// The newest of these events of a student in the courses of a class, as a reader sees it.
pub(super) fn newest(
    tx: &mut Tx<'_>,
    (student, class): (UserId, ClassId),
    course_indexes: &CourseIndexCache,
    reader: &Reader,
    (shared, events): (Shared, EventsWanted),
) -> Result<Option<TimelineEntry>, DbError> {
    let page = PageRequest {
        after: None,
        limit: 1,
    };
    let rows = rows(tx, student, (Some(class), shared), events, page)?;
    let found = show(tx, student, course_indexes, reader, rows)?;
    Ok(found.rows.into_iter().next())
}

/// The newest events of a kind of a learner, in whatever class, as a reader sees them.
pub(super) fn handed_in(
    tx: &mut Tx<'_>,
    learner: UserId,
    course_indexes: &CourseIndexCache,
    reader: &Reader,
    (kind, page): (EventKind, PageRequest),
) -> Result<Vec<TimelineEntry>, DbError> {
    let events = EventsWanted {
        kind: Some(kind),
        ..EventsWanted::default()
    };
    let rows = rows(tx, learner, (None, Shared::Everything), events, page)?;
    Ok(show(tx, learner, course_indexes, reader, rows)?.rows)
}

fn rows(
    tx: &mut Tx<'_>,
    learner: UserId,
    (class, shared): (Option<ClassId>, Shared),
    events: EventsWanted,
    page: PageRequest,
) -> Result<Slice<Row>, DbError> {
    let tenant = tx.tenant();
    let mut wanted = progress_events::table
        .filter(progress_events::organization_id.eq(tenant))
        .filter(progress_events::learner_id.eq(learner))
        .order((
            progress_events::occurred_at.desc(),
            progress_events::id.desc(),
        ))
        .limit(page.limit_plus_one())
        .select(Row::as_select())
        .into_boxed();
    if let Some(class) = class {
        let versions = course_versions::table
            .inner_join(
                course_assignments::table.on(course_assignments::course_organization_id
                    .eq(course_versions::organization_id)
                    .and(course_assignments::course_id.eq(course_versions::course_id))),
            )
            .filter(course_assignments::organization_id.eq(tenant))
            .filter(course_assignments::class_id.eq(class))
            .filter(course_assignments::begins_at.le(bind_instant(tx.now())))
            .select(course_versions::id);
        wanted = wanted.filter(progress_events::course_version_id.eq_any(versions));
    }
    if let Some(lesson) = events.lesson {
        wanted = wanted.filter(progress_events::lesson_id.eq(lesson));
    }
    if let Some(activity) = events.activity {
        wanted = wanted.filter(progress_events::activity_id.assume_not_null().eq(activity));
    }
    if let Some(kind) = events.kind {
        wanted = wanted.filter(progress_events::kind.eq(kind));
    }
    if let Some(since) = events.since {
        wanted = wanted.filter(progress_events::occurred_at.ge(bind_instant(since)));
    }
    match shared {
        Shared::Everything => {}
        Shared::Before(end) => {
            wanted = wanted.filter(progress_events::received_at.lt(bind_instant(end)));
        }
        Shared::Nothing => return Ok(page.into_page(Vec::new(), id)),
    }
    if let Some(after) = page.after {
        let Some(instant) = instant_of(tx, learner, Id::from_uuid(after))? else {
            return Ok(page.into_page(Vec::new(), id));
        };
        let instant = bind_instant(instant);
        wanted = wanted
            .filter(progress_events::occurred_at.le(instant))
            .filter(
                progress_events::occurred_at
                    .lt(instant)
                    .or(progress_events::id.lt(page.after_id())),
            );
    }
    Ok(page.into_page(wanted.load(tx.conn())?, id))
}

fn id(row: &Row) -> Uuid {
    row.id.uuid()
}

fn show(
    tx: &mut Tx<'_>,
    learner: UserId,
    course_indexes: &CourseIndexCache,
    reader: &Reader,
    rows: Slice<Row>,
) -> Result<Slice<TimelineEntry>, DbError> {
    let mut opener = LearnerKey::of(learner);
    rows.try_map(|row| {
        let course_index =
            course_indexes.get(tx, row.course_organization_id, row.course_version_id)?;
        let subject = row
            .activity_id
            .map_or(Subject::Lesson(row.lesson_id), Subject::Activity);
        let spot = course_index
            .spot(subject)
            .ok_or(DbError::Corrupt("an event's subject is in its course"))?;
        Ok(TimelineEntry {
            id: row.id,
            kind: row.kind,
            version: row.course_version_id,
            lesson: row.lesson_id,
            lesson_title: spot.lesson_title.to_owned(),
            activity: row.activity_id,
            activity_title: spot.title.map(str::to_owned),
            outcome: row.outcome,
            seconds: row.seconds,
            work: work(tx, spot, reader, &mut opener, &row)?,
            occurred_at: row.occurred_at,
            received_at: row.received_at,
            clock: row.clock,
        })
    })
}

fn work(
    tx: &mut Tx<'_>,
    spot: CoursePart<'_>,
    reader: &Reader,
    opener: &mut LearnerKey,
    row: &Row,
) -> Result<ShownWork, DbError> {
    let (Some(kind), Some(sealed)) = (spot.kind, &row.content) else {
        return Ok(ShownWork::Nothing);
    };
    if !reader.can_see(kind, row.occurred_at) {
        return Ok(ShownWork::Withheld);
    }
    let text = opener.get(tx)?.open_text(CONTENT, row.id.uuid(), sealed)?;
    Ok(match kind {
        ActivityKind::CodeExercise => ShownWork::Code(text),
        ActivityKind::Question | ActivityKind::CheckForUnderstanding => {
            let choices = read_choices(&text);
            ShownWork::Choices(choices.ok_or(DbError::Corrupt("an answer is a list of choices"))?)
        }
        ActivityKind::Text | ActivityKind::Prompt => ShownWork::Answer(text),
    })
}
