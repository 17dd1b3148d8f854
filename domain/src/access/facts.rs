//! Facts about an actor and a subject, as gathered from current rows.

use super::relationship::Relationship;
use crate::{
    accounts::credentials::PersonKind,
    ids::{OrganizationId, SessionId, UserId},
};

/// A person whose session stands at this instant.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Actor {
    /// The person.
    pub user: UserId,
    /// The tenant in which they act. One session acts in one tenant.
    pub organization: OrganizationId,
    /// The session through which they act.
    pub session: SessionId,
    /// Student or staff, which the session is for.
    pub person: PersonKind,
}

/// What relates an actor to a subject at the instant of the request.
///
/// Only `persistence::relationships` gathers facts; the lint configuration refuses the constructor
/// everywhere else.
#[derive(Debug)]
pub struct Facts<Subject> {
    actor: Actor,
    subject: Subject,
    held: Vec<Relationship>,
}

impl<Subject: Copy> Facts<Subject> {
    /// States the facts. No relationship means a stranger, which is also what a subject that does
    /// not exist has to answer.
    pub fn gathered(actor: Actor, subject: Subject, held: Vec<Relationship>) -> Self {
        Self {
            actor,
            subject,
            held,
        }
    }

    /// The actor.
    pub fn actor(&self) -> Actor {
        self.actor
    }

    /// The subject.
    pub fn subject(&self) -> Subject {
        self.subject
    }

    /// The relationships that hold.
    pub fn held(&self) -> &[Relationship] {
        if self.held.is_empty() {
            &[Relationship::Stranger]
        } else {
            &self.held
        }
    }
}
