//! A transaction, as the modules of this crate see it.

use std::sync::Arc;

use chrono::{DateTime, DurationRound, TimeDelta, Utc};
use diesel::{connection::SimpleConnection, prelude::*};
use domain::{
    audit::{Channel, Source},
    ids::{Id, OrganizationId, PLATFORM, SchoolId, UserId},
    mint::Mint,
    policies::standing::BindingVersion,
    staff::role::StaffRole,
};
use uuid::Uuid;

use super::Mode;
use crate::{
    audit::Entry,
    connection::AnyConnection,
    error::DbError,
    keys::{KeyError, Keyring, OrganizationKey, Sealed},
    schema::organization_keys,
};

/// For whom, when, and on which request a transaction runs.
#[derive(Clone, Copy, Debug)]
pub struct Scope {
    organization: OrganizationId,
    now: DateTime<Utc>,
    request: Uuid,
    channel: Channel,
    source: Option<Source>,
    policies: &'static [BindingVersion],
}

impl Scope {
    /// By which way the work came, the tenant, the instant (kept to the microsecond, which both databases store) and the
    /// request's id.
    pub fn new(
        channel: Channel,
        organization: OrganizationId,
        now: DateTime<Utc>,
        request: Uuid,
    ) -> Self {
        let now = now
            .duration_trunc(TimeDelta::microseconds(1))
            .unwrap_or(now);
        Self {
            organization,
            now,
            request,
            channel,
            source: None,
            policies: &[],
        }
    }

    /// The same, for a request that came from there.
    #[must_use]
    pub fn coming_from(mut self, source: Source) -> Self {
        self.source = Some(source);
        self
    }

    /// The same, where adults are held to these versions of the policy.
    #[must_use]
    pub fn bound_by(mut self, policies: &'static [BindingVersion]) -> Self {
        self.policies = policies;
        self
    }

    /// The tenant.
    pub fn organization(&self) -> OrganizationId {
        self.organization
    }

    /// The instant.
    pub fn now(&self) -> DateTime<Utc> {
        self.now
    }

    /// For background work that writes no instant.
    pub(super) fn unattended(organization: OrganizationId) -> Self {
        Self {
            organization,
            now: DateTime::UNIX_EPOCH,
            request: Uuid::nil(),
            channel: Channel::Worker,
            source: None,
            policies: &[],
        }
    }
}

/// An audit event that waits to be written, and the tenant in which it was recorded.
pub(super) type Deferred = (OrganizationId, Entry);

/// What becomes of audit events that a transaction records.
pub(super) enum AuditSink {
    /// They are rows of this transaction.
    Inside,
    /// This transaction cannot write: they are kept, each with its tenant, and written before the
    /// answer leaves.
    Deferred(Vec<Deferred>),
}

/// Fills a cache.
pub(super) type Fill = Box<dyn FnOnce(&Keyring) + Send>;

/// When caches may be filled from what a transaction reads.
enum Caching {
    /// At once: it sees committed rows only.
    Now,
    /// After its commit, by these.
    AfterCommit(Vec<Fill>),
}

/// What a transaction leaves to be done after its commit.
#[derive(Default)]
pub(super) struct Closed {
    /// The tenants in which audit events were written, to be linked.
    pub(super) audited: Vec<Scope>,
    /// The audit events that wait to be written.
    pub(super) deferred: Vec<Deferred>,
    /// The caches to fill.
    pub(super) caches: Vec<Fill>,
}

/// An open transaction of one tenant. Only this crate reaches the connection inside.
///
/// Its lifetime is that of one transaction and of no other: what was proved in it carries it too
/// ([`crate::access`]).
pub struct Tx<'t> {
    conn: &'t mut AnyConnection,
    keys: &'t Keyring,
    scope: Scope,
    audit_sink: AuditSink,
    audited: Vec<OrganizationId>,
    opened_key: Option<(OrganizationId, Arc<OrganizationKey>)>,
    caching: Caching,
    roles: Option<(UserId, Vec<StaffPost>)>,
}

/// A role in force, and the school at which it is held unless it is held in the whole organization.
pub(crate) type StaffPost = (StaffRole, Option<SchoolId>);

impl<'t> Tx<'t> {
    pub(super) fn new(
        conn: &'t mut AnyConnection,
        keys: &'t Keyring,
        scope: Scope,
        audit_sink: AuditSink,
        mode: Mode,
    ) -> Self {
        Self {
            conn,
            keys,
            scope,
            audit_sink,
            audited: Vec::new(),
            opened_key: None,
            caching: match mode {
                Mode::Read => Caching::Now,
                Mode::Write | Mode::GuardedWrite => Caching::AfterCommit(Vec::new()),
            },
            roles: None,
        }
    }

    /// The tenant.
    pub fn organization(&self) -> OrganizationId {
        self.scope.organization
    }

    /// Holds what belongs to the installation itself to its own tenant.
    ///
    /// # Errors
    /// [`DbError::Corrupt`] in any other tenant.
    pub(crate) fn require_platform(&self) -> Result<(), DbError> {
        if self.organization() == PLATFORM {
            Ok(())
        } else {
            Err(DbError::Corrupt(
                "what belongs to the installation is kept in its own tenant",
            ))
        }
    }

    /// The instant of the operation: read once, the same for all its rows.
    pub fn now(&self) -> DateTime<Utc> {
        self.scope.now
    }

