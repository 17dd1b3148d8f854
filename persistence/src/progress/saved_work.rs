//! What a learner is working on and has not handed in: it stays between devices, and only they see it.

use chrono::{DateTime, Utc};
use diesel::{prelude::*, upsert::excluded};
use domain::{
    access::{
        Action,
        action::{ReadOwnProgress, RecordProgress},
    },
    audit::{ChangeRole, Changed},
    classes::personal_details::PersonalDetail,
    courses::kind::ActivityKind,
    ids::{ActivityId, UserId},
    progress::{
        event::{Attempt, LearnerAction, Outcome, Subject},
        work::Work,
    },
    settings::SettingKey,
};

use super::{
    attendance, authority::Authority, course_index::CourseIndexCache, events::LearnerKey, searched,
};
use crate::{
    access::Permit,
    audit,
    connection::AnyConnection,
    database::Tx,
    error::DbError,
    keys::{SealContext, Sealed},
    schema::saved_work,
    settings,
    sql_types::bind_instant,
};

const CONTENT: SealContext = SealContext::of("saved_work", "content");

/// Saved work.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SavedWork {
    /// The activity.
    pub activity: ActivityId,
    /// What the learner wrote, and when they saved it; `None` if they have saved nothing.
    pub saved: Option<(Work, DateTime<Utc>)>,
}

/// Why work is not saved.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum SavingRefusal {
    /// The learner has no course with this activity at this instant.
    #[error("there is no such activity")]
    NoSuchActivity,
    /// The learner keeps no drafts.
    #[error("drafts are switched off")]
    SwitchedOff,
    /// Nothing is written in such an activity.
    #[error("nothing is written in an activity of this kind")]
    NothingToWrite,
    /// It holds what a sandbox does not keep (SCH-04).
    #[error("it holds what a sandbox does not keep")]
    PersonalDetail(PersonalDetail),
    /// The school's agreement does not hold, or does not list such data (SCH-02 a and d, SCH-06).
    #[error("the agreement of the school does not cover it")]
    NotAuthorized,
}

/// A right to open what one has saved.
pub trait OpensSavedWork: Action<Subject = UserId> {}

impl OpensSavedWork for ReadOwnProgress {}
impl OpensSavedWork for RecordProgress {}

/// What the permitted learner has saved in an activity of a course that they have or had; `None` if
/// there is no such activity.
///
/// # Errors
/// If the database fails.
pub fn saved_work<'t, A: OpensSavedWork>(
    tx: &mut Tx<'t>,
    permit: &Permit<'t, A>,
    course_indexes: &CourseIndexCache,
    activity: ActivityId,
) -> Result<Option<SavedWork>, DbError> {
    let learner = permit.subject();
    let courses = attendance::of_learner(tx, learner, course_indexes)?;
    let subject = Subject::Activity(activity);
    if attendance::find(&courses, subject, None, tx.now()).is_none() {
        return Ok(None);
    }
    if settings::is_switched_off(tx, learner, SettingKey::SavedDrafts)? {
        return Ok(Some(SavedWork {
            activity,
            saved: None,
        }));
    }
    let row: Option<(Sealed, DateTime<Utc>)> = saved_work::table
        .find((tx.tenant(), learner, activity))
        .select((saved_work::content, saved_work::updated_at))
        .first(tx.conn())
        .optional()?;
    let saved = row.map(|(sealed, at)| {
        let mut opener = LearnerKey::of(learner);
        let text = opener
            .get(tx)?
            .open_text(CONTENT, activity.uuid(), &sealed)?;
        let work = Work::new(text).map_err(|_| DbError::Corrupt("saved work has a bound"))?;
        Ok::<_, DbError>((work, at))
    });
    Ok(Some(SavedWork {
        activity,
        saved: saved.transpose()?,
    }))
}

/// Saves what the permitted learner writes in an activity of a course that they see at this instant,
/// in place of what they saved before.
///
/// # Errors
/// If the database fails. The inner error is the rule's refusal, after which nothing was changed.
pub fn save_work<'t>(
    tx: &mut Tx<'t>,
    permit: &Permit<'t, RecordProgress>,
    course_indexes: &CourseIndexCache,
    activity: ActivityId,
    work: Work,
) -> Result<Result<SavedWork, SavingRefusal>, DbError> {
    let (learner, now) = (permit.subject(), tx.now());
    let mut courses = attendance::of_learner(tx, learner, course_indexes)?;
    courses.retain(|course| course.shown(now).next().is_some());
    let found = attendance::find(&courses, Subject::Activity(activity), None, now);
    let Some((course, spot)) = found else {
        return Ok(Err(SavingRefusal::NoSuchActivity));
    };
    let Some(action) = spot.kind.and_then(|kind| writing(kind, activity, &work)) else {
        return Ok(Err(SavingRefusal::NothingToWrite));
    };
    if settings::is_switched_off(tx, learner, SettingKey::SavedDrafts)? {
        return Ok(Err(SavingRefusal::SwitchedOff));
    }
    if let Some(detail) = searched::draft(&courses, &work, now) {
        return Ok(Err(SavingRefusal::PersonalDetail(detail)));
    }
    let authority = Authority::over(learner, &courses).of(tx, course, &action, now)?;
    let Ok(ground) = authority else {
        return Ok(Err(SavingRefusal::NotAuthorized));
    };
    let mint = tx.mint();
    let mut learner_key = LearnerKey::of(learner);
    let content = work.as_str().as_bytes();
    let sealed = learner_key
        .get(tx)?
        .seal(mint, CONTENT, activity.uuid(), content)?;
    let insert = diesel::insert_into(saved_work::table)
        .values((
            saved_work::organization_id.eq(tx.tenant()),
            saved_work::learner_id.eq(learner),
            saved_work::activity_id.eq(activity),
            saved_work::content.eq(sealed.bytes().to_vec()),
            saved_work::collected_under.eq(ground),
            saved_work::updated_at.eq(bind_instant(now)),
        ))
        .on_conflict((
            saved_work::organization_id,
            saved_work::learner_id,
            saved_work::activity_id,
        ))
        .do_update()
        .set((
            saved_work::content.eq(excluded(saved_work::content)),
            saved_work::collected_under.eq(excluded(saved_work::collected_under)),
            saved_work::updated_at.eq(excluded(saved_work::updated_at)),
        ));
    match tx.conn() {
        AnyConnection::Postgres(conn) => insert.execute(conn)?,
        AnyConnection::Sqlite(conn) => insert.execute(conn)?,
    };
    audit::changed(tx, permit, Changed::each(ChangeRole::Changed, [activity]))?;
    Ok(Ok(SavedWork {
        activity,
        saved: Some((work, now)),
    }))
}

/// What saving such work would be if it were handed in: the agreement must cover the same data.
fn writing(kind: ActivityKind, activity: ActivityId, work: &Work) -> Option<LearnerAction> {
    match kind {
        ActivityKind::CodeExercise => {
            let attempt = Attempt::Ran(Outcome::Submitted, Some(work.clone()));
            Some(LearnerAction::Attempted(activity, attempt))
        }
        ActivityKind::Prompt => Some(LearnerAction::PromptAnswered(activity, work.clone())),
        ActivityKind::Text | ActivityKind::Question | ActivityKind::CheckForUnderstanding => None,
    }
}
