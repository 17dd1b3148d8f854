//! Contacts: whom a roster names as a parent or guardian of a student (`OneRoster` 1.1 and 1.2, `agents`).
//!
//! A contact has no account and no rights. The school invites one, and what follows rests on the roster
//! for as long as the roster names them.

use chrono::{DateTime, Utc};

use super::{GuardianEvidence, GuardianKind, GuardianshipState};
use crate::{age::eighteen::Majority, classes::interval::Interval};

crate::text_enum! {
    /// Why a contact is over.
    pub enum ContactEnd {
        /// The roster does not name them any more.
        LeftRoster = "left_roster",
        /// The school removed them by hand.
        Removed = "removed",
        /// The student is an adult, and the rights are the student's own (AGE-14).
        StudentIsAdult = "student_is_adult",
        /// The account of the person was erased.
        Erased = "erased",
    }
}

/// How an invitation reaches a contact.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ContactDelivery {
    /// It is sent to the address that the roster names, and shown to nobody else.
    Mail,
    /// The school prints it and hands it out, to whom nobody knows.
    Sheet,
}

/// What an invitation of a contact says of the person who uses it: nothing but for a parent or a legal
/// guardian to whose address it went. That a relative acts as a parent, a roster does not know
/// (34 CFR 99.3).
pub fn evidence(kind: GuardianKind, delivery: ContactDelivery) -> Option<GuardianEvidence> {
    match (kind, delivery) {
        (GuardianKind::Parent | GuardianKind::LegalGuardian, ContactDelivery::Mail) => {
            Some(GuardianEvidence::Roster)
        }
        (GuardianKind::ActingParent, _) | (_, ContactDelivery::Sheet) => None,
    }
}

/// Whether the person who presents a code is the one to whom it was sent.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Addressee {
    /// It was sent to nobody in particular.
    NoneNamed,
    /// Their address is the one to which it was sent.
    Same,
    /// It is another one.
    Another,
}

/// What decides whether a contact is invited.
#[derive(Clone, Copy, Debug)]
pub struct InvitationFacts<'a> {
    /// Who invites.
    pub inviter: ContactKeeper,
    /// Whether the student is an adult.
    pub majority: Majority,
    /// Where the guardianship stands that an earlier invitation led to, if it did.
    pub guardianship: Option<GuardianshipState>,
    /// What limits the rights of the person, as far as they are known.
    pub limits: &'a [Interval],
    /// How it is to reach the contact.
    pub delivery: ContactDelivery,
    /// Whether the roster gives an address that mail can go to.
    pub address: ContactAddress,
}

/// Who reads, invites or removes contacts of a student.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ContactKeeper {
    /// A person of the student's family: who is or was a guardian, or is a contact by the roster's key or
    /// the address.
    OfTheFamily,
    /// Another administrator of the school.
    Another,
}

/// A person of the student's family does not manage contacts: nobody makes themselves a guardian, takes the
/// ground from the other parent, or learns where that one is reached.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("the caller is of the student's family")]
pub struct OwnFamily;

/// Whether a person manages the contacts of a student.
///
/// # Errors
/// [`OwnFamily`].
pub fn may_keep(keeper: ContactKeeper) -> Result<(), OwnFamily> {
    match keeper {
        ContactKeeper::OfTheFamily => Err(OwnFamily),
        ContactKeeper::Another => Ok(()),
    }
}

/// Whether mail can go to a contact.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ContactAddress {
    /// It can.
    Usable,
    /// The roster gives no address, or one that is none.
    Missing,
}

/// Why a contact is not invited.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum InvitationRefused {
    /// Nobody of the family does.
    #[error("the caller is of the student's family")]
    Own,
    /// The rights are the student's own (AGE-14).
    #[error("the student is an adult")]
    StudentIsAdult,
    /// They are a guardian already, or contested as one.
    #[error("the contact has a guardianship that is not over")]
    IsGuardian,
    /// An order, a statute, a document or the student's safety limits their rights (FER-02).
    #[error("the rights of the contact are limited")]
    Limited,
    /// It is to be sent, and there is no address.
    #[error("the contact has no address")]
    NoAddress,
}

/// Whether a contact is invited at an instant.
///
/// # Errors
/// [`InvitationRefused`]. That it is of their own family comes first: nobody is told that they are limited.
pub fn may_invite(
    facts: &InvitationFacts<'_>,
    now: DateTime<Utc>,
) -> Result<(), InvitationRefused> {
    let is_guardian = facts
        .guardianship
        .is_some_and(|state| state != GuardianshipState::Ended);
    if may_keep(facts.inviter).is_err() {
        Err(InvitationRefused::Own)
    } else if facts.majority == Majority::Adult {
        Err(InvitationRefused::StudentIsAdult)
    } else if facts.limits.iter().any(|limit| limit.contains(now)) {
        Err(InvitationRefused::Limited)
    } else if is_guardian {
        Err(InvitationRefused::IsGuardian)
    } else if (facts.delivery, facts.address) == (ContactDelivery::Mail, ContactAddress::Missing) {
        Err(InvitationRefused::NoAddress)
    } else {
        Ok(())
    }
}

/// What becomes of a guardianship when the contact is over that it came from: one that rests on the roster
/// alone is a claim again, which opens nothing until the school decides. What the school verified otherwise,
/// contested or ended stays as it is.
pub fn without_roster(
    state: GuardianshipState,
    evidence: Option<GuardianEvidence>,
) -> GuardianshipState {
    match (state, evidence) {
        (GuardianshipState::Verified, Some(GuardianEvidence::Roster)) => GuardianshipState::Claimed,
        (state, _) => state,
    }
}

/// Whether a later roster may name the person again.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Return {
    /// It may.
    Open,
    /// A keyed mark stays, by which no import brings them back.
    Barred,
}

/// Whether a contact that is over may come back with a later roster. What a person decided, and what limits
/// or contests the rights of a guardian, wins over everything that a roster says.
pub fn may_return(
    end: ContactEnd,
    guardianship: Option<GuardianshipState>,
    limits: &[Interval],
    now: DateTime<Utc>,
) -> Return {
    let is_over = |limit: &Interval| limit.ends_at().is_some_and(|end| end <= now);
    let is_contested = guardianship == Some(GuardianshipState::Disputed)
        || limits.iter().any(|limit| !is_over(limit));
    match end {
        ContactEnd::LeftRoster if !is_contested => Return::Open,
        ContactEnd::LeftRoster
        | ContactEnd::Removed
        | ContactEnd::StudentIsAdult
        | ContactEnd::Erased => Return::Barred,
    }
}

#[cfg(test)]
mod tests;
