//! What teachers say about work: fixed codes.

use chrono::{DateTime, Utc};
use diesel::prelude::*;
use domain::{
    access::{
        ClassMember, StudentRecord,
        action::{GiveFeedback, ReadOwnProgress, ReadStudentWork},
        visibility::can_see,
    },
    audit::{Changed, Shown},
    category::Category,
    ids::{ActivityId, ClassId, FeedbackId, ProgressEventId, UserId},
    progress::{event::EventKind, feedback::FeedbackCode},
    text_enum::TextEnum,
};

use super::{attendance, course_index::CourseIndexCache};
use crate::{
    access::Permit,
    accounts::{keys_of::subject_key, people::DISPLAY_NAME},
    audit,
    database::Tx,
    error::DbError,
    keys::Sealed,
    paging::{PageRequest, Slice},
    schema::{feedback, progress_events, subject_keys, users},
    sql_types::bind_instant,
};

/// A teacher's feedback.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FeedbackRecord {
    /// Its id.
    pub id: FeedbackId,
    /// The class in which it was given.
    pub class: ClassId,
    /// The activity that it is about.
    pub activity: ActivityId,
    /// The attempt that it is about, if it is about one.
    pub event: Option<ProgressEventId>,
    /// What it says.
    pub code: FeedbackCode,
    /// The display name of the teacher.
    pub given_by: String,
    /// When it was given.
    pub given_at: DateTime<Utc>,
    /// When the student read it, if they did.
    pub read_at: Option<DateTime<Utc>>,
}

/// What a teacher says.
#[derive(Clone, Copy, Debug)]
pub struct NewFeedback {
    /// The activity that it is about.
    pub activity: ActivityId,
    /// The attempt that it is about, if it is about one.
    pub event: Option<ProgressEventId>,
    /// What it says.
    pub code: FeedbackCode,
}

/// Why feedback is not given.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum FeedbackRefusal {
    /// No course that is or was assigned to the class has such an activity.
    #[error("the activity is not part of a course of the class")]
    NotAssigned,
    /// The student did no such thing in the activity.
    #[error("the student has no such attempt at the activity")]
    NoSuchAttempt,
}

/// Gives the permitted student feedback on an activity of a course of the permitted class.
///
/// # Errors
/// If the database fails. The inner error is the rule's refusal, after which nothing was changed.
pub fn give<'t>(
    tx: &mut Tx<'t>,
    permit: &Permit<'t, GiveFeedback>,
    course_indexes: &CourseIndexCache,
    NewFeedback {
        activity,
        event,
        code,
    }: NewFeedback,
) -> Result<Result<FeedbackRecord, FeedbackRefusal>, DbError> {
    let ClassMember { class, student } = permit.subject();
    if !attendance::is_of_class(tx, course_indexes, class, activity)? {
        return Ok(Err(FeedbackRefusal::NotAssigned));
    }
    if let Some(event) = event
        && !is_attempt(tx, student, activity, event)?
    {
        return Ok(Err(FeedbackRefusal::NoSuchAttempt));
    }
    let teacher = permit.actor().user();
    let record = FeedbackRecord {
        id: tx.new_id(),
        class,
        activity,
        event,
        code,
        given_by: display_name(tx, teacher)?,
        given_at: tx.now(),
        read_at: None,
    };
    let row = (
        feedback::organization_id.eq(tx.tenant()),
        feedback::id.eq(record.id),
        feedback::class_id.eq(class),
        feedback::learner_id.eq(student),
        feedback::activity_id.eq(activity),
        feedback::event_id.eq(event),
        feedback::code.eq(code.as_str()),
        feedback::given_by.eq(teacher),
        feedback::given_at.eq(bind_instant(record.given_at)),
    );
    diesel::insert_into(feedback::table)
        .values(row)
        .execute(tx.conn())?;
    audit::changed(
        tx,
        permit,
        Changed::created(record.id)
            .referring_to([activity])
            .referring_to(event),
    )?;
    Ok(Ok(record))
}

/// A page of the feedback that the permitted person was given, oldest first.
///
/// # Errors
/// If the database fails.
pub fn own_feedback<'t>(
    tx: &mut Tx<'t>,
    permit: &Permit<'t, ReadOwnProgress>,
    page: PageRequest,
) -> Result<Slice<FeedbackRecord>, DbError> {
    list(tx, permit.subject(), None, page)
}

