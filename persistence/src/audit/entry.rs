//! An audit event on its way into the log.

use domain::{
    access::{ActionKind, Basis, Grounds, Refusal, Relationship, Subject, SubjectRef},
    audit::{AccountEvent, AuditOutcome, Changed, Happening, Object},
    ids::UserId,
    worker::JobKind,
};

/// Personal content of an event, to be sealed under the person's key.
#[derive(Clone, Debug)]
pub struct Detail {
    /// The person whom it is about.
    pub person: UserId,
    /// The content.
    pub text: String,
}

/// An event. Ids and words only, except for the detail, which is sealed.
#[derive(Clone, Debug)]
pub struct Entry {
    pub(super) happening: Happening,
    pub(super) outcome: AuditOutcome,
    pub(super) actor: Option<UserId>,
    pub(super) relationship: Option<Relationship>,
    pub(super) basis: Option<Basis>,
    pub(super) subject: Option<SubjectRef>,
    pub(super) about: Vec<Object>,
    pub(super) attempts: i32,
    pub(super) detail: Option<Detail>,
}

impl Entry {
    /// A permitted action, and what it changed or showed.
    pub(super) fn done(
        action: ActionKind,
        actor: UserId,
        grounds: Grounds,
        subject: SubjectRef,
        about: Vec<Object>,
    ) -> Self {
        Self {
            happening: Happening::Action(action),
            outcome: AuditOutcome::Done,
            actor: Some(actor),
            relationship: Some(grounds.relationship),
            basis: Some(grounds.basis),
            subject: Some(subject),
            about,
            attempts: 1,
            detail: None,
        }
    }

    /// An action that the policy refused, so often.
    pub(super) fn refused(refusal: &Refusal, attempts: u32) -> Self {
        Self {
            happening: Happening::Action(refusal.action),
            outcome: AuditOutcome::Refused,
            actor: Some(refusal.actor),
            relationship: None,
            basis: None,
            subject: Some(refusal.subject),
            about: Vec::new(),
            attempts: i32::try_from(attempts).unwrap_or(i32::MAX),
            detail: None,
        }
    }

    /// Something that happened to an account by its owner's doing.
    pub fn account(event: AccountEvent, person: Option<UserId>) -> Self {
        Self {
            actor: person,
            subject: person.map(|person| person.reference()),
            ..Self::by_nobody(Happening::Account(event))
        }
    }

    /// Something that a person unknown did to an account, or to none.
    pub fn of_nobody(event: AccountEvent, about: Option<UserId>) -> Self {
        Self {
            actor: None,
            ..Self::account(event, about)
        }
    }

    /// Work that the service did by itself.
    pub(crate) fn work(kind: JobKind) -> Self {
        Self::by_nobody(Happening::Work(kind))
    }

    fn by_nobody(happening: Happening) -> Self {
        Self {
            happening,
            outcome: AuditOutcome::Done,
            actor: None,
            relationship: None,
            basis: None,
            subject: None,
            about: Vec::new(),
            attempts: 1,
            detail: None,
        }
    }

    /// The same, which changed this.
    #[must_use]
    pub fn that(mut self, changed: Changed) -> Self {
        self.about = changed.into();
        self
    }

    /// The same, about the person of this personal content, which is sealed.
    #[cfg(feature = "testing")]
    #[must_use]
    pub fn with(self, detail: Detail) -> Self {
        let mut entry = self;
        if let Some(subject) = &mut entry.subject {
            subject.person = Some(detail.person);
        }
        entry.detail = Some(detail);
        entry
    }
}
