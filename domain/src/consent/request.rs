//! The steps from a notice to a consent (VPC-02).

use std::collections::BTreeSet;

use chrono::{DateTime, Utc};

use super::scope::{ConsentScope, Necessity};
use crate::{parameters::choices::VPC_REASONABLE_TIME, text_enum::TextEnum as _};

crate::text_enum! {
    /// Where the question to a parent stands.
    pub enum RequestState {
        /// The notice is on its way to the parent, or was read; nothing is decided.
        NoticeSent = "notice_sent",
        /// A signed form came back, and waits for a person who looks at it.
        FormReceived = "form_received",
        /// The parent agreed. The message that confirms it goes out a day later.
        Given = "given",
        /// The consent is active.
        Active = "active",
        /// The parent said no.
        Refused = "refused",
        /// Nobody answered in time, or nobody opened the account that it was to open.
        Lapsed = "lapsed",
        /// It was not the parent who agreed, they thought better of it, or they took back what the
        /// question was to renew.
        Revoked = "revoked",
    }
}

crate::text_enum! {
    /// What can happen to the question.
    pub enum RequestEvent {
        /// The parent agrees.
        Give = "give",
        /// The parent says no.
        Refuse = "refuse",
        /// A signed form comes back.
        ReturnForm = "return_form",
        /// A trained person finds the form signed and complete.
        ApproveForm = "approve_form",
        /// A trained person cannot accept the form.
        RejectForm = "reject_form",
        /// The time for an answer, for the look at a form, or to open the account is over.
        Lapse = "lapse",
        /// The message that confirms it went out and came not back.
        Confirm = "confirm",
        /// The parent takes it back, or what it is to renew, or says that it was not them.
        Revoke = "revoke",
    }
}

/// What happens in a state is not foreseen.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("this cannot happen in that state")]
pub struct IllegalStep;

/// The state to which an event leads. An answer counts until the instant at which the time is over.
pub fn consent_step(
    state: RequestState,
    event: RequestEvent,
    lapses_at: DateTime<Utc>,
    now: DateTime<Utc>,
) -> Result<RequestState, IllegalStep> {
    use RequestEvent as E;
    use RequestState as S;
    match (state, event) {
        (S::NoticeSent, E::Give) if now < lapses_at => Ok(S::Given),
        (S::NoticeSent, E::Refuse) if now < lapses_at => Ok(S::Refused),
        (S::NoticeSent | S::FormReceived | S::Active, E::Lapse) if now >= lapses_at => {
            Ok(S::Lapsed)
        }
        (S::NoticeSent, E::ReturnForm) if now < lapses_at => Ok(S::FormReceived),
        (S::FormReceived, E::ApproveForm) if now < lapses_at => Ok(S::Active),
        (S::FormReceived, E::RejectForm) if now < lapses_at => Ok(S::NoticeSent),
        (S::Given, E::Confirm) => Ok(S::Active),
        (S::NoticeSent | S::FormReceived | S::Given | S::Active, E::Revoke) => Ok(S::Revoked),
        _ => Err(IllegalStep),
    }
}

/// Until when a form that came back is looked at: as long as the parent had to answer, and however many
/// forms come, not longer than both together.
pub fn form_lapses_at(requested_at: DateTime<Utc>, received_at: DateTime<Utc>) -> DateTime<Utc> {
    let reasonable = VPC_REASONABLE_TIME.default;
    (received_at + reasonable).min(requested_at + reasonable + reasonable)
}

/// What is wrong with the scopes that a parent chose.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("without this scope there is no account")]
pub struct LacksRequiredScope(pub ConsentScope);

/// Whether a consent with these scopes can be given: one without what an account needs is a refusal.
pub fn check_scopes(chosen: &BTreeSet<ConsentScope>) -> Result<(), LacksRequiredScope> {
    let required = |scope: &&ConsentScope| scope.necessity() == Necessity::Required;
    let lacking = ConsentScope::ALL
        .iter()
        .filter(required)
        .find(|scope| !chosen.contains(scope));
    lacking.map_or(Ok(()), |scope| Err(LacksRequiredScope(*scope)))
}