/// A page of the feedback that the permitted student was given in the permitted class, oldest first; none for
/// who sees no assessments (FER-04, D11).
///
/// # Errors
/// If the database fails.
pub fn feedback_in_class<'t>(
    tx: &mut Tx<'t>,
    permit: &Permit<'t, ReadStudentWork>,
    page: PageRequest,
) -> Result<Slice<FeedbackRecord>, DbError> {
    let StudentRecord { class, student, .. } = permit.subject();
    if !can_see(permit.relationship(), Category::Assessment) {
        audit::disclosed(tx, permit, Shown::each([student]))?;
        return Ok(Slice {
            rows: Vec::new(),
            next: None,
        });
    }
    let found = list(tx, student, Some(class), page)?;
    audit::disclosed(tx, permit, Shown::each([student]))?;
    Ok(found)
}

/// The first feedback that a learner was given, in whatever class.
pub(super) fn of_learner(
    tx: &mut Tx<'_>,
    learner: UserId,
    page: PageRequest,
) -> Result<Vec<FeedbackRecord>, DbError> {
    Ok(list(tx, learner, None, page)?.rows)
}

fn list(
    tx: &mut Tx<'_>,
    learner: UserId,
    class: Option<ClassId>,
    page: PageRequest,
) -> Result<Slice<FeedbackRecord>, DbError> {
    type Row = (
        FeedbackId,
        ClassId,
        (ActivityId, Option<ProgressEventId>),
        FeedbackCode,
        (DateTime<Utc>, Option<DateTime<Utc>>),
        UserId,
        Sealed,
        Sealed,
    );
    let mut wanted = feedback::table
        .inner_join(
            users::table.on(users::organization_id
                .eq(feedback::organization_id)
                .and(users::id.eq(feedback::given_by))),
        )
        .inner_join(
            subject_keys::table.on(subject_keys::organization_id
                .eq(feedback::organization_id)
                .and(subject_keys::subject_id.eq(feedback::given_by))),
        )
        .filter(feedback::organization_id.eq(tx.tenant()))
        .filter(feedback::learner_id.eq(learner))
        .filter(feedback::withdrawn_at.is_null())
        .filter(feedback::id.gt(page.after_id()))
        .order(feedback::id)
        .limit(page.limit_plus_one())
        .select((
            feedback::id,
            feedback::class_id,
            (feedback::activity_id, feedback::event_id),
            feedback::code,
            (feedback::given_at, feedback::read_at),
            users::id,
            users::display_name,
            subject_keys::wrapped,
        ))
        .into_boxed();
    if let Some(class) = class {
        wanted = wanted.filter(feedback::class_id.eq(class));
    }
    let rows: Vec<Row> = wanted.load(tx.conn())?;
    let organization_key = tx.organization_key()?;
    let records = rows
        .into_iter()
        .map(|(id, class, about, code, times, by, name, wrapped)| {
            let given_by = organization_key.open_subject(by, &wrapped)?.open_text(
                DISPLAY_NAME,
                by.uuid(),
                &name,
            )?;
            Ok(FeedbackRecord {
                id,
                class,
                activity: about.0,
                event: about.1,
                code,
                given_by,
                given_at: times.0,
                read_at: times.1,
            })
        })
        .collect::<Result<Vec<_>, DbError>>()?;
    Ok(page.into_page(records, |record| record.id.uuid()))
}

fn is_attempt(
    tx: &mut Tx<'_>,
    student: UserId,
    activity: ActivityId,
    event: ProgressEventId,
) -> Result<bool, DbError> {
    let known: i64 = progress_events::table
        .find((tx.tenant(), student, event))
        .filter(progress_events::kind.eq(EventKind::Attempted))
        .filter(progress_events::activity_id.assume_not_null().eq(activity))
        .count()
        .get_result(tx.conn())?;
    Ok(known > 0)
}

fn display_name(tx: &mut Tx<'_>, person: UserId) -> Result<String, DbError> {
    let sealed: Sealed = users::table
        .find((tx.tenant(), person))
        .select(users::display_name)
        .first(tx.conn())?;
    Ok(subject_key(tx, person)?.open_text(DISPLAY_NAME, person.uuid(), &sealed)?)
}
