//! The course of an amendment as a state machine: what happens when, by whom (FER-14; 34 CFR 99.20 to
//! 99.22).

use chrono::{DateTime, Utc};

use super::{refusal::TransitionRefused, state::AmendmentState};
use crate::parameters::choices::{HEARING_NOTICE, HEARING_POSTPONED};

/// Who acts on an amendment.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum AmendmentActor {
    /// Who contests the record, and holds the rights over it at this instant.
    Party,
    /// An administrator of the student's school, of another family.
    School,
    /// An administrator of the student's school who is a guardian of the student, or asked for it.
    SchoolOfTheFamily,
}

/// What happens to an amendment.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum AmendmentEvent {
    /// The school agrees.
    Accept,
    /// The school refuses.
    Refuse,
    /// The family asks for a hearing.
    RequestHearing,
    /// The family is told that the hearing is at this instant. Also of another day than before.
    ScheduleHearing(DateTime<Utc>),
    /// The hearing was held.
    Hold,
    /// The hearing found the record wrong.
    Amend,
    /// The hearing found nothing wrong.
    Uphold,
    /// The family places a statement in the record.
    State,
    /// Nothing more follows.
    Close,
}

/// Whether who asked can still act.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PartyStanding {
    /// They hold the rights over the record at this instant, or the student does, who is an adult now.
    Entitled,
    /// They lost the rights: nobody of the family goes on.
    Gone,
}

/// What decides whether something happens.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct AmendmentFacts {
    /// Where the amendment stands.
    pub state: AmendmentState,
    /// By when somebody has to act.
    pub act_by: Option<DateTime<Utc>>,
    /// When the hearing is.
    pub hearing_at: Option<DateTime<Utc>>,
    /// Whether who asked can still act.
    pub party: PartyStanding,
    /// The instant.
    pub now: DateTime<Utc>,
}

impl AmendmentEvent {
    /// Whether it is for the family to do; `None` where both sides may.
    const fn is_of_family(self) -> Option<bool> {
        match self {
            Self::RequestHearing | Self::State => Some(true),
            Self::Accept
            | Self::Refuse
            | Self::ScheduleHearing(_)
            | Self::Hold
            | Self::Amend
            | Self::Uphold => Some(false),
            Self::Close => None,
        }
    }
}

/// Where an amendment stands after this.
///
/// # Errors
/// [`TransitionRefused`]: first who may, then from where, then when.
pub fn transition(
    facts: &AmendmentFacts,
    actor: AmendmentActor,
    event: AmendmentEvent,
) -> Result<AmendmentState, TransitionRefused> {
    use AmendmentEvent as E;
    use AmendmentState as S;
    match (actor, event.is_of_family()) {
        (AmendmentActor::Party, Some(false)) | (AmendmentActor::School, Some(true)) => {
            return Err(TransitionRefused::NotTheirs);
        }
        (AmendmentActor::SchoolOfTheFamily, _) => return Err(TransitionRefused::OwnFamily),
        (AmendmentActor::Party | AmendmentActor::School, _) => {}
    }
    match (facts.state, event) {
        (S::Requested, E::Accept) => Ok(S::Accepted),
        (S::Requested, E::Refuse) => Ok(S::Refused),
        (S::Refused, E::RequestHearing) => Ok(S::HearingRequested),
        (S::HearingRequested | S::HearingScheduled, E::ScheduleHearing(at)) => {
            announced(facts, at).map(|()| S::HearingScheduled)
        }
        (S::HearingScheduled, E::Hold) => match facts.hearing_at {
            Some(at) if facts.now >= at => Ok(S::Held),
            Some(_) | None => Err(TransitionRefused::NotHeldYet),
        },
        (S::Held, E::Amend) => Ok(S::Amended),
        (S::Held, E::Uphold) => Ok(S::Upheld),
        (S::Upheld, E::State) => Ok(S::Closed),
        // Who contested it may leave it at that; the school closes it when they had their time.
        (S::Refused | S::Upheld, E::Close) => {
            let had_time = facts.act_by.is_some_and(|by| facts.now >= by);
            if actor == AmendmentActor::Party || had_time || facts.party == PartyStanding::Gone {
                Ok(S::Closed)
            } else {
                Err(TransitionRefused::FamilyHasTime)
            }
        }
        (S::Requested | S::HearingRequested | S::HearingScheduled, E::Close)
            if actor == AmendmentActor::Party =>
        {
            Ok(S::Closed)
        }
        // Nobody can be heard any more.
        (S::Requested | S::HearingRequested | S::HearingScheduled | S::Held, E::Close)
            if facts.party == PartyStanding::Gone =>
        {
            Ok(S::Closed)
        }
        _ => Err(TransitionRefused::Elsewhere),
    }
}

/// Whether the family is told in time of a hearing that comes in time. A school that is late already
/// holds it within the shortest time that leaves notice.
fn announced(facts: &AmendmentFacts, at: DateTime<Utc>) -> Result<(), TransitionRefused> {
    if at < facts.now + HEARING_NOTICE.default {
        return Err(TransitionRefused::TooLittleNotice);
    }
    let late = facts.now + HEARING_POSTPONED.default;
    // A hearing that is announced is moved within the time of the law, and not put off from day to day.
    let latest = match facts.hearing_at {
        Some(announced) if facts.now < announced => {
            facts.act_by.map_or(announced, |by| by.max(announced))
        }
        Some(_) | None => facts.act_by.map_or(late, |by| by.max(late)),
    };
    if at > latest {
        return Err(TransitionRefused::HearingTooLate);
    }
    Ok(())
}

#[cfg(test)]
mod tests;
