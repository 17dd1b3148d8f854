//! Changes that wait (RTS-05): how one stands at an instant, and who decides about it.

use chrono::{DateTime, Utc};

use super::{
    SettingActor,
    change::{ChangeFacts, ChangeRefused, ChangeVerdict, change_setting},
};
use crate::parameters::choices::SETTING_APPROVAL;

crate::text_enum! {
    /// Where a change of a setting stands.
    pub enum SettingChangeState {
        /// It was made at once.
        Applied = "applied",
        /// It waits for a parent or the school.
        Waiting = "waiting",
        /// It was approved, and made.
        Approved = "approved",
        /// It was denied.
        Denied = "denied",
        /// Nobody answered in time: that is a no.
        Lapsed = "lapsed",
        /// The student took it back.
        Withdrawn = "withdrawn",
        /// What it waited for is not needed or not possible any more: the setting was changed otherwise,
        /// the student reached an age, or a guardian or a consent came or went.
        Closed = "closed",
    }
}

impl SettingChangeState {
    /// Whether the student asked in vain.
    pub const fn was_in_vain(self) -> bool {
        matches!(self, Self::Denied | Self::Lapsed | Self::Withdrawn)
    }
}

crate::text_enum! {
    /// What is decided about a change that waits.
    pub enum SettingDecision {
        /// The setting is changed.
        Approve = "approve",
        /// It stays as it is.
        Deny = "deny",
    }
}

/// A change as it was written down, and the facts of this instant.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct WaitingFacts {
    /// The state that was written down.
    pub stored: SettingChangeState,
    /// For whom it waits.
    pub decider: SettingActor,
    /// From when on silence was a no.
    pub lapses_at: DateTime<Utc>,
    /// The change, as if the student asked for it at this instant. What was asked before does not count.
    pub change: ChangeFacts,
}

/// Why nothing is decided.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DecisionRefused {
    /// It does not wait any more.
    NotWaiting,
    /// It waits for somebody else.
    NotTheirs,
    /// Another parent refused it, or switched it off.
    OtherParentObjected,
}

/// Until when a change waits that is asked for at this instant.
pub fn lapses_at(now: DateTime<Utc>) -> DateTime<Utc> {
    now + SETTING_APPROVAL.default
}

/// Where a change stands at this instant, whatever was written down: at its end it has lapsed, and it is
/// closed where the student would not ask, or not those.
pub fn state_now(facts: &WaitingFacts) -> SettingChangeState {
    if facts.stored != SettingChangeState::Waiting {
        return facts.stored;
    }
    if facts.change.now >= facts.lapses_at {
        return SettingChangeState::Lapsed;
    }
    let asked_anew = ChangeFacts {
        by: SettingActor::Oneself,
        asked_in_vain_at: None,
        ..facts.change
    };
    if change_setting(&asked_anew) == Ok(ChangeVerdict::Waits(facts.decider)) {
        SettingChangeState::Waiting
    } else {
        SettingChangeState::Closed
    }
}

/// What a decision makes of a change.
///
/// # Errors
/// Why nothing is decided.
pub fn decide(
    facts: &WaitingFacts,
    by: SettingActor,
    decision: SettingDecision,
) -> Result<SettingChangeState, DecisionRefused> {
    if state_now(facts) != SettingChangeState::Waiting {
        return Err(DecisionRefused::NotWaiting);
    }
    if by != facts.decider {
        return Err(DecisionRefused::NotTheirs);
    }
    match decision {
        SettingDecision::Deny => Ok(SettingChangeState::Denied),
        SettingDecision::Approve => match objection(facts, by) {
            Some(refused) => Err(refused),
            None => Ok(SettingChangeState::Approved),
        },
    }
}

/// What another parent says against an approval.
fn objection(facts: &WaitingFacts, by: SettingActor) -> Option<DecisionRefused> {
    let set_by_parent = ChangeFacts { by, ..facts.change };
    let refused = change_setting(&set_by_parent) == Err(ChangeRefused::OtherParentObjected);
    refused.then_some(DecisionRefused::OtherParentObjected)
}

#[cfg(test)]
mod tests {
    use chrono::TimeDelta;

    use super::*;
    use crate::{
        accounts::context::AccountContext,
        settings::{
            SettingHolder, SettingKey, SettingValue,
            change::{GuardianPresence, OtherParent, PurposeGround},
        },
        text_enum::TextEnum as _,
    };

    fn now() -> DateTime<Utc> {
        "2026-11-28T09:00:00Z".parse().unwrap()
    }

