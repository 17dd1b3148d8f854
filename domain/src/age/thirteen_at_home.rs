//! What becomes of a parent's consents when the learner is no child any more (AGE-12).

use chrono::TimeDelta;

crate::text_enum! {
    /// What the person answered when asked.
    pub enum OwnAnswer {
        /// Yes.
        Yes = "yes",
        /// No.
        No = "no",
        /// Nothing yet.
        Silence = "silence",
    }
}

/// Whether the account works without a processing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Need {
    /// It does not.
    Essential,
    /// It does.
    Optional,
}

/// On what a processing goes on, or that it stops.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum AfterThirteen {
    /// On the parent's consent, while the person is asked.
    ParentsConsent,
    /// On the person's own record.
    OwnConsent,
    /// On the parent's consent, with a banner that asks to accept the policies.
    NeedsAcceptance,
    /// The account is read-only. Nothing is deleted for silence.
    ReadOnly,
    /// It stops now.
    Stopped,
}

/// On what a processing goes on (AGE-12) after this much time since the transition.
///
/// `grace` is how long a parent's consent holds unanswered, `banner` how long the account stays
/// usable unanswered.
pub fn turning_13_at_home(
    need: Need,
    answer: OwnAnswer,
    since: TimeDelta,
    grace: TimeDelta,
    banner: TimeDelta,
) -> AfterThirteen {
    match (need, answer) {
        (_, OwnAnswer::Yes) => AfterThirteen::OwnConsent,
        (_, OwnAnswer::Silence) if since < grace => AfterThirteen::ParentsConsent,
        (Need::Optional, OwnAnswer::No | OwnAnswer::Silence) => AfterThirteen::Stopped,
        (Need::Essential, OwnAnswer::Silence) if since < banner => AfterThirteen::NeedsAcceptance,
        // The account does not work without it, and what is there is not lost.
        (Need::Essential, OwnAnswer::No | OwnAnswer::Silence) => AfterThirteen::ReadOnly,
    }
}

/// Whether the person lets the parent go on looking.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ViewGrant {
    /// They do.
    Granted,
    /// They have not said so.
    NotGranted,
}

/// Whether the person consents alone where they live.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ConsentsAlone {
    /// They do.
    Yes,
    /// Not yet.
    NotYet,
}

/// What the parent's link still shows. In no case does it change settings.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ParentView {
    /// The parent reads.
    ReadOnly,
    /// The link is gone. Rights to review, correct and delete are asked for as a request.
    Ended,
}

/// What a parent's link still shows (AGE-12) after this much time since the transition.
pub fn parent_view(
    since: TimeDelta,
    grace: TimeDelta,
    grant: ViewGrant,
    consents_alone: ConsentsAlone,
) -> ParentView {
    match (grant, consents_alone) {
        (ViewGrant::Granted, _) | (_, ConsentsAlone::NotYet) => ParentView::ReadOnly,
        _ if since < grace => ParentView::ReadOnly,
        (ViewGrant::NotGranted, ConsentsAlone::Yes) => ParentView::Ended,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::parameters::choices::{TRANSITION_BANNER, TRANSITION_GRACE};

    #[test]
    fn age_12_answer_need_and_day_decide_on_what_a_processing_goes_on() {
        use AfterThirteen::{NeedsAcceptance, OwnConsent, ParentsConsent, ReadOnly, Stopped};
        // On the days 0, 29, 30 and 60.
        for (need, answer, expected) in [
            (Need::Optional, OwnAnswer::Yes, [OwnConsent; 4]),
            (Need::Optional, OwnAnswer::No, [Stopped; 4]),
            (
                Need::Optional,
                OwnAnswer::Silence,
                [ParentsConsent, ParentsConsent, Stopped, Stopped],
            ),
            (Need::Essential, OwnAnswer::Yes, [OwnConsent; 4]),
            (Need::Essential, OwnAnswer::No, [ReadOnly; 4]),
            (
                Need::Essential,
                OwnAnswer::Silence,
                [ParentsConsent, ParentsConsent, NeedsAcceptance, ReadOnly],
            ),
        ] {
            let found = [0, 29, 30, 60].map(|days| {
                let (grace, banner) = (TRANSITION_GRACE.default, TRANSITION_BANNER.default);
                turning_13_at_home(need, answer, TimeDelta::days(days), grace, banner)
            });
            assert_eq!(found, expected, "{need:?} {answer:?}");
        }
    }

    #[test]
    fn age_12_the_parents_view_ends_with_the_grace_unless_the_person_keeps_it() {
        for (days, grant, alone, view) in [
            (
                29,
                ViewGrant::NotGranted,
                ConsentsAlone::Yes,
                ParentView::ReadOnly,
            ),
            (
                30,
                ViewGrant::NotGranted,
                ConsentsAlone::Yes,
                ParentView::Ended,
            ),
            (
                30,
                ViewGrant::Granted,
                ConsentsAlone::Yes,
                ParentView::ReadOnly,
            ),
            (
                30,
                ViewGrant::NotGranted,
                ConsentsAlone::NotYet,
                ParentView::ReadOnly,
            ),
        ] {
            let since = TimeDelta::days(days);
            assert_eq!(
                parent_view(since, TRANSITION_GRACE.default, grant, alone),
                view
            );
        }
    }
}
