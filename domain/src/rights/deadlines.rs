//! By when a request is acknowledged and answered (RTS-01). Every clock that runs is kept; the
//! earliest counts (G-02).

use std::collections::BTreeSet;

use chrono::{DateTime, Days, NaiveDate, TimeDelta, Utc};
use chrono_tz::Tz;

use super::{business_days::business_days_later, regimes::Regime, request::PauseReason};
use crate::{
    organizations::time_zone::{day_begins_at, local_day},
    parameters::{
        choices::{AGREEMENT_ANSWER, COPPA_ANSWER, POLICY_ACKNOWLEDGE, POLICY_ANSWER},
        clocks::ClockParameters,
    },
};

crate::text_enum! {
    /// What is due.
    pub enum RequestDuty {
        /// To say that the request arrived, and what follows.
        Acknowledge = "acknowledge",
        /// To answer it.
        Answer = "answer",
    }
}

/// A clock of a request.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Deadline {
    /// The law or promise that sets it.
    pub regime: Regime,
    /// What is due.
    pub duty: RequestDuty,
    /// The instant from which on it is overdue: the end of the last day in the zone of the place.
    pub due_at: DateTime<Utc>,
}

/// What clocks are counted from.
#[derive(Clone, Copy, Debug)]
pub struct ClockFacts {
    /// When the request arrived.
    pub received_at: DateTime<Utc>,
    /// The zone of the school or the home. Where it is not known the day of receipt is that of the last zone
    /// of the world, and a clock ends with its last day in the first one (G-06).
    pub zone: Option<Tz>,
}

impl ClockFacts {
    /// The day on which the request arrived. The day itself does not count (G-09).
    fn day(&self) -> NaiveDate {
        local_day(self.received_at, self.zone).earliest
    }

    /// The last day of the answer by CCPA, for which the day of receipt counts as the first.
    fn ccpa_last_day(&self, law: &ClockParameters) -> Option<NaiveDate> {
        self.day()
            .pred_opt()?
            .checked_add_days(law.ccpa_answer.value)
    }

    fn end_of(&self, day: Option<NaiveDate>) -> DateTime<Utc> {
        let next = day.and_then(|day| day.checked_add_days(Days::new(1)));
        next.map_or(self.received_at, |next| day_begins_at(next, self.zone))
    }
}

/// Every clock of a request that arrived.
pub fn deadlines(facts: &ClockFacts, regimes: &BTreeSet<Regime>) -> Vec<Deadline> {
    let day = facts.day();
    let law = ClockParameters::at(day);
    let days = |days: TimeDelta| day.checked_add_signed(days);
    let clock = |regime, duty, last| Deadline {
        regime,
        duty,
        due_at: facts.end_of(last),
    };
    let mut clocks = Vec::new();
    for regime in regimes.iter().copied() {
        let acknowledge = match regime {
            Regime::Ccpa => Some(law.ccpa_acknowledge.value),
            Regime::Policy => Some(POLICY_ACKNOWLEDGE.default),
            _ => None,
        };
        clocks.extend(acknowledge.map(|working| {
            let last = business_days_later(day, working);
            clock(regime, RequestDuty::Acknowledge, Some(last))
        }));
        let last = match regime {
            Regime::Gdpr | Regime::UkGdpr => day.checked_add_months(law.gdpr_answer.value),
            Regime::Ccpa => facts.ccpa_last_day(&law),
            Regime::Ferpa => day.checked_add_days(law.ferpa_answer.value),
            Regime::CaliforniaRecords => {
                Some(business_days_later(day, law.inspection_california.value))
            }
            Regime::IllinoisRecords => {
                Some(business_days_later(day, law.inspection_illinois.value))
            }
            Regime::MinnesotaRecords => {
                Some(business_days_later(day, law.inspection_minnesota.value))
            }
            Regime::Coppa => days(COPPA_ANSWER.default),
            Regime::Agreement => days(AGREEMENT_ANSWER.default),
            Regime::Policy => days(POLICY_ANSWER.default),
        };
        clocks.push(clock(regime, RequestDuty::Answer, last));
    }
    clocks
}

/// The clock that counts for a duty: the earliest.
pub fn act_on(clocks: &[Deadline], duty: RequestDuty) -> Option<DateTime<Utc>> {
    let of_duty = clocks.iter().filter(|clock| clock.duty == duty);
    of_duty.map(|clock| clock.due_at).min()
}

/// Why a request gets no more time.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ExtensionRefused {
    /// The answer is overdue already: time is taken before, or not at all.
    #[error("the answer is overdue already")]
    TooLate,
    /// A clock runs that gives no more time.
    #[error("a clock runs that gives no more time")]
    NotAvailable,
}

/// The clocks of a request whose answer takes longer, of which the person is told at this instant.
///
/// # Errors
/// [`ExtensionRefused`].
pub fn extend(
    clocks: &[Deadline],
    facts: &ClockFacts,
    now: DateTime<Utc>,
) -> Result<Vec<Deadline>, ExtensionRefused> {
    let due_at = act_on(clocks, RequestDuty::Answer).ok_or(ExtensionRefused::NotAvailable)?;
    if now >= due_at {
        return Err(ExtensionRefused::TooLate);
    }
    let day = facts.day();
    let law = ClockParameters::at(day);
    let extended = |clock: &Deadline| {
        let last = match (clock.duty, clock.regime) {
            (RequestDuty::Acknowledge, _)
            | (
                _,
                Regime::Ferpa
                | Regime::CaliforniaRecords
                | Regime::IllinoisRecords
                | Regime::MinnesotaRecords
                | Regime::Coppa
                | Regime::Agreement,
            ) => return *clock,
            (_, Regime::Gdpr | Regime::UkGdpr | Regime::Policy) => {
                day.checked_add_months(law.gdpr_extended.value)
            }
            (_, Regime::Ccpa) => facts
                .ccpa_last_day(&law)
                .and_then(|day| day.checked_add_days(law.ccpa_extension.value)),
        };
        Deadline {
            due_at: facts.end_of(last).max(clock.due_at),
            ..*clock
        }
    };
    let clocks: Vec<Deadline> = clocks.iter().map(extended).collect();
    match act_on(&clocks, RequestDuty::Answer) {
        Some(later) if later > due_at => Ok(clocks),
        _ => Err(ExtensionRefused::NotAvailable),
    }
}

/// The clocks of a request that waited so long for the person who asks. Those of laws that know no
/// pause ran on.
pub fn resumed(clocks: &[Deadline], reason: PauseReason, paused: TimeDelta) -> Vec<Deadline> {
    let moved = |clock: &Deadline| {
        let stops = matches!(
            (clock.regime, reason),
            (Regime::Gdpr, PauseReason::Identity) | (Regime::UkGdpr | Regime::Policy, _)
        );
        let stops = stops && clock.duty == RequestDuty::Answer;
        Deadline {
            due_at: if stops {
                clock.due_at + paused
            } else {
                clock.due_at
            },
            ..*clock
        }
    };
    clocks.iter().map(moved).collect()
}

#[cfg(test)]
mod tests;
