//! Judging the events of a batch, one after the other. What they have in common is read once.

use domain::{
    ids::UserId,
    parameters::Parameters,
    progress::{
        admission::{
            Assigned, DeviceClock, Earlier, EventContext, Limits, RefusalReason, Verdict, admit,
        },
        day_budget::spend,
        event::{Attempt, Event, LearnerAction},
    },
};

use super::{
    attendance::{self, Attended},
    authority::Authority,
    course_index::{CoursePart, demand},
    hours::Hours,
    judged::{IncomingEvent, Judged, Marked, Recorded},
    kept::{Hour, Kept},
    stored_events::StoredActions,
};
use crate::{database::Tx, error::DbError};

/// A batch while it is judged.
pub(super) struct Judging<'c> {
    courses: &'c [Attended],
    known: StoredActions,
    authority: Authority<'c>,
    hours: Hours,
    learner: UserId,
    /// What is kept of the learner, once it was read.
    kept: Option<Kept>,
    day_bytes: u32,
    recorded: Vec<Recorded<'c>>,
}

/// What a batch brought.
pub(super) struct Taken<'c> {
    /// The events that are to be recorded: at least one.
    pub(super) recorded: Vec<Recorded<'c>>,
    /// The latest hour that there then is, if the batch took time.
    pub(super) latest_hour: Option<Hour>,
    /// The bytes of what then arrived today.
    pub(super) day_bytes: u32,
}

impl<'c> Judging<'c> {
    /// Begins with what the learner attends, and with what they reported under these ids before.
    pub(super) fn begin(learner: UserId, courses: &'c [Attended], known: StoredActions) -> Self {
        Self {
            courses,
            known,
            authority: Authority::over(learner, courses),
            hours: Hours::of(learner),
            learner,
            kept: None,
            day_bytes: 0,
            recorded: Vec::new(),
        }
    }

    /// What is to be recorded, if anything is.
    pub(super) fn end(self) -> Option<Taken<'c>> {
        let kept = self.kept.filter(|_| !self.recorded.is_empty())?;
        Some(Taken {
            latest_hour: self.hours.latest(kept),
            recorded: self.recorded,
            day_bytes: self.day_bytes,
        })
    }

    /// Judges the next event.
    pub(super) fn judge(
        &mut self,
        tx: &mut Tx<'_>,
        arrival: &IncomingEvent,
    ) -> Result<Judged, DbError> {
        let claimed = &arrival.claimed;
        let earlier = self.known.get(&claimed.id);
        let version = earlier.map(|(version, _)| *version).or(arrival.version);
        let subject = claimed.claim.subject();
        let happened_at = claimed.occurred_at.min(tx.now());
        let found = attendance::find(self.courses, subject, version, happened_at);
        let found = found.filter(|(_, spot)| {
            arrival
                .lesson
                .is_none_or(|lesson| lesson == spot.lesson.lesson)
        });
        let Some((course, spot)) = found else {
            return Ok(refused(RefusalReason::NotAssigned));
        };
        let event = match claimed.claim.action(spot.marking) {
            Ok(action) => Event {
                id: claimed.id,
                occurred_at: claimed.occurred_at,
                action,
            },
            Err(unmarkable) => return Ok(refused(unmarkable.into())),
        };
        let limits = Limits::from(&Parameters::at(tx.now().date_naive()));
        let clock = DeviceClock::of(claimed.occurred_at, limits, tx.now());
        let verdict = match self.admit(tx, &event, (course, spot), limits) {
            Verdict::Record(instant) => {
                let event = Event {
                    occurred_at: instant,
                    ..event.clone()
                };
                self.take(tx, (event, clock), course, spot)?
            }
            verdict => verdict,
        };
        Ok(Judged {
            marked: match verdict {
                Verdict::Record(_) | Verdict::AlreadyRecorded => marked(&event.action, spot),
                Verdict::Refuse(_) => None,
            },
            clock: matches!(verdict, Verdict::Record(_)).then_some(clock),
            verdict,
        })
    }

    fn admit(
        &self,
        tx: &Tx<'_>,
        event: &Event,
        (course, spot): (&Attended, CoursePart<'_>),
        limits: Limits,
    ) -> Verdict {
        let times = Assigned(&course.times);
        let standing = spot.kind.map_or(EventContext::Lesson(times), |kind| {
            EventContext::Activity(times, demand(kind))
        });
        let earlier = self
            .known
            .get(&event.id)
            .map_or(Earlier::Nothing, |(_, action)| Earlier::Reported(action));
        admit(event, earlier, standing, limits, tx.now())
    }

    /// Takes an event that may be recorded as far as it alone decides.
    fn take(
        &mut self,
        tx: &mut Tx<'_>,
        (event, clock): (Event, DeviceClock),
        course: &'c Attended,
        spot: CoursePart<'c>,
    ) -> Result<Verdict, DbError> {
        let Ok(ground) = self
            .authority
            .of(tx, course, &event.action, event.occurred_at)?
        else {
            return Ok(Verdict::Refuse(RefusalReason::NotAuthorized));
        };
        let kept = self.kept(tx)?;
        let budget = Parameters::at(tx.now().date_naive()).progress_day_bytes;
        let Ok(day_bytes) = spend(self.day_bytes, &event.action, budget.value) else {
            return Ok(Verdict::Refuse(RefusalReason::TooMuchForADay));
        };
        if let LearnerAction::TimeSpent(_, time) = event.action
            && self.hours.take(tx, kept, event.occurred_at, time)?.is_err()
        {
            return Ok(Verdict::Refuse(RefusalReason::TooMuchTime));
        }
        self.day_bytes = day_bytes;
        let verdict = Verdict::Record(event.occurred_at);
        let version = course.course_index.version();
        self.known.insert(event.id, (version, event.action.clone()));
        self.recorded.push(Recorded {
            event,
            clock,
            course,
            lesson: spot.lesson,
            ground,
        });
        Ok(verdict)
    }

    fn kept(&mut self, tx: &mut Tx<'_>) -> Result<Kept, DbError> {
        if let Some(kept) = self.kept {
            return Ok(kept);
        }
        let kept = Kept::read(tx, self.learner)?;
        self.day_bytes = kept.day_bytes;
        Ok(*self.kept.insert(kept))
    }
}

const fn refused(reason: RefusalReason) -> Judged {
    Judged {
        verdict: Verdict::Refuse(reason),
        clock: None,
        marked: None,
    }
}

fn marked(action: &LearnerAction, spot: CoursePart<'_>) -> Option<Marked> {
    match (action, spot.marking) {
        (LearnerAction::Attempted(_, Attempt::Answered(_, mark)), Some(marking)) => Some(Marked {
            mark: *mark,
            explanation: marking.explanation().to_owned(),
        }),
        _ => None,
    }
}
