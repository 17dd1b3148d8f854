//! A question about rights, decided: what carried a yes, and what a no has to say.

use super::{
    action::ActionKind,
    policy::{Basis, Denial, decide},
    relationship::Relationship,
    subject::SubjectRef,
};
use crate::ids::{OrganizationId, UserId};

/// What allows an action: the relationship that carried the decision, and its basis.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Grounds {
    /// The relationship.
    pub relationship: Relationship,
    /// The basis on which the policy grants the action to it.
    pub basis: Basis,
}

/// Asks the policy about an action for the relationships that hold at this instant. The first that
/// is granted the action carries the decision; no relationship at all is a stranger's.
///
/// # Errors
/// The mildest denial among them: [`Denial::Forbidden`] if the actor may know that the subject
/// exists, [`Denial::Hidden`] otherwise.
pub fn judge(action: ActionKind, held: &[Relationship]) -> Result<Grounds, Denial> {
    let held = if held.is_empty() {
        &[Relationship::Stranger]
    } else {
        held
    };
    let mut denial = Denial::Hidden;
    for relationship in held.iter().copied() {
        match decide(action, relationship) {
            Ok(basis) => {
                return Ok(Grounds {
                    relationship,
                    basis,
                });
            }
            Err(Denial::Forbidden) => denial = Denial::Forbidden,
            Err(Denial::Hidden) => {}
        }
    }
    Err(denial)
}

/// A refusal: what was asked, by whom, and how it is answered. Ids only; the audit log keeps it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{denial:?}")]
pub struct Refusal {
    /// The person who asked.
    pub actor: UserId,
    /// The tenant in which they asked.
    pub organization: OrganizationId,
    /// For what.
    pub action: ActionKind,
    /// On what.
    pub subject: SubjectRef,
    /// How it is answered.
    pub denial: Denial,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_relationship_that_is_granted_the_action_carries_the_decision() {
        let held = [Relationship::TeacherOfRecord, Relationship::SchoolAdmin];
        let grounds = judge(ActionKind::UpdateClass, &held).unwrap();
        assert_eq!(grounds.relationship, Relationship::TeacherOfRecord);
        assert_eq!(grounds.basis, Basis::EducationalInterest);
    }

    #[test]
    fn a_refusal_is_open_to_those_who_may_know_of_the_subject() {
        let of = |held: &[Relationship]| judge(ActionKind::ArchiveClass, held).unwrap_err();
        assert_eq!(of(&[]), Denial::Hidden);
        assert_eq!(of(&[Relationship::Stranger]), Denial::Hidden);
        assert_eq!(
            of(&[Relationship::Stranger, Relationship::Student]),
            Denial::Forbidden
        );
    }
}
