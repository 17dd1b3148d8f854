//! What may exist of a child before anyone consented or authorized (AGE-10, 16 CFR 312.5(c)).

use chrono::{DateTime, TimeDelta, Utc};

/// Something that could exist before consent.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PreConsentItem {
    /// A session cookie, and the address in the security log.
    SessionIdentifier,
    /// The name of child or parent, and the parent's address or number.
    ParentContactForConsent,
    /// The parent's contact for a voluntary notice.
    ParentContactForNotice,
    /// An answer to a child's own question.
    ReplyToChild,
    /// A contact for the safety of the child.
    SafetyContact,
    /// A contact for security, liability, courts or law enforcement.
    LegalContact,
    /// The identifier of a third party's plug-in.
    PluginIdentifier,
    /// A recording of the child's voice.
    VoiceFile,
    /// Month and year from the age gate.
    AgeGateAnswer,
    /// Any other stored data of the child.
    StoredData,
}

/// What it may be used for, and nothing else.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SoleUse {
    /// Support of internal operations: no profile, and nothing across sites.
    InternalOperations,
    /// The direct notice and the consent that it asks for, deleted without an answer.
    DirectNoticeAndConsent,
    /// The safety of the child, with a record of the incident.
    ChildSafety,
    /// Security, liability, judicial process and law enforcement.
    SecurityOrLegalProcess,
    /// The route of the age gate, in passing.
    AgeGateRoute,
}

/// Whether something may exist before consent.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PreConsent {
    /// For one use.
    Only(SoleUse),
    /// The law would let it, and Hallpass does not do it.
    NeverUsed,
    /// Not without consent.
    NeedsConsent,
}

/// Whether something may exist before consent (AGE-10).
pub fn pre_consent(item: PreConsentItem) -> PreConsent {
    match item {
        PreConsentItem::SessionIdentifier => PreConsent::Only(SoleUse::InternalOperations),
        PreConsentItem::ParentContactForConsent => {
            PreConsent::Only(SoleUse::DirectNoticeAndConsent)
        }
        PreConsentItem::SafetyContact => PreConsent::Only(SoleUse::ChildSafety),
        PreConsentItem::LegalContact => PreConsent::Only(SoleUse::SecurityOrLegalProcess),
        PreConsentItem::AgeGateAnswer => PreConsent::Only(SoleUse::AgeGateRoute),
        PreConsentItem::ParentContactForNotice
        | PreConsentItem::ReplyToChild
        | PreConsentItem::PluginIdentifier
        | PreConsentItem::VoiceFile => PreConsent::NeverUsed,
        PreConsentItem::StoredData => PreConsent::NeedsConsent,
    }
}

/// Whether the parent's contact is still there.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ContactState {
    /// The parent may still answer.
    Kept,
    /// It is purged.
    Purged,
}

/// Whether the contact of a parent who has not answered is still there: for the reasonable time, by
/// the clock, after the notice was sent.
pub fn unanswered_contact(
    notice_sent_at: DateTime<Utc>,
    reasonable_time: TimeDelta,
    now: DateTime<Utc>,
) -> ContactState {
    if now.signed_duration_since(notice_sent_at) < reasonable_time {
        ContactState::Kept
    } else {
        ContactState::Purged
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::parameters::choices::VPC_REASONABLE_TIME;

    #[test]
    fn age_10_ten_rows_say_what_may_exist_before_consent() {
        use PreConsent::{NeedsConsent, NeverUsed, Only};
        for (item, verdict) in [
            (
                PreConsentItem::SessionIdentifier,
                Only(SoleUse::InternalOperations),
            ),
            (
                PreConsentItem::ParentContactForConsent,
                Only(SoleUse::DirectNoticeAndConsent),
            ),
            (PreConsentItem::ParentContactForNotice, NeverUsed),
            (PreConsentItem::ReplyToChild, NeverUsed),
            (PreConsentItem::SafetyContact, Only(SoleUse::ChildSafety)),
            (
                PreConsentItem::LegalContact,
                Only(SoleUse::SecurityOrLegalProcess),
            ),
            (PreConsentItem::PluginIdentifier, NeverUsed),
            (PreConsentItem::VoiceFile, NeverUsed),
            (PreConsentItem::AgeGateAnswer, Only(SoleUse::AgeGateRoute)),
            (PreConsentItem::StoredData, NeedsConsent),
        ] {
            assert_eq!(pre_consent(item), verdict, "{item:?}");
        }
    }

    #[test]
    fn age_10_the_contact_of_a_silent_parent_is_gone_fourteen_days_after_the_notice() {
        let sent = "2026-03-01T09:00:00Z".parse().unwrap();
        let state =
            |now: &str| unanswered_contact(sent, VPC_REASONABLE_TIME.default, now.parse().unwrap());
        assert_eq!(state("2026-03-15T08:59:59Z"), ContactState::Kept);
        assert_eq!(state("2026-03-15T09:00:00Z"), ContactState::Purged);
    }
}