    /// A child at school asked a guardian, a day ago.
    fn waits() -> WaitingFacts {
        WaitingFacts {
            stored: SettingChangeState::Waiting,
            decider: SettingActor::Parent,
            lapses_at: lapses_at(now() - TimeDelta::days(1)),
            change: ChangeFacts {
                setting: SettingKey::NextLessonSuggestions,
                holder: SettingHolder::Child,
                context: AccountContext::SchoolManaged,
                by: SettingActor::Parent,
                before: SettingValue::Off,
                after: SettingValue::On,
                guardian: GuardianPresence::Present,
                ground: PurposeGround::Covered,
                other_parent: OtherParent::Silent,
                asked_in_vain_at: Some(now() - TimeDelta::days(1)),
                now: now(),
            },
        }
    }

    fn with(change: impl FnOnce(&mut ChangeFacts)) -> WaitingFacts {
        let mut facts = waits();
        change(&mut facts.change);
        facts
    }

    #[test]
    fn rts_05_a_change_lapses_after_seven_days_at_the_instant() {
        let asked_at = now();
        assert_eq!(lapses_at(asked_at), asked_at + TimeDelta::days(7));
        let end = waits().lapses_at;
        let at = |now| state_now(&with(|change| change.now = now));
        assert_eq!(
            at(end - TimeDelta::milliseconds(1)),
            SettingChangeState::Waiting
        );
        assert_eq!(at(end), SettingChangeState::Lapsed);
        let late = with(|change| change.now = end);
        let approved = decide(&late, SettingActor::Parent, SettingDecision::Approve);
        assert_eq!(approved, Err(DecisionRefused::NotWaiting));
    }

    #[test]
    fn rts_05_what_changed_in_between_closes_it() {
        assert_eq!(state_now(&waits()), SettingChangeState::Waiting);
        for closed in [
            with(|change| change.holder = SettingHolder::Teen),
            with(|change| change.holder = SettingHolder::AdultStudent),
            with(|change| change.guardian = GuardianPresence::Absent),
            with(|change| change.ground = PurposeGround::Missing),
            with(|change| change.before = SettingValue::On),
        ] {
            assert_eq!(state_now(&closed), SettingChangeState::Closed);
            let decided = decide(&closed, SettingActor::Parent, SettingDecision::Approve);
            assert_eq!(decided, Err(DecisionRefused::NotWaiting));
        }
        let came = WaitingFacts {
            decider: SettingActor::School,
            ..waits()
        };
        assert_eq!(state_now(&came), SettingChangeState::Closed);
    }

    #[test]
    fn age_12_at_home_a_teen_below_the_age_of_consent_goes_on_waiting() {
        let at_home = |holder| {
            with(|change| {
                change.context = AccountContext::HomeManaged;
                change.holder = holder;
            })
        };
        let below = at_home(SettingHolder::TeenBelowDca);
        assert_eq!(state_now(&below), SettingChangeState::Waiting);
        let approved = decide(&below, SettingActor::Parent, SettingDecision::Approve);
        assert_eq!(approved, Ok(SettingChangeState::Approved));
        assert_eq!(
            state_now(&at_home(SettingHolder::Teen)),
            SettingChangeState::Closed
        );
    }

    #[test]
    fn rts_05_who_it_waits_for_decides_once() {
        use SettingDecision::{Approve, Deny};
        for (decision, state) in [
            (Approve, SettingChangeState::Approved),
            (Deny, SettingChangeState::Denied),
        ] {
            assert_eq!(decide(&waits(), SettingActor::Parent, decision), Ok(state));
            for by in [SettingActor::Oneself, SettingActor::School] {
                let decided = decide(&waits(), by, decision);
                assert_eq!(decided, Err(DecisionRefused::NotTheirs));
            }
            for stored in SettingChangeState::ALL {
                let facts = WaitingFacts {
                    stored: *stored,
                    ..waits()
                };
                let decided = decide(&facts, SettingActor::Parent, decision);
                assert_eq!(decided.is_ok(), *stored == SettingChangeState::Waiting);
            }
        }
    }

    #[test]
    fn vpc_11_a_parent_approves_nothing_that_another_one_refused() {
        let facts = with(|change| change.other_parent = OtherParent::Objected);
        let decided = |decision| decide(&facts, SettingActor::Parent, decision);
        let refused = Err(DecisionRefused::OtherParentObjected);
        assert_eq!(decided(SettingDecision::Approve), refused);
        assert_eq!(
            decided(SettingDecision::Deny),
            Ok(SettingChangeState::Denied)
        );
    }
}
