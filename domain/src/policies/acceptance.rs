//! Who accepts a version of a policy, and how (POL-04, POL-06).

use chrono::{DateTime, Utc};

use super::{change_class::ChangeClass, version::VersionNumber};
use crate::{
    accounts::context::AccountContext, age::band::AgeBand, ids::UserId, mail::Language,
    organizations::agreement::SignatoryRole,
};

crate::text_enum! {
    /// How a version was accepted.
    pub enum AcceptanceMethod {
        /// By a click of the person.
        Click = "click",
        /// By going on after it took effect, of which the person was told.
        ContinuedUse = "continued_use",
        /// By the school.
        SchoolAcknowledgment = "school_acknowledgment",
        /// By the consent of the parent.
        ParentConsent = "parent_consent",
    }
}

/// Whose acceptance a version needs for an account.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum AcceptanceNeeded {
    /// No one's.
    None,
    /// The person's, who accepts by going on.
    ContinuedUse,
    /// The person's, by an act of theirs.
    OwnAct,
    /// The school's.
    School,
    /// The parent's.
    Parent,
}

/// Whose acceptance a version needs (POL-04). A child never accepts.
pub fn acceptance_needed(
    class: ChangeClass,
    context: AccountContext,
    band: AgeBand,
) -> AcceptanceNeeded {
    use AccountContext::{HomeManaged, Parent, SchoolManaged, SelfRegistered, Staff};
    match (context, band, class) {
        (_, _, ChangeClass::Editorial) => AcceptanceNeeded::None,
        (SchoolManaged, _, _) => AcceptanceNeeded::School,
        (HomeManaged | SelfRegistered, AgeBand::Child | AgeBand::TeenBelowDca, _) => {
            AcceptanceNeeded::Parent
        }
        (HomeManaged | SelfRegistered, AgeBand::Adult, ChangeClass::Significant)
        | (Staff | Parent, _, ChangeClass::Significant) => AcceptanceNeeded::ContinuedUse,
        (HomeManaged | SelfRegistered, AgeBand::Teen, _)
        | (HomeManaged | SelfRegistered, AgeBand::Adult, ChangeClass::Material)
        | (Staff | Parent, _, ChangeClass::Material) => AcceptanceNeeded::OwnAct,
    }
}

/// Who accepted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Acceptor {
    /// The person of the account.
    Person(UserId),
    /// A parent, for a child.
    Parent(UserId),
    /// An authorized signatory, for a school.
    Signatory(UserId, SignatoryRole),
}

/// The record of an acceptance (POL-06), which never changes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AcceptanceRecord {
    version: VersionNumber,
    content_hash: [u8; 32],
    language: Language,
    at: DateTime<Utc>,
    acceptor: Acceptor,
    method: AcceptanceMethod,
}

/// Going on with the use is no acceptance where an act is asked for, nor a child's.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("this method does not accept the version for this account")]
pub struct WrongMethod;

impl AcceptanceRecord {
    /// Records an acceptance that was needed, by a method that gives it.
    pub fn new(
        needed: AcceptanceNeeded,
        (version, content_hash): (VersionNumber, [u8; 32]),
        language: Language,
        at: DateTime<Utc>,
        acceptor: Acceptor,
        method: AcceptanceMethod,
    ) -> Result<Self, WrongMethod> {
        use AcceptanceMethod as M;
        match (needed, acceptor, method) {
            (
                AcceptanceNeeded::None | AcceptanceNeeded::ContinuedUse,
                Acceptor::Person(_),
                M::Click | M::ContinuedUse,
            )
            | (AcceptanceNeeded::OwnAct, Acceptor::Person(_), M::Click)
            | (AcceptanceNeeded::School, Acceptor::Signatory(..), M::SchoolAcknowledgment)
            | (AcceptanceNeeded::Parent, Acceptor::Parent(_), M::ParentConsent) => Ok(Self {
                version,
                content_hash,
                language,
                at,
                acceptor,
                method,
            }),
            _ => Err(WrongMethod),
        }
    }

    /// The version.
    pub const fn version(&self) -> VersionNumber {
        self.version
    }

    /// The SHA-256 hash of the text that was shown.
    pub const fn content_hash(&self) -> [u8; 32] {
        self.content_hash
    }

    /// The language in which it was shown.
    pub const fn language(&self) -> Language {
        self.language
    }

    /// When.
    pub const fn at(&self) -> DateTime<Utc> {
        self.at
    }

    /// Who.
    pub const fn acceptor(&self) -> Acceptor {
        self.acceptor
    }

    /// How.
    pub const fn method(&self) -> AcceptanceMethod {
        self.method
    }
}

#[cfg(test)]
mod tests {
    use uuid::Uuid;

    use super::*;

    #[test]
    fn pol_04_whose_account_it_is_and_how_much_changed_decide_who_accepts() {
        use AcceptanceNeeded as N;
        let classes = [
            ChangeClass::Editorial,
            ChangeClass::Significant,
            ChangeClass::Material,
        ];
        for (context, band, expected) in [
            (
                AccountContext::Staff,
                AgeBand::Adult,
                [N::None, N::ContinuedUse, N::OwnAct],
            ),
            (
                AccountContext::Parent,
                AgeBand::Adult,
                [N::None, N::ContinuedUse, N::OwnAct],
            ),
            (
                AccountContext::SchoolManaged,
                AgeBand::Child,
                [N::None, N::School, N::School],
            ),
            (
                AccountContext::SchoolManaged,
                AgeBand::Teen,
                [N::None, N::School, N::School],
            ),
            (
                AccountContext::HomeManaged,
                AgeBand::Child,
                [N::None, N::Parent, N::Parent],
            ),
            (
                AccountContext::HomeManaged,
                AgeBand::TeenBelowDca,
                [N::None, N::Parent, N::Parent],
            ),
            (
                AccountContext::SelfRegistered,
                AgeBand::Teen,
                [N::None, N::OwnAct, N::OwnAct],
            ),
            (
                AccountContext::SelfRegistered,
                AgeBand::Adult,
                [N::None, N::ContinuedUse, N::OwnAct],
            ),
        ] {
            let found = classes.map(|class| acceptance_needed(class, context, band));
            assert_eq!(found, expected, "{context:?} {band:?}");
        }
    }

    #[test]
    fn pol_06_a_record_is_made_by_a_method_that_accepts_and_by_no_other() {
        use AcceptanceMethod as M;
        use AcceptanceNeeded as N;
        let user = UserId::from_uuid(Uuid::from_u128(1));
        let record = |needed, acceptor, method| {
            let at = "2026-09-01T00:00:00Z".parse().unwrap();
            let version = (VersionNumber::FIRST, [7; 32]);
            AcceptanceRecord::new(needed, version, Language::English, at, acceptor, method).is_ok()
        };
        let person = Acceptor::Person(user);
        assert!(record(N::OwnAct, person, M::Click));
        assert!(!record(N::OwnAct, person, M::ContinuedUse));
        assert!(record(N::ContinuedUse, person, M::ContinuedUse));
        assert!(record(N::Parent, Acceptor::Parent(user), M::ParentConsent));
        assert!(!record(N::Parent, person, M::Click));
        assert!(!record(N::School, person, M::Click));
    }
}
