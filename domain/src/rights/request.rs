//! The course of a request: what may happen to it, and in which order. Reasons are words, never text.

use super::{CollectedFrom, RequestContext, RightsRequestKind};

crate::text_enum! {
    /// Where a request stands.
    pub enum RightsRequestState {
        /// It arrived.
        Received = "received",
        /// The person was told that it arrived, by when it is answered and who decides.
        Acknowledged = "acknowledged",
        /// It waits for the person who asks.
        Paused = "paused",
        /// It is granted and yet to be carried out.
        Granted = "granted",
        /// It is refused, for a reason.
        Refused = "refused",
        /// It was carried out.
        Done = "done",
        /// It was granted, and what it erased was restored in time.
        Undone = "undone",
    }
}

crate::text_enum! {
    /// For what a request waits.
    pub enum PauseReason {
        /// For proof of who asks.
        Identity = "identity",
        /// For the person to say what they mean.
        Clarification = "clarification",
    }
}

crate::text_enum! {
    /// Why an answer takes longer.
    pub enum ExtensionReason {
        /// The request is complex.
        Complex = "complex",
        /// The person made many requests.
        Many = "many",
    }
}

crate::text_enum! {
    /// Why a request is refused.
    pub enum RightsRefusalReason {
        /// Nobody proved who they are.
        IdentityNotProved = "identity_not_proved",
        /// Nothing is held of the person.
        NothingHeld = "nothing_held",
        /// A law asks that it is kept.
        LegalObligation = "legal_obligation",
        /// It is held for a named matter.
        LegalHold = "legal_hold",
        /// It is inspected, or contested, at this time.
        OpenInspection = "open_inspection",
        /// The school keeps a record that it owns.
        SchoolOwnsRecord = "school_owns_record",
        /// It was de-identified and nobody can find it any more.
        Deidentified = "deidentified",
        /// It is needed for a claim.
        Claims = "claims",
        /// What is held is right.
        Accurate = "accurate",
        /// The use weighs more, for reasons that the person is told.
        CompellingGrounds = "compelling_grounds",
        /// The request repeats one that was answered.
        Repeated = "repeated",
    }
}

/// What happens to a request.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RequestEvent {
    /// The person is told that it arrived.
    Acknowledge,
    /// It waits for the person.
    Pause,
    /// The person answered.
    Resume,
    /// The person is told that it takes longer.
    Extend,
    /// It is granted.
    Grant,
    /// It is refused.
    Refuse,
    /// It was granted to somebody who lost the rights since, and is not carried out.
    TakeBack,
    /// It was carried out.
    Complete,
    /// What it erased is restored.
    Undo,
}

/// The request is not where this can happen to it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("the request is not where this can happen to it")]
pub struct NotNow;

impl RightsRequestState {
    /// Whether it is yet to be decided.
    pub const fn is_open(self) -> bool {
        matches!(self, Self::Received | Self::Acknowledged | Self::Paused)
    }

    /// Where it stands after this.
    ///
    /// # Errors
    /// [`NotNow`].
    pub const fn after(self, event: RequestEvent) -> Result<Self, NotNow> {
        use RequestEvent as E;
        match (self, event) {
            (Self::Received, E::Acknowledge) | (Self::Paused, E::Resume) => Ok(Self::Acknowledged),
            (Self::Received | Self::Acknowledged, E::Pause) => Ok(Self::Paused),
            (Self::Received | Self::Acknowledged | Self::Paused, E::Extend) => Ok(self),
            (Self::Received | Self::Acknowledged, E::Grant) => Ok(Self::Granted),
            // Who does not answer is refused while the request waits.
            (Self::Received | Self::Acknowledged | Self::Paused, E::Refuse)
            | (Self::Granted, E::TakeBack) => Ok(Self::Refused),
            (Self::Granted, E::Complete) => Ok(Self::Done),
            (Self::Granted, E::Undo) => Ok(Self::Undone),
            _ => Err(NotNow),
        }
    }
}

/// Whether a request of this kind may be refused for this reason.
pub const fn may_refuse(
    reason: RightsRefusalReason,
    kind: RightsRequestKind,
    context: RequestContext,
    collected: CollectedFrom,
) -> bool {
    use RightsRefusalReason as R;
    match reason {
        R::IdentityNotProved | R::NothingHeld | R::Repeated => true,
        R::LegalObligation | R::LegalHold | R::OpenInspection | R::Deidentified => kind.erases(),
        R::SchoolOwnsRecord => kind.erases() && matches!(context, RequestContext::School),
        // Nothing is weighed against the erasure of what a child's parent agreed to.
        R::Claims => kind.erases() && !matches!(collected, CollectedFrom::ChildByConsent),
        R::Accurate => matches!(
            kind,
            RightsRequestKind::Correct
                | RightsRequestKind::Restrict
                | RightsRequestKind::RestrictPart
        ),
        R::CompellingGrounds => matches!(kind, RightsRequestKind::Object),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text_enum::TextEnum as _;

    const EVENTS: [RequestEvent; 9] = [
        RequestEvent::Acknowledge,
        RequestEvent::Pause,
        RequestEvent::Resume,
        RequestEvent::Extend,
        RequestEvent::Grant,
        RequestEvent::Refuse,
        RequestEvent::TakeBack,
        RequestEvent::Complete,
        RequestEvent::Undo,
    ];

    #[test]
    fn rts_01_a_request_goes_forward_and_what_is_decided_stays_decided() {
        for state in RightsRequestState::ALL {
            for event in EVENTS {
                let Ok(after) = state.after(event) else {
                    continue;
                };
                assert!(state.is_open() || !after.is_open(), "{state:?} {event:?}");
            }
        }
        for last in [
            RightsRequestState::Refused,
            RightsRequestState::Done,
            RightsRequestState::Undone,
        ] {
            assert!(
                EVENTS.iter().all(|event| last.after(*event).is_err()),
                "{last:?}"
            );
        }
    }

    #[test]
    fn rts_04_a_request_is_refused_for_reasons_that_fit_it_alone() {
        use RightsRefusalReason as R;
        let (erase, school, home) = (
            RightsRequestKind::Erase,
            RequestContext::School,
            RequestContext::Home,
        );
        assert!(may_refuse(
            R::SchoolOwnsRecord,
            erase,
            school,
            CollectedFrom::Child
        ));
        assert!(!may_refuse(
            R::SchoolOwnsRecord,
            erase,
            home,
            CollectedFrom::Child
        ));
        assert!(may_refuse(R::Claims, erase, home, CollectedFrom::Older));
        assert!(!may_refuse(
            R::Claims,
            erase,
            home,
            CollectedFrom::ChildByConsent
        ));
        let access = RightsRequestKind::Access;
        assert!(!may_refuse(
            R::LegalHold,
            access,
            school,
            CollectedFrom::Child
        ));
        assert!(may_refuse(
            R::IdentityNotProved,
            access,
            school,
            CollectedFrom::Child
        ));
    }

    #[test]
    fn rts_01_what_waits_for_the_person_is_not_granted_before_they_answered() {
        let paused = RightsRequestState::Acknowledged
            .after(RequestEvent::Pause)
            .unwrap();
        assert_eq!(paused.after(RequestEvent::Grant), Err(NotNow));
        assert_eq!(
            paused.after(RequestEvent::Refuse),
            Ok(RightsRequestState::Refused)
        );
        let resumed = paused.after(RequestEvent::Resume).unwrap();
        assert_eq!(
            resumed.after(RequestEvent::Grant),
            Ok(RightsRequestState::Granted)
        );
    }
}
