//! The ways to a transaction: for a caller, for a command, for nobody.

use domain::{
    accounts::sessions::Ended,
    audit::Channel,
    ids::{OrganizationId, PLATFORM, UserId},
};
use persistence::{
    Mode, Scope, Tx,
    access::{Actor, Installation},
    accounts::sessions,
    installation,
    keys::Keyring,
    rosters,
};
use uuid::Uuid;

use super::Hallpass;
use crate::{
    accounts::access_token::Bearer,
    backups::{Beginning, LedgerFailure},
    caller::Caller,
    origin::Origin,
    problem::{ApiError, ProblemKind, TokenReason},
    refusals::Refused,
};

impl Hallpass {
    /// Runs a caller's operation that reads. What it discloses is in the audit log before this
    /// returns.
    ///
    /// # Errors
    /// As [`Self::run`].
    pub async fn read<T, F>(&self, caller: &Caller, operation: F) -> Result<T, ApiError>
    where
        T: Send + 'static,
        F: for<'t> Fn(&mut Tx<'t>, Actor<'t>) -> Result<T, ApiError> + Send + 'static,
    {
        self.run(Mode::Read, caller, operation).await
    }

    /// Runs a caller's operation that may change rows, all of it or nothing, answered after the
    /// commit.
    ///
    /// # Errors
    /// As [`Self::run`].
    pub async fn write<T, F>(&self, caller: &Caller, operation: F) -> Result<T, ApiError>
    where
        T: Send + 'static,
        F: for<'t> Fn(&mut Tx<'t>, Actor<'t>) -> Result<T, ApiError> + Send + 'static,
    {
        self.run(Mode::Write, caller, operation).await
    }

    /// Runs a caller's operation in this mode.
    ///
    /// # Errors
    /// [`ProblemKind::Unauthenticated`] if the session ended; what the operation returns. A refusal
    /// by the policy is logged.
    pub async fn run<T, F>(&self, mode: Mode, caller: &Caller, operation: F) -> Result<T, ApiError>
    where
        T: Send + 'static,
        F: for<'t> Fn(&mut Tx<'t>, Actor<'t>) -> Result<T, ApiError> + Send + 'static,
    {
        let bearer = caller.bearer();
        let scope = self.scope(bearer.organization, caller);
        let outcome = self
            .parts
            .database
            .run(mode, scope, move |tx| {
                let actor = acting(tx, bearer)?;
                operation(tx, actor)
            })
            .await;
        self.append_erasures().await;
        if let Err(ApiError::Refused(refusal)) = outcome {
            self.refusals.log(self, caller.into(), refusal).await?;
        }
        outcome
    }

    /// Runs an operation of a command, on behalf of a person.
    ///
    /// # Errors
    /// [`ProblemKind::Unauthenticated`] if the person's account or their organization is not active;
    /// what the operation returns. A refusal by the policy is logged.
    pub(crate) async fn run_on_behalf<T, F>(
        &self,
        by: Installation,
        mode: Mode,
        (person, organization): (UserId, OrganizationId),
        request: Uuid,
        operation: F,
    ) -> Result<T, ApiError>
    where
        T: Send + 'static,
        F: for<'t> Fn(&mut Tx<'t>, Actor<'t>) -> Result<T, ApiError> + Send + 'static,
    {
        let scope = self.scope(organization, Origin::command_line(request));
        let outcome = self
            .parts
            .database
            .run(mode, scope, move |tx| {
                let actor = installation::on_behalf_of(tx, &by, person)?
                    .ok_or(ProblemKind::Unauthenticated)?;
                operation(tx, actor)
            })
            .await;
        self.append_erasures().await;
        if let Err(ApiError::Refused(refusal)) = outcome {
            let once = Refused::once(Origin::command_line(request), refusal);
            once.write(self).await?;
        }
        outcome
    }