    /// The request that asked for the operation.
    pub fn request(&self) -> Uuid {
        self.scope.request
    }

    /// By which way the request came.
    pub fn channel(&self) -> Channel {
        self.scope.channel
    }

    /// Where the request came from, if it came over the network.
    pub fn source(&self) -> Option<Source> {
        self.scope.source
    }

    /// The versions of the policy to which adults are held.
    pub(crate) fn policies(&self) -> &'static [BindingVersion] {
        self.scope.policies
    }

    /// Whether it may change rows.
    pub(crate) fn may_change(&self) -> bool {
        matches!(self.caching, Caching::AfterCommit(_))
    }

    /// The source of randomness.
    pub fn mint(&self) -> &'t dyn Mint {
        self.keys.mint()
    }

    /// The keys to the sealed columns.
    pub fn keys(&self) -> &'t Keyring {
        self.keys
    }

    /// A new id for this instant.
    pub fn new_id<Kind>(&self) -> Id<Kind> {
        Id::from_uuid(self.mint().id(self.scope.now))
    }

    /// The tenant.
    pub(crate) fn tenant(&self) -> OrganizationId {
        self.scope.organization
    }

    pub(crate) fn conn(&mut self) -> &mut AnyConnection {
        self.conn
    }

    /// Fills a cache from rows of this transaction: at once if it only reads, or else after its
    /// commit, since a commit that fails takes the rows with it.
    pub(crate) fn fill_cache(&mut self, fill: impl FnOnce(&Keyring) + Send + 'static) {
        match &mut self.caching {
            Caching::Now => fill(self.keys),
            Caching::AfterCommit(waiting) => waiting.push(Box::new(fill)),
        }
    }

    /// The tenant's key, opened once a process.
    ///
    /// # Errors
    /// [`KeyError::Destroyed`] if the organization has none.
    pub fn organization_key(&mut self) -> Result<Arc<OrganizationKey>, DbError> {
        let organization = self.scope.organization;
        if let Some(key) = self.keys.opened(organization) {
            return Ok(key);
        }
        if let Some((of, key)) = &self.opened_key
            && *of == organization
        {
            return Ok(Arc::clone(key));
        }
        let (master, wrapped): (String, Sealed) = organization_keys::table
            .find(organization)
            .select((organization_keys::master_key_id, organization_keys::wrapped))
            .first(self.conn)
            .optional()?
            .ok_or(KeyError::Destroyed)?;
        let key = self
            .keys
            .open_organization(organization, &master, &wrapped)?;
        self.opened_key = Some((organization, Arc::clone(&key)));
        let kept = Arc::clone(&key);
        self.fill_cache(move |keys| keys.keep(organization, kept));
        Ok(key)
    }

    /// Keeps the roles of who acts, which were read with their session.
    pub(crate) fn keep_roles(&mut self, actor: UserId, roles: Vec<StaffPost>) {
        self.roles = Some((actor, roles));
    }

    /// The roles that were read with this person's session, if none was given or taken since.
    pub(crate) fn kept_roles(&self, actor: UserId) -> Option<&[StaffPost]> {
        let (of, roles) = self.roles.as_ref()?;
        (*of == actor).then_some(roles)
    }

    /// For what gives or takes a role.
    pub(crate) fn forget_roles(&mut self) {
        self.roles = None;
    }

    /// Takes note of an audit event: `true` if the caller must write it now.
    pub(crate) fn record_audit(&mut self, entry: &Entry) -> bool {
        let organization = self.scope.organization;
        if !self.audited.contains(&organization) {
            self.audited.push(organization);
        }
        match &mut self.audit_sink {
            AuditSink::Inside => true,
            AuditSink::Deferred(entries) => {
                entries.push((organization, entry.clone()));
                false
            }
        }
    }

    /// Does something in another tenant, within this transaction: for what founds a tenant.
    ///
    /// # Errors
    /// What the work returns, or the database's failure.
    pub(crate) fn within<T>(
        &mut self,
        organization: OrganizationId,
        work: impl FnOnce(&mut Self) -> Result<T, DbError>,
    ) -> Result<T, DbError> {
        let home = self.scope.organization;
        self.enter(organization)?;
        let outcome = work(self);
        // Where the work failed, the transaction may refuse every further statement: what it failed
        // of is what counts.
        let returned = self.enter(home);
        let done = outcome?;
        returned?;
        Ok(done)
    }

    fn enter(&mut self, organization: OrganizationId) -> Result<(), DbError> {
        self.scope.organization = organization;
        match self.conn {
            AnyConnection::Sqlite(_) => Ok(()),
            AnyConnection::Postgres(inner) => Ok(inner.batch_execute(&format!(
                "SET LOCAL hallpass.organization = '{organization}'"
            ))?),
        }
    }

    /// What is to be done once it is committed.
    pub(super) fn close(self) -> Closed {
        let scope = self.scope;
        let scoped = |organization| Scope {
            organization,
            ..scope
        };
        let (audited, deferred) = match self.audit_sink {
            AuditSink::Inside => (self.audited.into_iter().map(scoped).collect(), Vec::new()),
            AuditSink::Deferred(entries) => (Vec::new(), entries),
        };
        let caches = match self.caching {
            Caching::Now => Vec::new(),
            Caching::AfterCommit(waiting) => waiting,
        };
        Closed {
            audited,
            deferred,
            caches,
        }
    }
}
