//! Where an amendment stands, and by when somebody has to act (FER-14).

use chrono::{DateTime, Utc};

use crate::parameters::choices::{
    AMENDMENT_ANSWER, AMENDMENT_DECISION, HEARING_DECISION, HEARING_HELD,
};

crate::text_enum! {
    /// Where an amendment stands.
    pub enum AmendmentState {
        /// The family asks the school to amend the record.
        Requested = "requested",
        /// The school agrees, and the record is corrected.
        Accepted = "accepted",
        /// The school refuses, says why, and that there is a right to a hearing.
        Refused = "refused",
        /// The family asks for a hearing.
        HearingRequested = "hearing_requested",
        /// The family was told when and where the hearing is held, and who conducts it.
        HearingScheduled = "hearing_scheduled",
        /// The hearing was held. The written decision is yet to come.
        Held = "held",
        /// The hearing found the record wrong, and it is corrected.
        Amended = "amended",
        /// The hearing found nothing wrong. The family may place a statement in the record.
        Upheld = "upheld",
        /// It is over: with a statement, or without one.
        Closed = "closed",
    }
}

impl AmendmentState {
    /// By when somebody has to act on an amendment that came to stand so at this instant: the school has
    /// to decide, to hold the hearing, to write down its outcome; or the family may ask for a hearing, or
    /// place a statement, before the school may close it. `None` where nobody has to.
    pub fn act_by(self, since: DateTime<Utc>) -> Option<DateTime<Utc>> {
        let within = match self {
            Self::Requested => AMENDMENT_DECISION.default,
            Self::HearingRequested => HEARING_HELD.default,
            Self::Held => HEARING_DECISION.default,
            Self::Refused | Self::Upheld => AMENDMENT_ANSWER.default,
            // The day by which a hearing is held is counted from when it was asked for.
            Self::HearingScheduled | Self::Accepted | Self::Amended | Self::Closed => return None,
        };
        since.checked_add_signed(within)
    }

    /// Whether the school has to act.
    pub const fn waits_for_school(self) -> bool {
        matches!(
            self,
            Self::Requested | Self::HearingRequested | Self::HearingScheduled | Self::Held
        )
    }

    /// Whether nothing can happen to it any more.
    pub const fn is_over(self) -> bool {
        matches!(self, Self::Accepted | Self::Amended | Self::Closed)
    }

    /// Whether the contested part is disputed at this instant, so that nothing of the record is destroyed
    /// (34 CFR 99.10(e)): while the school has to act, and as long as the family may.
    pub fn is_disputed(self, act_by: Option<DateTime<Utc>>, now: DateTime<Utc>) -> bool {
        match self {
            Self::Requested | Self::HearingRequested | Self::HearingScheduled | Self::Held => true,
            Self::Refused | Self::Upheld => act_by.is_none_or(|by| now < by),
            Self::Accepted | Self::Amended | Self::Closed => false,
        }
    }
}

#[cfg(test)]
mod tests {
    use chrono::TimeDelta;

    use super::*;
    use crate::text_enum::TextEnum as _;
    use AmendmentState as S;

    fn instant(text: &str) -> DateTime<Utc> {
        text.parse().unwrap()
    }

    #[test]
    fn fer_14_thirty_days_to_decide_and_forty_five_to_hear_across_the_end_of_a_year() {
        let since = instant("2026-12-10T09:00:00Z");
        for (state, by) in [
            (S::Requested, Some("2027-01-09T09:00:00Z")),
            (S::HearingRequested, Some("2027-01-24T09:00:00Z")),
            (S::Held, Some("2027-01-09T09:00:00Z")),
            (S::Refused, Some("2027-01-09T09:00:00Z")),
            (S::Upheld, Some("2027-01-09T09:00:00Z")),
            (S::Accepted, None),
            (S::Amended, None),
            (S::Closed, None),
        ] {
            assert_eq!(state.act_by(since), by.map(instant), "{state:?}");
        }
    }

    #[test]
    fn fer_14_while_it_is_open_the_part_is_disputed_and_a_silent_family_does_not_keep_it_so() {
        let by = instant("2027-01-09T09:00:00Z");
        for state in S::ALL.iter().copied() {
            let before = state.is_disputed(Some(by), by - TimeDelta::seconds(1));
            let after = state.is_disputed(Some(by), by);
            assert_eq!(before, !state.is_over(), "{state:?}");
            assert_eq!(after, state.waits_for_school(), "{state:?}");
        }
    }
}