#[cfg(test)]
mod tests {
    use chrono::TimeDelta;

    use super::*;

    fn lapses_at() -> DateTime<Utc> {
        "2026-12-10T09:00:00Z".parse().unwrap()
    }

    #[test]
    fn vpc_02_every_pair_of_state_and_event_leads_where_the_rule_says_or_nowhere() {
        use RequestEvent as E;
        use RequestState as S;
        let before = lapses_at() - TimeDelta::seconds(1);
        for state in S::ALL {
            for event in E::ALL {
                let led = consent_step(*state, *event, lapses_at(), before);
                let expected = match (state, event) {
                    (S::NoticeSent, E::Give) => Ok(S::Given),
                    (S::NoticeSent, E::Refuse) => Ok(S::Refused),
                    (S::Given, E::Confirm) | (S::FormReceived, E::ApproveForm) => Ok(S::Active),
                    (S::NoticeSent | S::FormReceived | S::Given | S::Active, E::Revoke) => {
                        Ok(S::Revoked)
                    }
                    (S::NoticeSent, E::ReturnForm) => Ok(S::FormReceived),
                    (S::FormReceived, E::RejectForm) => Ok(S::NoticeSent),
                    _ => Err(IllegalStep),
                };
                assert_eq!(led, expected, "{state:?} {event:?}");
            }
        }
    }

    #[test]
    fn vpc_02_an_answer_that_comes_when_the_time_is_over_needs_a_new_notice() {
        let step = |event, now| consent_step(RequestState::NoticeSent, event, lapses_at(), now);
        assert_eq!(step(RequestEvent::Give, lapses_at()), Err(IllegalStep));
        assert_eq!(
            step(RequestEvent::Lapse, lapses_at()),
            Ok(RequestState::Lapsed)
        );
        let before = lapses_at() - TimeDelta::seconds(1);
        assert_eq!(step(RequestEvent::Lapse, before), Err(IllegalStep));
        assert_eq!(step(RequestEvent::Give, before), Ok(RequestState::Given));
    }

    #[test]
    fn vpc_02_a_form_that_nobody_looked_at_in_time_is_forgotten_like_a_question() {
        let step = |event, now| consent_step(RequestState::FormReceived, event, lapses_at(), now);
        assert_eq!(
            step(RequestEvent::Lapse, lapses_at()),
            Ok(RequestState::Lapsed)
        );
        for event in [RequestEvent::ApproveForm, RequestEvent::RejectForm] {
            assert_eq!(step(event, lapses_at()), Err(IllegalStep), "{event:?}");
        }
    }

    #[test]
    fn vpc_10_optional_scopes_may_be_left_out_and_the_required_one_may_not() {
        let required = BTreeSet::from([ConsentScope::AccountAndLearning]);
        assert_eq!(check_scopes(&required), Ok(()));
        let optional = BTreeSet::from([ConsentScope::Surveys]);
        assert_eq!(
            check_scopes(&optional),
            Err(LacksRequiredScope(ConsentScope::AccountAndLearning))
        );
    }

    #[test]
    fn vpc_02_a_consent_under_which_nothing_was_opened_is_over_when_its_time_is() {
        let step = |now| consent_step(RequestState::Active, RequestEvent::Lapse, lapses_at(), now);
        assert_eq!(step(lapses_at() - TimeDelta::seconds(1)), Err(IllegalStep));
        assert_eq!(step(lapses_at()), Ok(RequestState::Lapsed));
    }

    #[test]
    fn r_17_forms_that_are_rejected_again_and_again_end_28_days_after_the_question() {
        let requested_at = lapses_at() - TimeDelta::days(14);
        let until = |day| form_lapses_at(requested_at, requested_at + TimeDelta::days(day));
        assert_eq!(until(3), requested_at + TimeDelta::days(17));
        for day in [14, 20, 27] {
            assert_eq!(until(day), requested_at + TimeDelta::days(28), "{day}");
        }
    }
}
