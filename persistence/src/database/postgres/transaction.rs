//! One transaction on one connection, of which the engine and the linker run theirs.

use diesel::{
    Connection as _,
    connection::{AnsiTransactionManager, CacheSize},
    r2d2::ManageConnection,
};
use domain::ids::OrganizationId;

use crate::{
    connection::AnyConnection,
    database::{
        Mode, Scope, Settings, Tx, postgres_refusal,
        savepoint::{self, finish},
        tx::{AuditSink, Closed},
    },
    error::{DbError, TransactionError},
    keys::Keyring,
};

#[derive(Clone, Copy)]
pub(super) enum Isolation {
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

/// Runs the body once in a transaction of its own: its answer, and the scopes in which it recorded
/// audit events.
pub(super) fn once<T, E, F>(
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
pub(super) struct Server {
    pub(super) url: String,
    pub(super) prepared_statements: bool,
}

impl ManageConnection for Server {
    type Connection = AnyConnection;
    type Error = DbError;

    fn connect(&self) -> Result<AnyConnection, DbError> {
        let mut inner = postgres_refusal::connect(&self.url)?;
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
