//! How a record is inspected: explained, copied, and looked at together with staff (FER-10; 34 CFR 99.10).

use chrono::{DateTime, TimeDelta, Utc};

use super::{RightsRequestKind, request::RightsRequestState};

/// How long a member of staff looks at a record together with a guardian.
const TOGETHER: TimeDelta = TimeDelta::minutes(15);

/// When an inspection together ends that begins at this instant.
pub fn ends_at(begins_at: DateTime<Utc>) -> DateTime<Utc> {
    begins_at
        .checked_add_signed(TOGETHER)
        .unwrap_or(DateTime::<Utc>::MAX_UTC)
}

crate::text_enum! {
    /// What happens while a record is inspected.
    pub enum InspectionStep {
        /// Who asked to see the record asks what it means (34 CFR 99.10(c)).
        ExplanationAsked = "explanation_asked",
        /// The school explained it.
        ExplanationGiven = "explanation_given",
        /// The school handed out copies (34 CFR 99.10(d)).
        CopiesGiven = "copies_given",
    }
}

/// What decides whether a step happens.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct InspectionFacts<'a> {
    /// What was asked for.
    pub kind: RightsRequestKind,
    /// Where the request stands.
    pub state: RightsRequestState,
    /// The steps that happened.
    pub steps: &'a [InspectionStep],
}

impl InspectionFacts<'_> {
    /// Whether a step may happen: of an inspection that is not over, each once, and an explanation is
    /// given when one was asked for.
    pub fn may(&self, step: InspectionStep) -> bool {
        let is_open = self.state.is_open() || self.state == RightsRequestState::Granted;
        let is_new = !self.steps.contains(&step);
        let follows = match step {
            InspectionStep::ExplanationGiven => {
                self.steps.contains(&InspectionStep::ExplanationAsked)
            }
            InspectionStep::ExplanationAsked | InspectionStep::CopiesGiven => true,
        };
        self.kind == RightsRequestKind::Access && is_open && is_new && follows
    }

    /// Whether an explanation was asked for and is yet to be given: the inspection is not done before.
    pub fn explanation_is_due(&self) -> bool {
        self.steps.contains(&InspectionStep::ExplanationAsked)
            && !self.steps.contains(&InspectionStep::ExplanationGiven)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text_enum::TextEnum as _;
    use InspectionStep::{CopiesGiven, ExplanationAsked, ExplanationGiven};

    #[test]
    fn fer_10_an_inspection_together_lasts_a_quarter_of_an_hour() {
        let begins: DateTime<Utc> = "2026-12-31T23:50:00Z".parse().unwrap();
        assert_eq!(ends_at(begins).to_rfc3339(), "2027-01-01T00:05:00+00:00");
    }

    #[test]
    fn fer_10_what_is_asked_is_explained_and_what_is_over_is_not_inspected() {
        let facts = |state, steps| InspectionFacts {
            kind: RightsRequestKind::Access,
            state,
            steps,
        };
        let open = RightsRequestState::Acknowledged;
        for (steps, step, may) in [
            (&[][..], ExplanationAsked, true),
            (&[], ExplanationGiven, false),
            (&[], CopiesGiven, true),
            (&[ExplanationAsked], ExplanationAsked, false),
            (&[ExplanationAsked], ExplanationGiven, true),
            (
                &[ExplanationAsked, ExplanationGiven],
                ExplanationGiven,
                false,
            ),
        ] {
            assert_eq!(facts(open, steps).may(step), may, "{steps:?} {step:?}");
        }
        assert!(facts(open, &[ExplanationAsked]).explanation_is_due());
        assert!(!facts(open, &[ExplanationAsked, ExplanationGiven]).explanation_is_due());
        for state in RightsRequestState::ALL.iter().copied() {
            let is_open = state.is_open() || state == RightsRequestState::Granted;
            assert_eq!(facts(state, &[]).may(CopiesGiven), is_open, "{state:?}");
        }
        for kind in RightsRequestKind::ALL.iter().copied() {
            let of = InspectionFacts {
                kind,
                ..facts(open, &[])
            };
            let is_inspection = kind == RightsRequestKind::Access;
            assert_eq!(of.may(ExplanationAsked), is_inspection, "{kind:?}");
        }
    }
}
