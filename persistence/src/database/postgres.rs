//! PostgreSQL: transactions with bounded retry, serializable where they may change rows that nothing
//! guards, run as the restricted role.
//!
//! The tenant, the role and the time limit are set by `SET LOCAL` in the statement that begins the
//! transaction, so that nothing outlives it and PgBouncer's transaction mode is safe.

mod linker;

use std::{
    sync::{
        Arc,
        mpsc::{Sender, channel},
    },
    thread,
    time::Duration,
};

use diesel::{
    Connection as _, PgConnection,
    connection::{AnsiTransactionManager, CacheSize},
    r2d2::{ManageConnection, Pool},
};
use domain::ids::OrganizationId;

use linker::Linker;

use super::{
    Mode, Scope, Settings, Tx,
    connection_gate::{ConnectionGate, ConnectionTicket},
    savepoint::{self, finish},
    tenant_locks::TenantLocks,
    tx::{AuditSink, Closed},
};
use crate::{
    connection::AnyConnection,
    error::{DbError, TransactionError},
    keys::Keyring,
};

/// How often a transaction is tried before a serialization failure is passed on.
const ATTEMPTS: u32 = 12;

#[derive(Clone)]
pub(super) struct Engine {
    pool: Pool<Server>,
    linker: Sender<Scope>,
    settings: Settings,
    tenant_locks: Arc<TenantLocks>,
    connection_gate: ConnectionGate,
}

#[derive(Clone, Copy)]
enum Isolation {
    /// For what may change rows.
    Serializable,
    /// For what reads one snapshot and appends audit events, and for what is guarded by a row: who
    /// changes one that changed since its snapshot is refused.
    Snapshot,
    /// For the linker, which waits for its lock and then sees what was committed before.
    Committed,
}

impl From<Mode> for Isolation {
    fn from(mode: Mode) -> Self {
        match mode {
            Mode::Write => Self::Serializable,
            Mode::Read | Mode::GuardedWrite => Self::Snapshot,
        }
    }
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
            settings: settings.clone(),
            tenant_locks: Arc::default(),
            connection_gate: ConnectionGate::new(settings.connections, settings.wait_timeout),
        };
        let (linking, keys) = (
            Linker {
                pool: engine.pool.clone(),
                settings: settings.clone(),
            },
            Arc::clone(keys),
        );
        thread::Builder::new()
            .name("audit-linker".to_owned())
            .spawn(move || linking.serve(&queue, &keys))
            .map_err(|failure| DbError::Unavailable(failure.to_string()))?;
        Ok(engine)
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
                // Held to the end of the transaction, whether or not somebody still waits for it.
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
        if audited
            .into_iter()
            .any(|scope| self.linker.send(scope).is_err())
        {
            log::error!("the audit linker has stopped");
        }
        Ok(answer)
    }
}

/// Runs the body once in a transaction of its own: its answer, and the scopes in which it recorded
/// audit events.
fn once<T, E, F>(
    conn: &mut AnyConnection,
    mode: Mode,
    isolation: Isolation,
    settings: &Settings,
    keys: &Keyring,
    scope: Scope,
    body: &F,
) -> Result<(T, Vec<Scope>), E>
where
    E: TransactionError,
    F: Fn(&mut Tx<'_>) -> Result<T, E>,
{
    begin(conn, isolation, settings, scope.organization())?;
    let mut closed = Closed::default();
    let answer = finish(conn, |conn| {
        let mut tx = Tx::new(conn, keys, scope, AuditSink::Inside, mode);
        let outcome = body(&mut tx);
        closed = tx.close();
        outcome
    })?;
    closed.caches.into_iter().for_each(|fill| fill(keys));
    Ok((answer, closed.audited))
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

fn begin(
    conn: &mut AnyConnection,
    isolation: Isolation,
    settings: &Settings,
    organization: OrganizationId,
) -> Result<(), DbError> {
    let AnyConnection::Postgres(inner) = conn else {
        return Err(DbError::Corrupt(
            "a PostgreSQL pool holds PostgreSQL connections",
        ));
    };
    let level = match isolation {
        Isolation::Serializable => "SERIALIZABLE",
        Isolation::Snapshot => "REPEATABLE READ",
        Isolation::Committed => "READ COMMITTED",
    };
    // The role is checked by the configuration to be a plain identifier; the tenant is a UUID.
    let statement = format!(
        "BEGIN ISOLATION LEVEL {level}; SET LOCAL ROLE {}; SET LOCAL hallpass.organization = '{organization}'; \
         SET LOCAL statement_timeout = {}",
        settings.service_role,
        settings.statement_timeout.as_millis(),
    );
    Ok(AnsiTransactionManager::begin_transaction_sql(
        inner, &statement,
    )?)
}

/// Opens connections for the pool.
struct Server {
    url: String,
    prepared_statements: bool,
}

impl ManageConnection for Server {
    type Connection = AnyConnection;
    type Error = DbError;

    fn connect(&self) -> Result<AnyConnection, DbError> {
        let mut inner = PgConnection::establish(&self.url)
            .map_err(|_| DbError::Unavailable("PostgreSQL refused the connection".to_owned()))?;
        if !self.prepared_statements {
            inner.set_prepared_statement_cache_size(CacheSize::Disabled);
        }
        Ok(AnyConnection::Postgres(inner))
    }

    fn is_valid(&self, _conn: &mut AnyConnection) -> Result<(), DbError> {
        Ok(())
    }

    fn has_broken(&self, conn: &mut AnyConnection) -> bool {
        savepoint::is_broken(conn)
    }
}
