//! The unforgeable verdict.

use domain::{
    access::{
        Action, Basis, Denial, Grounds, Refusal, Relationship, Subject, action::ApplyRoster, judge,
    },
    accounts::credentials::PersonKind,
    ids::{SessionId, UserId},
    policies::standing::AcceptFirst,
    rights::restriction::{RestrictedPart, concerns, used_by},
};
use uuid::Uuid;

use super::{
    actor::Actor,
    related::{Related, sealed::Relate},
};
use crate::{classes::sandbox::students::is_closed, database::Tx, error::DbError, rights};

/// Proof that the policy allows one action, by one actor, on one subject, at this instant.
///
/// It cannot be built outside this module:
///
/// ```compile_fail,E0451
/// use domain::{access::{Grounds, action::ReadClass}, ids::ClassId};
/// use persistence::access::{Actor, Permit};
///
/// fn forge<'t>(actor: Actor<'t>, subject: ClassId, grounds: Grounds) -> Permit<'t, ReadClass> {
///     Permit { actor, subject, grounds }
/// }
/// ```
///
/// nor copied, to be kept for later:
///
/// ```compile_fail,E0308
/// use domain::access::action::ReadClass;
/// use persistence::access::Permit;
///
/// fn keep<'t>(permit: &Permit<'t, ReadClass>) -> Permit<'t, ReadClass> {
///     permit.clone()
/// }
/// ```
///
/// nor leave the transaction in which it was given. What is read under it does,
///
/// ```
/// use domain::{access::action::ReadClass, accounts::sessions::SessionEpoch, ids::{ClassId, SessionId}};
/// use persistence::{Database, DbError, Scope, accounts::sessions, classes};
///
/// async fn read(db: &Database, scope: Scope, class: ClassId, session: SessionId, epoch: SessionEpoch) {
///     let _read = db.read(scope, move |tx| {
///         let Ok(actor) = sessions::actor(tx, session, epoch)? else { return Ok(None) };
///         let Ok(permit) = tx.permit::<ReadClass>(actor, class) else { return Ok(None) };
///         Ok::<_, DbError>(classes::read(tx, &permit)?)
///     });
/// }
/// ```
///
/// the permit itself does not,
///
/// ```compile_fail
/// # use domain::{access::action::ReadClass, accounts::sessions::SessionEpoch, ids::{ClassId, SessionId}};
/// # use persistence::{Database, DbError, Scope, accounts::sessions, classes};
/// #
/// async fn read(db: &Database, scope: Scope, class: ClassId, session: SessionId, epoch: SessionEpoch) {
///     let _kept = db.read(scope, move |tx| {
///         let Ok(actor) = sessions::actor(tx, session, epoch)? else { return Ok(None) };
///         let Ok(permit) = tx.permit::<ReadClass>(actor, class) else { return Ok(None) };
///         Ok::<_, DbError>(Some(permit))
///     });
/// }
/// ```
///
/// so that it is used in its own transaction,
///
/// ```
/// use domain::access::action::ReadClass;
/// use persistence::{DbError, Tx, access::Permit, classes};
///
/// fn here<'t>(tx: &mut Tx<'t>, permit: &Permit<'t, ReadClass>) -> Result<(), DbError> {
///     classes::read(tx, permit).map(drop)
/// }
/// ```
///
/// not in another,
///
/// ```compile_fail
/// # use domain::access::action::ReadClass;
/// # use persistence::{DbError, Tx, access::Permit, classes};
/// #
/// fn elsewhere<'s, 't>(tx: &mut Tx<'s>, permit: &Permit<'t, ReadClass>) -> Result<(), DbError> {
///     classes::read(tx, permit).map(drop)
/// }
/// ```
///
/// not in another that lasts as long,
///
/// ```compile_fail
/// # use domain::access::action::ReadClass;
/// # use persistence::{DbError, Tx, access::Permit, classes};
/// #
/// fn within<'s, 't: 's>(tx: &mut Tx<'s>, permit: &Permit<'t, ReadClass>) -> Result<(), DbError> {
///     classes::read(tx, permit).map(drop)
/// }
/// ```
///
/// and not for another action:
///
/// ```compile_fail,E0277
/// # use domain::access::action::ListStudents;
/// # use persistence::{DbError, Tx, access::Permit, classes};
/// #
/// fn other<'t>(tx: &mut Tx<'t>, permit: &Permit<'t, ListStudents>) -> Result<(), DbError> {
///     classes::read(tx, permit).map(drop)
/// }
/// ```
#[derive(Debug)]
#[must_use = "a permit is what the functions of `persistence` ask for"]
pub struct Permit<'t, A: Action> {
    actor: Actor<'t>,
    subject: A::Subject,
    grounds: Grounds,
}

