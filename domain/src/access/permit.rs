//! The unforgeable verdict.

use super::{
    action::{Action, ActionKind, Subject, SubjectRef},
    facts::{Actor, Facts},
    policy::{Basis, Denial, decide},
    relationship::Relationship,
};

/// Proof that the policy allows one action, by one actor, on one subject, at this instant.
///
/// It cannot be built outside this module:
///
/// ```compile_fail,E0451
/// use domain::access::{Actor, Basis, Permit, Relationship, action::ReadClass};
/// use domain::ids::ClassId;
///
/// fn forge(actor: Actor, subject: ClassId, relationship: Relationship, basis: Basis) {
///     let _forged = Permit::<ReadClass> { actor, subject, relationship, basis };
/// }
/// ```
///
/// nor copied, to be kept for later:
///
/// ```compile_fail,E0308
/// use domain::access::{Permit, action::ReadClass};
///
/// fn keep(permit: &Permit<ReadClass>) -> Permit<ReadClass> {
///     permit.clone()
/// }
/// ```
#[derive(Debug)]
#[must_use = "a permit is what the functions of `persistence` ask for"]
pub struct Permit<A: Action> {
    actor: Actor,
    subject: A::Subject,
    relationship: Relationship,
    basis: Basis,
}

impl<A: Action> Permit<A> {
    /// Who acts.
    pub fn actor(&self) -> Actor {
        self.actor
    }

    /// What the action is done to.
    pub fn subject(&self) -> A::Subject {
        self.subject
    }

    /// The relationship that carried the decision.
    pub fn relationship(&self) -> Relationship {
        self.relationship
    }

    /// The ground on which the action is allowed.
    pub fn basis(&self) -> Basis {
        self.basis
    }

    /// The refusal that takes the place of this permit where a rule about the subject itself forbids
    /// what the relationship would allow: an office that does not reach so far.
    pub fn overruled(&self) -> Refusal {
        Refusal {
            actor: self.actor,
            action: A::KIND,
            subject: self.subject.reference(),
            denial: Denial::Forbidden,
        }
    }
}

/// A refusal: what was asked, by whom, and how it is answered. Ids only; the audit log keeps it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{denial:?}")]
pub struct Refusal {
    /// Who asked.
    pub actor: Actor,
    /// For what.
    pub action: ActionKind,
    /// On what.
    pub subject: SubjectRef,
    /// How it is answered.
    pub denial: Denial,
}

/// Asks the policy. The one constructor of [`Permit`].
///
/// # Errors
/// The [`Refusal`] with the mildest denial among the relationships that hold: [`Denial::Forbidden`] if the actor may know
/// that the subject exists, [`Denial::Hidden`] otherwise.
pub fn authorize<A: Action>(facts: &Facts<A::Subject>) -> Result<Permit<A>, Refusal> {
    let mut denial = Denial::Hidden;
    for relationship in facts.held().iter().copied() {
        match decide(A::KIND, relationship) {
            Ok(basis) => {
                return Ok(Permit {
                    actor: facts.actor(),
                    subject: facts.subject(),
                    relationship,
                    basis,
                });
            }
            Err(Denial::Forbidden) => denial = Denial::Forbidden,
            Err(Denial::Hidden) => {}
        }
    }
    Err(Refusal {
        actor: facts.actor(),
        action: A::KIND,
        subject: facts.subject().reference(),
        denial,
    })
}
