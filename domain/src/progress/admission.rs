//! Whether an event that arrives is recorded.
//!
//! A learner's device may be offline for days and its clock may be a little wrong, so an event is
//! judged by the instant at which it happened, within limits: it must lie in a time in which the
//! learner was in a class to which the course was assigned (FER-05), however late it arrives.

use chrono::{DateTime, TimeDelta, Utc};

use super::{
    event::{Attempt, Event, LearnerAction},
    report::MalformedEvent,
    reported_action::Unmarkable,
};
use crate::{classes::interval::Interval, parameters::Parameters};

crate::text_enum! {
    /// What became of one event of a batch.
    pub enum EventResult {
        /// It is recorded now.
        Recorded = "recorded",
        /// It was recorded when it was first reported.
        AlreadyRecorded = "already_recorded",
        /// It is not recorded. Reporting it again as it is will not help, unless the reason says so.
        Refused = "refused",
    }
}

crate::text_enum! {
    /// Why an event is not recorded.
    pub enum RefusalReason {
        /// Its fields do not fit together.
        Malformed = "malformed",
        /// Its id already stands for something else that this learner did.
        IdReused = "id_reused",
        /// Its subject is not part of a course assigned to a class of the learner, or does not
        /// exist.
        NotAssigned = "not_assigned",
        /// No one can do such a thing with such an activity.
        KindMismatch = "kind_mismatch",
        /// It happened too long ago.
        TooLate = "too_late",
        /// When it happened, the learner was not in a class to which the course was assigned and for
        /// which it was open.
        NotEnrolledThen = "not_enrolled_then",
        /// The question does not offer what was chosen.
        NoSuchChoice = "no_such_choice",
        /// The school's agreement does not hold, or does not list such data (SCH-02 a and d,
        /// SCH-06).
        NotAuthorized = "not_authorized",
        /// More time would be recorded within an hour than an hour has.
        TooMuchTime = "too_much_time",
        /// More would be kept of the learner's events than is kept of one day (UTC). It may be
        /// reported again on a later day.
        TooMuchForADay = "too_much_for_a_day",
    }
}

impl From<Unmarkable> for RefusalReason {
    fn from(unmarkable: Unmarkable) -> Self {
        match unmarkable {
            Unmarkable::NotAQuestion => Self::KindMismatch,
            Unmarkable::NoSuchChoice(_) => Self::NoSuchChoice,
        }
    }
}

impl From<MalformedEvent> for RefusalReason {
    fn from(_: MalformedEvent) -> Self {
        Self::Malformed
    }
}

/// What the same learner has reported under the same id before. Ids are given by clients, so the
/// question is never asked about the events of another learner.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Earlier<'a> {
    /// Nothing.
    Nothing,
    /// This.
    Reported(&'a LearnerAction),
}

/// What can be done with an activity, whatever its kind is called in a course.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Demand {
    /// Reading: a text.
    Reading,
    /// Trying until it works: a code exercise.
    Trying,
    /// Choosing until it is right: a question, a check for understanding. No one is done with it
    /// because their client says so.
    Choosing,
    /// Answering once and freely: a prompt.
    Answering,
}

/// What an event's subject is to the learner.
#[derive(Clone, Copy, Debug)]
pub enum EventContext<'a> {
    /// Not part of any course assigned to a class of theirs, now or before.
    Unassigned,
    /// A lesson of an assigned course.
    Lesson(Assigned<'a>),
    /// An activity of an assigned course.
    Activity(Assigned<'a>, Demand),
}

/// The times in which a learner was in a class to which the course was assigned: for each class the
/// intersection of enrollment, of the class until its end, and of the course's assignment.
#[derive(Clone, Copy, Debug)]
pub struct Assigned<'a>(pub &'a [Interval]);

/// How late and how wrong reports may be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Limits {
    /// From this age on an event is too late (`PROGRESS_LATE_ARRIVAL`).
    pub late_arrival: TimeDelta,
    /// Up to this much a device's clock may be wrong (`PROGRESS_CLOCK_SKEW`).
    pub clock_skew: TimeDelta,
}

impl From<&Parameters> for Limits {
    fn from(parameters: &Parameters) -> Self {
        Self {
            late_arrival: parameters.progress_late_arrival.value,
            clock_skew: parameters.progress_clock_skew.value,
        }
    }
}

crate::text_enum! {
    /// What the clock of a learner's device is worth, as far as an event shows it.
    pub enum DeviceClock {
        /// It may be right: the event counts as having happened when the device says.
        Plausible = "plausible",
        /// It is further ahead than a few minutes: the event counts as having happened when it
        /// arrived.
        Ahead = "ahead",
    }
}