impl<'t, A: Action> Permit<'t, A> {
    /// The person who acts.
    pub fn actor(&self) -> Actor<'t> {
        self.actor
    }

    /// What the action is done to.
    pub fn subject(&self) -> A::Subject {
        self.subject
    }

    /// What carried the decision.
    pub(crate) fn grounds(&self) -> Grounds {
        self.grounds
    }

    /// The relationship that carried the decision.
    pub fn relationship(&self) -> Relationship {
        self.grounds.relationship
    }

    /// The ground on which the action is allowed.
    pub fn basis(&self) -> Basis {
        self.grounds.basis
    }

    /// The refusal that takes the place of this permit where a rule about the subject itself forbids
    /// what the relationship would allow: an office that does not reach so far.
    pub fn overruled(&self) -> Refusal {
        refusal::<A>(self.actor, self.subject, Denial::Forbidden)
    }

    /// Holds the permit to the tenant in which it was given.
    ///
    /// # Errors
    /// [`DbError::Corrupt`] in a transaction that is in another tenant at this moment.
    pub(crate) fn require_tenant(&self, tx: &Tx<'t>) -> Result<(), DbError> {
        if self.actor.organization() == tx.organization() {
            Ok(())
        } else {
            Err(DbError::Corrupt("a permit is used in its own tenant only"))
        }
    }
}

fn refusal<A: Action>(actor: Actor<'_>, subject: A::Subject, denial: Denial) -> Refusal {
    Refusal {
        actor: actor.user(),
        organization: actor.organization(),
        action: A::KIND,
        subject: subject.reference(),
        denial,
    }
}

/// Why there is no permit.
#[derive(Debug, thiserror::Error)]
pub enum PermitError {
    /// The policy refuses.
    #[error(transparent)]
    Refused(#[from] Refusal),
    /// The actor has yet to accept the policy (POL-05).
    #[error(transparent)]
    AcceptFirst(#[from] AcceptFirst),
    /// The person is a student of a sandbox, of whom nothing else is held or done (SCH-04).
    #[error("the student is one of a sandbox")]
    Sandbox,
    /// How the actor stands to the subject could not be read.
    #[error(transparent)]
    Database(#[from] DbError),
}

impl<'t> Tx<'t> {
    /// Asks the policy whether the actor may do this to what is named, by how the two stand to each
    /// other at this instant. The one way to a [`Permit`]. The action follows from the function that
    /// takes the permit, or is named: `tx.permit::<ReadClass>(actor, class)`.
    ///
    /// # Errors
    /// [`PermitError::Refused`] by the policy of access; [`PermitError::AcceptFirst`] where the actor
    /// would change something and has yet to accept the privacy policy; [`PermitError::Sandbox`] where
    /// the action is closed to students of sandboxes; [`PermitError::Database`] if the database fails.
    pub fn permit<A>(
        &mut self,
        actor: Actor<'t>,
        named: <A::Subject as Relate>::Named,
    ) -> Result<Permit<'t, A>, PermitError>
    where
        A: Action<Subject: Related>,
    {
        let (subject, held) = A::Subject::relate(self, actor, named)?;
        let judged = judge(A::KIND, &held);
        let (used, held_so) = match judged {
            Ok(grounds) => (used_by(A::KIND), vec![grounds.relationship]),
            // Who may not do it learns as little of the subject as who may.
            Err(_) => (Some(RestrictedPart::Everything), held),
        };
        if self.is_restricted(subject.reference().person, used, &held_so)? {
            return Err(refusal::<A>(actor, subject, Denial::Hidden).into());
        }
        let grounds =
            judged.map_err(|denial| PermitError::Refused(refusal::<A>(actor, subject, denial)))?;
        let asked = (A::KIND, grounds.relationship);
        if is_closed(self, subject.reference().person, asked)? {
            return Err(PermitError::Sandbox);
        }
        if self.may_change() {
            actor.policies().allows_change(A::KIND)?;
        }
        let permit = Permit {
            actor,
            subject,
            grounds,
        };
        permit.require_tenant(self)?;
        Ok(permit)
    }

    /// Whether what is used of a person's data is restricted for those who stand so to them (RTS-02).
    fn is_restricted(
        &mut self,
        person: Option<UserId>,
        used: Option<RestrictedPart>,
        held: &[Relationship],
    ) -> Result<bool, DbError> {
        match (person, used) {
            (Some(person), Some(part)) if held.iter().copied().any(concerns) => {
                rights::is_restricted(self, person, part)
            }
            _ => Ok(false),
        }
    }
}

impl<'t> Permit<'t, ApplyRoster> {
    /// The permit under which the import that is being applied in the tenant was begun. It holds to
    /// the end of the import, whatever becomes of the session and the role: the import itself may
    /// end them, and a district must not stay half applied.
    ///
    /// # Errors
    /// [`DbError::Corrupt`] if no district administrator may apply rosters.
    pub(crate) fn carried_on(tx: &Tx<'t>, person: UserId) -> Result<Self, DbError> {
        let no_session = SessionId::from_uuid(Uuid::nil());
        let grounds = judge(ApplyRoster::KIND, &[Relationship::DistrictAdmin])
            .map_err(|_| DbError::Corrupt("a district administrator applies rosters"))?;
        Ok(Self {
            actor: Actor::checked(tx, person, no_session, PersonKind::Adult),
            subject: tx.organization(),
            grounds,
        })
    }
}

#[cfg(feature = "testing")]
impl<'t, A: Action> Permit<'t, A> {
    pub(crate) fn stated(
        actor: Actor<'t>,
        subject: A::Subject,
        held: Relationship,
    ) -> Result<Self, Refusal> {
        match judge(A::KIND, &[held]) {
            Ok(grounds) => Ok(Self {
                actor,
                subject,
                grounds,
            }),
            Err(denial) => Err(refusal::<A>(actor, subject, denial)),
        }
    }
}
