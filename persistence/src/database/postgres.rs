//! PostgreSQL: transactions with bounded retry, serializable where they may change rows that
//! nothing guards, run as the restricted role.
//!
//! The tenant, the role and the time limit are set by `SET LOCAL` in the statement that begins the
//! transaction, so that nothing outlives it and PgBouncer's transaction mode is safe.

mod linker;
mod transaction;

use std::{
    sync::{
        Arc,
        mpsc::{Sender, channel},
    },
    thread,
    time::Duration,
};

use diesel::r2d2::Pool;

use linker::Linker;
use transaction::{Server, once};

use super::{
    Mode, Scope, Settings, Tx,
    connection_gate::{ConnectionGate, ConnectionTicket},
    load::{AuditLag, Load, Waiting},
    tenant_locks::TenantLocks,
};
use crate::{
    error::{DbError, TransactionError},
    keys::Keyring,
};

/// How often a transaction is tried before a serialization failure is passed on.
const ATTEMPTS: u32 = 12;

#[derive(Clone)]
pub(super) struct Engine {
    pool: Pool<Server>,
    linker: Sender<Scope>,
    audit_lag: AuditLag,
    settings: Settings,
    tenant_locks: Arc<TenantLocks>,
    queued: Waiting,
    connection_gate: ConnectionGate,
}

impl Engine {
    pub(super) fn open(
        url: &str,
        settings: &Settings,
        keys: &Arc<Keyring>,
    ) -> Result<Self, DbError> {
        let pool = Pool::builder()
            .max_size(settings.connections)
            .min_idle(Some(1))
            .connection_timeout(settings.wait_timeout)
            .test_on_check_out(false)
            .build(Server {
                url: url.to_owned(),
                prepared_statements: settings.prepared_statements,
            })
            .map_err(|failure| DbError::Unavailable(failure.to_string()))?;
        let (linker, queue) = channel();
        let engine = Self {
            pool,
            linker,
            audit_lag: AuditLag::default(),
            settings: settings.clone(),
            tenant_locks: Arc::default(),
            queued: Waiting::default(),
            connection_gate: ConnectionGate::new(settings.connections, settings.wait_timeout),
        };
        let (linking, keys) = (
            Linker {
                pool: engine.pool.clone(),
                settings: settings.clone(),
                lag: engine.audit_lag.clone(),
            },
            Arc::clone(keys),
        );
        thread::Builder::new()
            .name("audit-linker".to_owned())
            .spawn(move || linking.serve(&queue, &keys))
            .map_err(|failure| DbError::Unavailable(failure.to_string()))?;
        Ok(engine)
    }

    /// How busy it is.
    pub(super) fn load(&self) -> Load {
        Load {
            writes_waiting: self.queued.count(),
            audit_lag: self.audit_lag.length(),
            ..self.connection_gate.load()
        }
    }

    /// Runs an operation, and again for as long as it only came second.
    pub(super) async fn run<T, E, F>(
        &self,
        mode: Mode,
        keys: &Arc<Keyring>,
        scope: Scope,
        body: F,
    ) -> Result<T, E>
    where
        T: Send + 'static,
        E: TransactionError,
        F: Fn(&mut Tx<'_>) -> Result<T, E> + Send + 'static,
    {
        let mut body = body;
        let mut tries = 0;
        loop {
            tries += 1;
            let lock = match mode {
                Mode::Write => {
                    let wait_timeout = self.settings.wait_timeout;
                    let _place = self.queued.enter();
                    Some(
                        self.tenant_locks
                            .take(scope.organization(), tries, wait_timeout)
                            .await?,
                    )
                }
                Mode::Read | Mode::GuardedWrite => None,
            };
            let ticket = self.connection_gate.take().await?;
            let (engine, keys_of_try) = (self.clone(), Arc::clone(keys));
            let attempt = tokio::task::spawn_blocking(move || {
                let outcome = engine.attempt(&ticket, mode, &keys_of_try, scope, &body);
                // Held to the end of the transaction, whether or not a person still waits for it.
                drop((ticket, lock));
                (outcome, body)
            });
            let outcome = match attempt.await {
                Ok((outcome, given_back)) => {
                    body = given_back;
                    outcome
                }
                Err(task) => return Err(DbError::unfinished(&task).into()),
            };
            match outcome {
                Err(failure) if is_worth_another(&failure, tries) => {
                    tokio::time::sleep(pause(tries, keys)).await;
                }
                verdict => return verdict,
            }
        }
    }

    /// Runs the body once, on a connection of the pool.
    fn attempt<T, E, F>(
        &self,
        ticket: &ConnectionTicket,
        mode: Mode,
        keys: &Keyring,
        scope: Scope,
        body: &F,
    ) -> Result<T, E>
    where
        E: TransactionError,
        F: Fn(&mut Tx<'_>) -> Result<T, E>,
    {
        let mut conn = ticket.connection(&self.pool)?;
        let (answer, audited) = once(
            &mut conn,
            mode,
            mode.into(),
            &self.settings,
            keys,
            scope,
            body,
        )?;
        if !audited.is_empty() {
            self.audit_lag.begin();
        }
        if audited
            .into_iter()
            .any(|scope| self.linker.send(scope).is_err())
        {
            log::error!("the audit linker has stopped");
        }
        Ok(answer)
    }
}

/// Whether what failed may succeed if it is tried once more.
fn is_worth_another<E: TransactionError>(failure: &E, tries: u32) -> bool {
    tries < ATTEMPTS && failure.database().is_some_and(DbError::wants_retry)
}

/// A pause that grows with the tries and differs between competitors.
fn pause(tries: u32, keys: &Keyring) -> Duration {
    let mut jitter = [0];
    keys.mint().fill(&mut jitter);
    let [jitter] = jitter;
    Duration::from_micros(500 * u64::from(tries.min(8)) + u64::from(jitter) * 20)
}