    /// Runs an operation of an unauthenticated client in a tenant, without changing rows.
    ///
    /// # Errors
    /// What the operation returns.
    pub async fn read_in<T, F>(
        &self,
        organization: OrganizationId,
        origin: impl Into<Origin>,
        operation: F,
    ) -> Result<T, ApiError>
    where
        T: Send + 'static,
        F: Fn(&mut Tx<'_>) -> Result<T, ApiError> + Send + 'static,
    {
        self.visit(Mode::Read, organization, origin.into(), operation)
            .await
    }

    /// Runs an operation of an unauthenticated client in a tenant.
    ///
    /// # Errors
    /// What the operation returns, in which case nothing was changed.
    pub async fn write_in<T, F>(
        &self,
        organization: OrganizationId,
        origin: impl Into<Origin>,
        operation: F,
    ) -> Result<T, ApiError>
    where
        T: Send + 'static,
        F: Fn(&mut Tx<'_>) -> Result<T, ApiError> + Send + 'static,
    {
        self.visit(Mode::Write, organization, origin.into(), operation)
            .await
    }

    /// Runs an operation without an actor. Clients are kept from a tenant whose roster is being
    /// applied; commands and workers see to it that they touch nothing of it.
    async fn visit<T, F>(
        &self,
        mode: Mode,
        organization: OrganizationId,
        origin: Origin,
        operation: F,
    ) -> Result<T, ApiError>
    where
        T: Send + 'static,
        F: Fn(&mut Tx<'_>) -> Result<T, ApiError> + Send + 'static,
    {
        let comes_from_outside = origin.channel == Channel::Api && organization != PLATFORM;
        self.run_unattended(mode, organization, origin, move |tx| {
            if comes_from_outside {
                rosters::require_settled(tx)?;
            }
            operation(tx)
        })
        .await
    }

    /// Runs an operation of nobody in a tenant, whatever is being done in it: for what carries on
    /// what was begun.
    pub(crate) async fn run_unattended<T, F>(
        &self,
        mode: Mode,
        organization: OrganizationId,
        origin: Origin,
        operation: F,
    ) -> Result<T, ApiError>
    where
        T: Send + 'static,
        F: Fn(&mut Tx<'_>) -> Result<T, ApiError> + Send + 'static,
    {
        let scope = self.scope(organization, origin);
        let outcome = self.parts.database.run(mode, scope, operation).await;
        self.append_erasures().await;
        outcome
    }

    /// Appends what was erased to the ledger before anybody is told that it is. Where that fails the
    /// erasure stands all the same, and the task that repeats tries again.
    async fn append_erasures(&self) {
        if self.parts.ledger.is_behind(&self.parts.database)
            && let Err(failure) = self.keep_ledger(Beginning::Now).await
        {
            log::error!("failed to append erasures to their ledger: {failure}");
        }
    }

    /// Brings the ledger of erasures up to date, and compares it with what the database knows of it.
    ///
    /// # Errors
    /// If the database or the file fails, or they do not belong together.
    pub async fn keep_ledger(&self, when: Beginning) -> Result<(), LedgerFailure> {
        let scope = self.scope(PLATFORM, Origin::worker(self.new_request_id()));
        let ledger = &self.parts.ledger;
        ledger.keep_up(&self.parts.database, scope, when).await
    }

    /// The keys to what is sealed, for backups.
    pub(crate) fn keys(&self) -> &Keyring {
        self.parts.database.keys()
    }

    /// Whether the database is the embedded one, and the last step of its schema.
    pub(crate) fn schema(&self) -> (bool, String) {
        let database = &self.parts.database;
        (database.is_sqlite(), database.schema_step())
    }

    /// Gives disk space back that the database took for much that was written at once.
    ///
    /// # Errors
    /// If the database fails.
    pub(crate) async fn give_space_back(&self) -> Result<(), ApiError> {
        Ok(self.parts.database.give_space_back().await?)
    }

    fn scope(&self, organization: OrganizationId, origin: impl Into<Origin>) -> Scope {
        let origin = origin.into();
        let scope = Scope::new(origin.channel, organization, self.now(), origin.request)
            .bound_by(self.parts.policies.binding());
        origin
            .source
            .map_or(scope, |source| scope.coming_from(source))
    }
}

fn acting<'t>(tx: &mut Tx<'t>, bearer: Bearer) -> Result<Actor<'t>, ApiError> {
    sessions::actor(tx, bearer.session, bearer.epoch)?.map_err(|ended| match ended {
        Ended::Suspended => ProblemKind::AccountSuspended.into(),
        Ended::AccountNotActive
        | Ended::Revoked
        | Ended::EpochChanged
        | Ended::OverallLimit
        | Ended::IdleLimit => ApiError::Unauthenticated(TokenReason::Revoked),
    })
}
