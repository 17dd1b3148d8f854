//! What a learner reported before, read back from its rows.

use std::collections::HashMap;

use diesel::prelude::*;
use domain::{
    courses::{
        kind::ActivityKind,
        marking::{Chosen, Mark},
    },
    ids::{ActivityId, CourseVersionId, LessonId, ProgressEventId, UserId},
    progress::{
        event::{Attempt, EventKind, LearnerAction, Outcome, Subject, TimeOnTask},
        work::Work,
    },
};

use super::events::{CONTENT, LearnerKey};
use crate::{
    database::Tx,
    error::DbError,
    keys::Sealed,
    schema::{activities, progress_events},
};

const UNREADABLE: DbError = DbError::Corrupt("a recorded event is well formed");

/// What was recorded of an event, with its content opened.
struct StoredEvent {
    kind: EventKind,
    lesson: LessonId,
    activity: Option<(ActivityId, ActivityKind)>,
    outcome: Option<Outcome>,
    seconds: Option<i32>,
    content: Option<String>,
}

impl StoredEvent {
    fn action(self) -> Option<LearnerAction> {
        let work = |content: Option<String>| content.map(Work::new).transpose().ok();
        Some(match (self.kind, self.activity) {
            (EventKind::LessonOpened, _) => LearnerAction::LessonOpened(self.lesson),
            (EventKind::Attempted, Some((activity, kind))) => {
                let attempt = match kind {
                    ActivityKind::Question | ActivityKind::CheckForUnderstanding => {
                        let chosen = read_choices(&self.content?)?;
                        Attempt::Answered(Chosen::new(&chosen).ok()?, mark_of(self.outcome?))
                    }
                    _ => Attempt::Ran(self.outcome?, work(self.content)?),
                };
                LearnerAction::Attempted(activity, attempt)
            }
            (EventKind::Completed, Some((activity, _))) => LearnerAction::Completed(activity),
            (EventKind::TimeSpent, activity) => {
                let seconds = u32::try_from(self.seconds?).ok()?;
                let subject = activity.map_or(Subject::Lesson(self.lesson), |(activity, _)| {
                    Subject::Activity(activity)
                });
                LearnerAction::TimeSpent(subject, TimeOnTask::from_seconds(seconds).ok()?)
            }
            (EventKind::PromptAnswered, Some((activity, _))) => {
                LearnerAction::PromptAnswered(activity, work(self.content)??)
            }
            (EventKind::Attempted | EventKind::Completed | EventKind::PromptAnswered, None) => {
                return None;
            }
        })
    }
}

fn mark_of(outcome: Outcome) -> Mark {
    match outcome {
        Outcome::Passed => Mark::Right,
        Outcome::Failed | Outcome::Submitted => Mark::Wrong,
    }
}

/// The places of the choices that stand in a content.
pub(super) fn read_choices(content: &str) -> Option<Vec<u8>> {
    serde_json::from_str(content).ok()
}

/// What was reported before under an id, and the version of the course in which it happened.
pub(super) type StoredActions = HashMap<ProgressEventId, (CourseVersionId, LearnerAction)>;

/// What the learner reported before under these ids.
pub(super) fn earlier(
    tx: &mut Tx<'_>,
    learner: UserId,
    ids: &[ProgressEventId],
    opener: &mut LearnerKey,
) -> Result<StoredActions, DbError> {
    type Row = (
        (ProgressEventId, CourseVersionId),
        EventKind,
        LessonId,
        Option<ActivityId>,
        Option<ActivityKind>,
        Option<Outcome>,
        Option<i32>,
        Option<Sealed>,
    );
    let of_learner = progress_events::table
        .left_join(
            activities::table.on(activities::organization_id
                .eq(progress_events::course_organization_id)
                .and(activities::course_version_id.eq(progress_events::course_version_id))
                .and(activities::id.nullable().eq(progress_events::activity_id))),
        )
        .filter(progress_events::organization_id.eq(tx.tenant()))
        .filter(progress_events::learner_id.eq(learner))
        .select((
            (progress_events::id, progress_events::course_version_id),
            progress_events::kind,
            progress_events::lesson_id,
            progress_events::activity_id,
            activities::kind.nullable(),
            progress_events::outcome,
            progress_events::seconds,
            progress_events::content,
        ));
    // One id is asked for by a statement that stays prepared.
    let rows: Vec<Row> = match ids {
        [one] => {
            let query = of_learner.filter(progress_events::id.eq(*one));
            on_connection!(tx.conn(), |conn| query.load(conn))?
        }
        many => of_learner
            .filter(progress_events::id.eq_any(many.iter().copied()))
            .load(tx.conn())?,
    };
    rows.into_iter()
        .map(
            |((id, version), kind, lesson, activity, of_kind, outcome, seconds, content)| {
                let content = match content {
                    None => None,
                    Some(sealed) => Some(opener.get(tx)?.open_text(CONTENT, id.uuid(), &sealed)?),
                };
                let trace = StoredEvent {
                    kind,
                    lesson,
                    activity: activity.zip(of_kind),
                    outcome,
                    seconds,
                    content,
                };
                Ok((id, (version, trace.action().ok_or(UNREADABLE)?)))
            },
        )
        .collect()
}
