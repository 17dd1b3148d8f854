//! PostgreSQL: serializable transactions with bounded retry, run as the restricted role.
//!
//! The tenant, the role and the time limit are set by `SET LOCAL` in the statement that begins the
//! transaction, so that nothing outlives it and PgBouncer's transaction mode is safe.

use std::{
    collections::HashSet,
    sync::{
        Arc,
        mpsc::{Receiver, RecvTimeoutError, Sender, channel},
    },
    thread,
    time::Duration,
};

use diesel::{
    Connection as _, PgConnection,
    connection::{AnsiTransactionManager, CacheSize},
    prelude::*,
    r2d2::{ManageConnection, Pool},
};
use domain::ids::OrganizationId;

use super::{
    Scope, Settings, Tx,
    savepoint::{self, finish},
    turns::Turns,
    tx::Ledger,
};
use crate::{
    audit,
    connection::AnyConnection,
    error::{DbError, TransactionError},
    keys::Keyring,
    schema::organizations,
};

/// How often a transaction is tried before a serialization failure is passed on.
const ATTEMPTS: u32 = 12;
/// How long the linker gathers organizations before it links their events.
const GATHERING: Duration = Duration::from_millis(20);
/// How often the linker looks for events that another instance left behind.
const SWEEP: Duration = Duration::from_secs(30);

#[derive(Clone)]
pub(super) struct Engine {
    pool: Pool<Server>,
    linker: Sender<Scope>,
    settings: Settings,
    turns: Arc<Turns>,
}

#[derive(Clone, Copy)]
enum Isolation {
    /// For what may change rows.
    Serializable,
    /// For what reads one snapshot and appends audit events.
    Snapshot,
    /// For the linker, which waits for its turn and then sees what was committed before.
    Committed,
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
            .connection_timeout(settings.patience)
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
            turns: Arc::default(),
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

    pub(super) async fn write<T, E, F>(
        &self,
        keys: &Arc<Keyring>,
        scope: Scope,
        body: F,
    ) -> Result<T, E>
    where
        T: Send + 'static,
        E: TransactionError,
        F: Fn(&mut Tx<'_>) -> Result<T, E> + Send + 'static,
    {
        self.run(Isolation::Serializable, keys, scope, body).await
    }

    pub(super) async fn read<T, E, F>(
        &self,
        keys: &Arc<Keyring>,
        scope: Scope,
        body: F,
    ) -> Result<T, E>
    where
        T: Send + 'static,
        E: TransactionError,
        F: Fn(&mut Tx<'_>) -> Result<T, E> + Send + 'static,
    {
        self.run(Isolation::Snapshot, keys, scope, body).await
    }

    async fn run<T, E, F>(
        &self,
        isolation: Isolation,
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
            let turn = match isolation {
                Isolation::Serializable => {
                    let patience = self.settings.patience;
                    Some(
                        self.turns
                            .take(scope.organization(), tries, patience)
                            .await?,
                    )
                }
                Isolation::Snapshot | Isolation::Committed => None,
            };
            let (engine, keys_of_try) = (self.clone(), Arc::clone(keys));
            let attempt = tokio::task::spawn_blocking(move || {
                let outcome = engine.attempt(isolation, &keys_of_try, scope, &body);
                // Held to the end of the transaction, whether or not somebody still waits for it.
                drop(turn);
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
        isolation: Isolation,
        keys: &Keyring,
        scope: Scope,
        body: &F,
    ) -> Result<T, E>
    where
        E: TransactionError,
        F: Fn(&mut Tx<'_>) -> Result<T, E>,
    {
        let mut conn = self
            .pool
            .get()
            .map_err(|failure| DbError::Unavailable(failure.to_string()))?;
        let (answer, audited) = once(&mut conn, isolation, &self.settings, keys, scope, body)?;
        if audited
            .into_iter()
            .any(|scope| self.linker.send(scope).is_err())
        {
            log::error!("the audit linker is gone");
        }
        Ok(answer)
    }
}

/// Runs the body once in a transaction of its own: its answer, and the scopes in which it recorded
/// audit events.
fn once<T, E, F>(
    conn: &mut AnyConnection,
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
    let mut audited = Vec::new();
    let answer = finish(conn, |conn| {
        let mut tx = Tx::new(conn, keys, scope, Ledger::Inside);
        let outcome = body(&mut tx);
        audited = tx.close().0;
        outcome
    })?;
    Ok((answer, audited))
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

/// Links committed audit events, apart from the transactions that wrote them: a shared head inside
/// serializable transactions would make every two of them conflict.
struct Linker {
    pool: Pool<Server>,
    settings: Settings,
}

impl Linker {
    fn serve(&self, queue: &Receiver<Scope>, keys: &Keyring) {
        // Whoever stopped last may have left events behind.
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
                    committed,
                    &self.settings,
                    keys,
                    scope,
                    &audit::link,
                )
            });
        if let Err(failure) = linked {
            log::warn!("audit events wait to be linked: {failure}");
        }
    }

    fn sweep(&self, keys: &Keyring) {
        let organizations = self
            .pool
            .get()
            .map_err(|failure| DbError::Unavailable(failure.to_string()))
            .and_then(|mut conn| {
                let scope = Scope::unattended(domain::ids::PLATFORM);
                once(
                    &mut conn,
                    Isolation::Committed,
                    &self.settings,
                    keys,
                    scope,
                    &|tx| {
                        Ok::<_, DbError>(
                            organizations::table
                                .select(organizations::organization_id)
                                .load::<crate::sql_types::Key>(tx.conn())?,
                        )
                    },
                )
            });
        match organizations {
            Ok((organizations, _)) => {
                for organization in organizations {
                    self.link(
                        Scope::unattended(OrganizationId::from_uuid(organization.0)),
                        keys,
                    );
                }
            }
            Err(failure) => log::warn!("organizations could not be listed: {failure}"),
        }
    }
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
            .map_err(|_| DbError::Unavailable("PostgreSQL does not let us in".to_owned()))?;
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
