//! Linking committed audit events, apart from the transactions that wrote them: a shared head
//! inside serializable transactions would make every two of them conflict.

use std::{
    collections::HashSet,
    sync::mpsc::{Receiver, RecvTimeoutError},
    thread,
    time::Duration,
};

use diesel::{prelude::*, r2d2::Pool};
use domain::ids::{OrganizationId, PLATFORM};

use super::transaction::{Isolation, Server, once};
use crate::{
    audit,
    database::{Mode, Scope, Settings, load::AuditLag},
    error::DbError,
    keys::Keyring,
    schema::organizations,
};

/// How long organizations are gathered before their events are linked.
const GATHERING: Duration = Duration::from_millis(20);
/// How often it looks for events that another instance left behind.
const SWEEP: Duration = Duration::from_secs(30);

/// Links what the queue names, and what it finds by itself.
pub(super) struct Linker {
    pub(super) pool: Pool<Server>,
    pub(super) settings: Settings,
    pub(super) lag: AuditLag,
}

impl Linker {
    /// Works until the last sender is gone.
    pub(super) fn serve(&self, queue: &Receiver<Scope>, keys: &Keyring) {
        // The instance that stopped last may have left events behind.
        self.sweep(keys);
        loop {
            match queue.recv_timeout(SWEEP) {
                Ok(first) => {
                    thread::sleep(GATHERING);
                    let mut scopes: Vec<Scope> =
                        std::iter::once(first).chain(queue.try_iter()).collect();
                    let mut named: HashSet<OrganizationId> = HashSet::new();
                    scopes.retain(|scope| named.insert(scope.organization()));
                    self.link_all(scopes, keys);
                }
                Err(RecvTimeoutError::Timeout) => self.sweep(keys),
                Err(RecvTimeoutError::Disconnected) => return,
            }
        }
    }

    /// Links the events of these organizations; those of one that fails wait on.
    fn link_all(&self, scopes: Vec<Scope>, keys: &Keyring) {
        let began = self.lag.take();
        let mut failed = false;
        for scope in scopes {
            if let Err(failure) = self.link(scope, keys) {
                log::warn!("failed to link audit events; they remain queued: {failure}");
                failed = true;
            }
        }
        if failed {
            self.lag.resume(began);
        }
    }

    fn link(&self, scope: Scope, keys: &Keyring) -> Result<(), DbError> {
        let mut conn = self
            .pool
            .get()
            .map_err(|failure| DbError::Unavailable(failure.to_string()))?;
        once(
            &mut conn,
            Mode::Write,
            Isolation::Committed,
            &self.settings,
            keys,
            scope,
            &audit::link,
        )
        .map(drop)
    }

    fn sweep(&self, keys: &Keyring) {
        let organizations = self
            .pool
            .get()
            .map_err(|failure| DbError::Unavailable(failure.to_string()))
            .and_then(|mut conn| {
                let scope = Scope::unattended(PLATFORM);
                once(
                    &mut conn,
                    Mode::Write,
                    Isolation::Committed,
                    &self.settings,
                    keys,
                    scope,
                    &|tx| {
                        Ok::<_, DbError>(
                            organizations::table
                                .select(organizations::organization_id)
                                .load::<OrganizationId>(tx.conn())?,
                        )
                    },
                )
            });
        match organizations {
            Ok((organizations, _)) => {
                let scopes = organizations.into_iter().map(Scope::unattended);
                self.link_all(scopes.collect(), keys);
            }
            Err(failure) => log::warn!("failed to list organizations: {failure}"),
        }
    }
}
