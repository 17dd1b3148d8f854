//! By when a request is acknowledged and answered (RTS-01). Every clock that runs is kept; the
//! earliest counts (G-02).

use std::collections::BTreeSet;

use chrono::{DateTime, Days, NaiveDate, TimeDelta, Utc};
use chrono_tz::Tz;

use super::{business_days::business_days_later, regimes::Regime, request::PauseReason};
use crate::{
    organizations::time_zone::day_begins_at,
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
    /// The zone of the school or the home; the first one of the world where it is not known.
    pub zone: Option<Tz>,
}

impl ClockFacts {
    /// The day on which the request arrived. The day itself does not count (G-09).
    fn day(&self) -> NaiveDate {
        let zone = self.zone.unwrap_or(Tz::Pacific__Kiritimati);
        self.received_at.with_timezone(&zone).date_naive()
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
            | (_, Regime::Ferpa | Regime::Coppa | Regime::Agreement) => return *clock,
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
mod tests {
    use super::*;
    use crate::text_enum::TextEnum as _;

    const UTC: Option<Tz> = Some(Tz::UTC);

    fn instant(text: &str) -> DateTime<Utc> {
        text.parse().unwrap()
    }

    fn received(text: &str, zone: Option<Tz>) -> ClockFacts {
        ClockFacts {
            received_at: instant(text),
            zone,
        }
    }

    /// The last day of the answer by one regime.
    fn last_day(at: &str, regime: Regime) -> String {
        let facts = received(at, UTC);
        let clocks = deadlines(&facts, &[regime].into());
        let due_at = act_on(&clocks, RequestDuty::Answer).unwrap();
        (due_at - TimeDelta::seconds(1)).to_rfc3339()
    }

    #[test]
    fn rts_01_a_month_is_cut_to_the_end_of_a_shorter_one() {
        for (at, last) in [
            ("2027-01-31T09:00:00Z", "2027-02-28T23:59:59+00:00"),
            ("2026-11-30T09:00:00Z", "2026-12-30T23:59:59+00:00"),
            ("2028-01-31T23:59:59Z", "2028-02-29T23:59:59+00:00"),
        ] {
            assert_eq!(last_day(at, Regime::Gdpr), last);
            assert_eq!(last_day(at, Regime::UkGdpr), last);
        }
    }

    #[test]
    fn rts_01_each_regime_has_its_days() {
        let at = "2026-09-21T15:00:00Z";
        for (regime, last) in [
            (Regime::Ccpa, "2026-11-04"),
            (Regime::Ferpa, "2026-11-05"),
            (Regime::Coppa, "2026-10-21"),
            (Regime::Agreement, "2026-10-21"),
            (Regime::Policy, "2026-10-21"),
            (Regime::Gdpr, "2026-10-21"),
        ] {
            assert!(last_day(at, regime).starts_with(last), "{regime:?}");
        }
    }

    #[test]
    fn rts_01_a_day_is_that_of_the_place_and_ends_there() {
        // Still the 30th in Los Angeles.
        let facts = received("2026-12-01T05:00:00Z", Some(Tz::America__Los_Angeles));
        let clocks = deadlines(&facts, &[Regime::Gdpr].into());
        let due_at = act_on(&clocks, RequestDuty::Answer);
        assert_eq!(due_at, Some(instant("2026-12-31T08:00:00Z")));
    }

    #[test]
    fn rts_01_ccpa_acknowledges_in_ten_business_days_across_a_holiday() {
        let facts = received("2026-11-20T15:00:00Z", UTC);
        let clocks = deadlines(&facts, &[Regime::Ccpa].into());
        let due_at = act_on(&clocks, RequestDuty::Acknowledge);
        assert_eq!(due_at, Some(instant("2026-12-08T00:00:00Z")));
        let clocks = deadlines(&facts, &[Regime::Policy].into());
        let due_at = act_on(&clocks, RequestDuty::Acknowledge);
        assert_eq!(due_at, Some(instant("2026-11-26T00:00:00Z")));
    }

    #[test]
    fn rts_01_more_time_is_taken_on_the_last_day_and_not_on_the_day_after() {
        let facts = received("2027-01-31T09:00:00Z", UTC);
        let clocks = deadlines(&facts, &[Regime::Gdpr].into());
        let extended = extend(&clocks, &facts, instant("2027-02-28T23:59:59Z")).unwrap();
        let due_at = act_on(&extended, RequestDuty::Answer);
        assert_eq!(due_at, Some(instant("2027-05-01T00:00:00Z")));
        let late = extend(&clocks, &facts, instant("2027-03-01T00:00:00Z"));
        assert_eq!(late, Err(ExtensionRefused::TooLate));
        let ccpa = deadlines(&facts, &[Regime::Ccpa].into());
        let extended = extend(&ccpa, &facts, instant("2027-02-28T23:59:59Z")).unwrap();
        let due_at = act_on(&extended, RequestDuty::Answer);
        assert_eq!(due_at, Some(instant("2027-05-01T00:00:00Z")));
    }

    #[test]
    fn rts_01_where_a_clock_gives_no_more_time_there_is_none() {
        let facts = received("2026-09-21T15:00:00Z", UTC);
        for fixed in [Regime::Ferpa, Regime::Coppa, Regime::Agreement] {
            let clocks = deadlines(&facts, &[fixed].into());
            let refused = extend(&clocks, &facts, facts.received_at);
            assert_eq!(refused, Err(ExtensionRefused::NotAvailable), "{fixed:?}");
        }
    }

    #[test]
    fn rts_01_a_pause_stops_the_clocks_that_know_one() {
        let facts = received("2026-09-21T15:00:00Z", UTC);
        let all: BTreeSet<Regime> = Regime::ALL.iter().copied().collect();
        let clocks = deadlines(&facts, &all);
        for (reason, stopped) in [(PauseReason::Identity, 3), (PauseReason::Clarification, 2)] {
            let moved = resumed(&clocks, reason, TimeDelta::days(5));
            let differ = clocks.iter().zip(&moved).filter(|(a, b)| a != b).count();
            assert_eq!(differ, stopped, "{reason:?}");
        }
    }

    #[test]
    fn rts_01_another_regime_never_makes_a_clock_longer() {
        let facts = received("2027-01-31T09:00:00Z", UTC);
        for first in Regime::ALL {
            let alone = deadlines(&facts, &[*first].into());
            for second in Regime::ALL {
                let both = deadlines(&facts, &[*first, *second].into());
                let answer = |clocks: &[Deadline]| act_on(clocks, RequestDuty::Answer);
                assert!(answer(&both) <= answer(&alone), "{first:?} {second:?}");
            }
        }
    }
}
