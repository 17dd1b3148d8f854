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
    database::{Mode, Scope, Settings},
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
}

impl Linker {
    /// Works until the last sender is gone.
    pub(super) fn serve(&self, queue: &Receiver<Scope>, keys: &Keyring) {
        // The instance that stopped last may have left events behind.
        self.sweep(keys);
        loop {
            let mut waiting: HashSet<OrganizationId> = HashSet::new();
            match queue.recv_timeout(SWEEP) {
                Ok(first) => {
                    thread::sleep(GATHERING);
                    let scopes: Vec<Scope> =
                        std::iter::once(first).chain(queue.try_iter()).collect();
                    for scope in scopes {
                        if waiting.insert(scope.organization()) {
                            self.link(scope, keys);
                        }
                    }
                }
                Err(RecvTimeoutError::Timeout) => self.sweep(keys),
                Err(RecvTimeoutError::Disconnected) => return,
            }
        }
    }

    fn link(&self, scope: Scope, keys: &Keyring) {
        let linked = self
            .pool
            .get()
            .map_err(|failure| DbError::Unavailable(failure.to_string()))
            .and_then(|mut conn| {
                let committed = Isolation::Committed;
                once(
                    &mut conn,
                    Mode::Write,
                    committed,
                    &self.settings,
                    keys,
                    scope,
                    &audit::link,
                )
            });
        if let Err(failure) = linked {
            log::warn!("failed to link audit events; they remain queued: {failure}");
        }
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
                for organization in organizations {
                    self.link(Scope::unattended(organization), keys);
                }
            }
            Err(failure) => log::warn!("failed to list organizations: {failure}"),
        }
    }
}
