//! The person who acts.

use std::marker::PhantomData;

use domain::{
    accounts::credentials::PersonKind,
    ids::{OrganizationId, SessionId, UserId},
    policies::standing::PolicyStanding,
};

use crate::database::Tx;

/// Ties a value to one transaction: the lifetime is invariant, so that no other fits.
pub(super) type OfTransaction<'t> = PhantomData<fn(&'t ()) -> &'t ()>;

/// A person whose session is active at this instant, in the transaction in which this was checked.
///
/// It comes from [`crate::accounts::sessions::actor`] and is not built elsewhere:
///
/// ```compile_fail,E0451
/// use std::marker::PhantomData;
/// use domain::{
///     accounts::credentials::PersonKind, ids::{OrganizationId, SessionId, UserId},
///     policies::standing::PolicyStanding,
/// };
/// use persistence::access::Actor;
///
/// fn forge<'t>(user: UserId, organization: OrganizationId, session: SessionId) -> Actor<'t> {
///     let (person, policies) = (PersonKind::Adult, PolicyStanding::OPEN);
///     Actor { user, organization, session, person, policies, transaction: PhantomData }
/// }
/// ```
///
/// nor does it leave its transaction. The person's id does,
///
/// ```
/// use domain::{accounts::sessions::SessionEpoch, ids::SessionId};
/// use persistence::{Database, DbError, Scope, accounts::sessions};
///
/// async fn keep(database: &Database, scope: Scope, session: SessionId, epoch: SessionEpoch) {
///     let _kept = database.read(scope, move |tx| {
///         let actor = sessions::actor(tx, session, epoch)?.ok();
///         Ok::<_, DbError>(actor.map(|actor| actor.user()))
///     });
/// }
/// ```
///
/// the actor does not:
///
/// ```compile_fail
/// # use domain::{accounts::sessions::SessionEpoch, ids::SessionId};
/// # use persistence::{Database, DbError, Scope, accounts::sessions};
/// #
/// async fn keep(database: &Database, scope: Scope, session: SessionId, epoch: SessionEpoch) {
///     let _kept = database.read(scope, move |tx| {
///         let actor = sessions::actor(tx, session, epoch)?.ok();
///         Ok::<_, DbError>(actor)
///     });
/// }
/// ```
#[derive(Clone, Copy, Debug)]
pub struct Actor<'t> {
    user: UserId,
    organization: OrganizationId,
    session: SessionId,
    person: PersonKind,
    policies: PolicyStanding,
    transaction: OfTransaction<'t>,
}

impl<'t> Actor<'t> {
    /// The person of a session that was checked, in the tenant of the transaction.
    pub(crate) fn checked(
        tx: &Tx<'t>,
        user: UserId,
        session: SessionId,
        person: PersonKind,
    ) -> Self {
        Self {
            user,
            organization: tx.organization(),
            session,
            person,
            policies: PolicyStanding::OPEN,
            transaction: PhantomData,
        }
    }

    /// The same, held to what the policy's versions ask of the account.
    pub(crate) fn held_to(self, policies: PolicyStanding) -> Self {
        Self { policies, ..self }
    }

    /// How the account stands to the versions of the policy.
    pub fn policies(&self) -> PolicyStanding {
        self.policies
    }

    /// The person.
    pub fn user(&self) -> UserId {
        self.user
    }

    /// The tenant in which they act. One session acts in one tenant.
    pub fn organization(&self) -> OrganizationId {
        self.organization
    }

    /// The session through which they act.
    pub fn session(&self) -> SessionId {
        self.session
    }

    /// Student or staff, which the session is for.
    pub fn person(&self) -> PersonKind {
        self.person
    }
}