impl DeviceClock {
    /// The clock by which an event that arrived at `now` happened at this instant.
    pub fn of(occurred_at: DateTime<Utc>, limits: Limits, now: DateTime<Utc>) -> Self {
        if occurred_at.signed_duration_since(now) > limits.clock_skew {
            Self::Ahead
        } else {
            Self::Plausible
        }
    }
}

/// What becomes of an event.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// Record it, as having happened at this instant.
    Record(DateTime<Utc>),
    /// It is recorded already; nothing is added.
    AlreadyRecorded,
    /// Do not record it.
    Refuse(RefusalReason),
}

impl Verdict {
    /// The verdict as it is reported to the client.
    pub const fn result(self) -> EventResult {
        match self {
            Self::Record(_) => EventResult::Recorded,
            Self::AlreadyRecorded => EventResult::AlreadyRecorded,
            Self::Refuse(_) => EventResult::Refused,
        }
    }
}

/// Judges an event that arrived at `now`.
///
/// A repeated report is answered as the first one was, however late it comes. Two reports are the
/// same when the action is: the instant is left out, because a fast clock's was corrected when it
/// was recorded. A fast clock's event happened at `now`, however fast the clock ([`DeviceClock`]); a slow clock's event from just before a
/// class began happened when the class began.
pub fn admit(
    event: &Event,
    earlier: Earlier<'_>,
    standing: EventContext<'_>,
    limits: Limits,
    now: DateTime<Utc>,
) -> Verdict {
    match earlier {
        Earlier::Reported(action) if *action == event.action => return Verdict::AlreadyRecorded,
        Earlier::Reported(_) => return Verdict::Refuse(RefusalReason::IdReused),
        Earlier::Nothing => {}
    }
    let (Assigned(times), fits) = match standing {
        EventContext::Unassigned => return Verdict::Refuse(RefusalReason::NotAssigned),
        EventContext::Lesson(assigned) => (assigned, fits_lesson(&event.action)),
        EventContext::Activity(assigned, demand) => (assigned, fits_demand(&event.action, demand)),
    };
    if fits == Fit::Mismatch {
        return Verdict::Refuse(RefusalReason::KindMismatch);
    }
    if now.signed_duration_since(event.occurred_at) >= limits.late_arrival {
        return Verdict::Refuse(RefusalReason::TooLate);
    }
    enrolled_instant(event.occurred_at.min(now), times, limits.clock_skew, now).map_or(
        Verdict::Refuse(RefusalReason::NotEnrolledThen),
        Verdict::Record,
    )
}

/// The instant itself if the learner was enrolled then, or the nearest beginning that a slow clock
/// could have missed.
fn enrolled_instant(
    occurred_at: DateTime<Utc>,
    times: &[Interval],
    clock_skew: TimeDelta,
    now: DateTime<Utc>,
) -> Option<DateTime<Utc>> {
    if times.iter().any(|time| time.contains(occurred_at)) {
        return Some(occurred_at);
    }
    let begun_since = |begins_at: &DateTime<Utc>| {
        occurred_at < *begins_at
            && *begins_at <= now
            && begins_at.signed_duration_since(occurred_at) <= clock_skew
    };
    times
        .iter()
        .map(|time| time.begins_at())
        .filter(begun_since)
        .min()
}

#[derive(PartialEq, Eq)]
enum Fit {
    Fits,
    Mismatch,
}

fn fits_lesson(action: &LearnerAction) -> Fit {
    match action {
        LearnerAction::LessonOpened(_) | LearnerAction::TimeSpent(..) => Fit::Fits,
        LearnerAction::Attempted(..)
        | LearnerAction::Completed(_)
        | LearnerAction::PromptAnswered(..) => Fit::Mismatch,
    }
}

fn fits_demand(action: &LearnerAction, demand: Demand) -> Fit {
    match (action, demand) {
        (LearnerAction::TimeSpent(..), _)
        | (LearnerAction::Completed(_), Demand::Reading | Demand::Trying | Demand::Answering)
        | (LearnerAction::Attempted(_, Attempt::Ran(..)), Demand::Trying)
        | (LearnerAction::Attempted(_, Attempt::Answered(..)), Demand::Choosing)
        | (LearnerAction::PromptAnswered(..), Demand::Answering) => Fit::Fits,
        (
            LearnerAction::LessonOpened(_)
            | LearnerAction::Attempted(..)
            | LearnerAction::Completed(_)
            | LearnerAction::PromptAnswered(..),
            _,
        ) => Fit::Mismatch,
    }
}

#[cfg(test)]
mod tests;
