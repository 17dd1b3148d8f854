//! The database: opened once, asked through transactions only.
//!
//! [`Database::write`] runs one operation in one transaction and answers after the commit;
//! [`Database::read`] sees one snapshot, and what it disclosed is in the audit log before the
//! answer leaves. Nothing else reaches a connection.

mod address;
mod connection_gate;
mod load;
mod migrations;
mod postgres;
mod postgres_refusal;
mod readiness;
mod row_security;
mod savepoint;
mod schema_state;
mod sqlite;
mod tenant_locks;
mod tx;

use std::{any::Any, sync::Arc};

pub use address::{Address, Settings};
pub use load::Load;
pub use migrations::{Applied, migrate};
pub(crate) use migrations::{known as known_steps, service_role_statements};
pub(crate) use postgres_refusal::connect as connect_postgres;
pub use readiness::NotReady;
pub use row_security::RowSecurityError;
pub(crate) use sqlite::{connect_existing, create_for_oneself};
pub use tx::{Scope, Tx};

use crate::{
    audit,
    error::{DbError, TransactionError},
    keys::Keyring,
};

/// An opened database with the keys to its sealed columns.
pub struct Database {
    engine: Engine,
    keys: Arc<Keyring>,
}

/// What an operation does with rows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mode {
    /// It reads one snapshot; of changes it only appends audit events.
    Read,
    /// It may change rows.
    Write,
    /// It may change rows and is guarded by one of them: before what the row guards it changes the
    /// row itself, as every person does who changes that. On PostgreSQL two of them then cannot
    /// both succeed from one snapshot, and nothing has to be watched. What the row does not guard
    /// needs a unique key of its own.
    GuardedWrite,
}

/// What an operation returns, whatever its type.
type Answer = Box<dyn Any + Send>;

/// An operation, whatever it returns.
type Body<E> = Box<dyn Fn(&mut Tx<'_>) -> Result<Answer, E> + Send>;

enum Engine {
    Sqlite(sqlite::Engine),
    Postgres(postgres::Engine),
}

impl Database {
    /// Opens the database. Its schema must have been migrated before.
    ///
    /// # Errors
    /// [`DbError::Unavailable`] if it cannot be reached.
    pub fn open(
        address: &Address,
        settings: &Settings,
        keys: Arc<Keyring>,
    ) -> Result<Self, DbError> {
        let engine = match address {
            Address::Sqlite(path) => Engine::Sqlite(sqlite::Engine::open(path, settings, &keys)?),
            Address::Postgres(url) => {
                Engine::Postgres(postgres::Engine::open(url, settings, &keys)?)
            }
        };
        Ok(Self { engine, keys })
    }

    /// Whether it is the embedded one.
    pub fn is_sqlite(&self) -> bool {
        matches!(self.engine, Engine::Sqlite(_))
    }

    /// The last step of the schema that this program serves.
    pub fn schema_step(&self) -> String {
        migrations::known(self.is_sqlite())
            .into_iter()
            .max()
            .unwrap_or_default()
    }

    /// The keys to the sealed columns.
    pub fn keys(&self) -> &Keyring {
        &self.keys
    }

    /// Runs an operation that may change rows, in one transaction ([`Mode::Write`]). The answer
    /// comes after the commit. The body may run again after a serialization failure.
    ///
    /// # Errors
    /// What the body returns, in which case nothing was changed; or the database's failure.
    pub async fn write<T, E, F>(&self, scope: Scope, body: F) -> Result<T, E>
    where
        T: Send + 'static,
        E: TransactionError,
        F: Fn(&mut Tx<'_>) -> Result<T, E> + Send + 'static,
    {
        self.run(Mode::Write, scope, body).await
    }

    /// Runs an operation that reads one snapshot. Audit events that it records are durable before
    /// this returns.
    ///
    /// # Errors
    /// What the body returns, or the database's failure.
    pub async fn read<T, E, F>(&self, scope: Scope, body: F) -> Result<T, E>
    where
        T: Send + 'static,
        E: TransactionError,
        F: Fn(&mut Tx<'_>) -> Result<T, E> + Send + 'static,
    {
        self.run(Mode::Read, scope, body).await
    }

    /// Gives disk space back that the database took for much that was written at once. Takes a
    /// moment; others go on meanwhile.
    ///
    /// # Errors
    /// If the database fails.
    pub async fn give_space_back(&self) -> Result<(), DbError> {
        match &self.engine {
            Engine::Sqlite(engine) => engine.truncate_log().await,
            // PostgreSQL recycles its log by itself.
            Engine::Postgres(_) => Ok(()),
        }
    }

    /// Runs an operation in this mode.
    ///
    /// # Errors
    /// As [`Self::write`] and [`Self::read`].
    pub async fn run<T, E, F>(&self, mode: Mode, scope: Scope, body: F) -> Result<T, E>
    where
        T: Send + 'static,
        E: TransactionError,
        F: Fn(&mut Tx<'_>) -> Result<T, E> + Send + 'static,
    {
        let body: Body<E> = Box::new(move |tx| {
            let answer: Answer = Box::new(body(tx)?);
            Ok(answer)
        });
        let answer = self.run_erased(mode, scope, body).await?;
        let answer = answer.downcast().map(|answer| *answer);
        answer.map_err(|_| DbError::Corrupt("an answer is of its operation's type").into())
    }

    /// Runs an operation whose type is hidden, so that the engines are compiled once for each kind
    /// of error and not once for each operation.
    async fn run_erased<E: TransactionError>(
        &self,
        mode: Mode,
        scope: Scope,
        body: Body<E>,
    ) -> Result<Answer, E> {
        let engine = match &self.engine {
            Engine::Postgres(engine) => return engine.run(mode, &self.keys, scope, body).await,
            Engine::Sqlite(engine) => engine,
        };
        if mode != Mode::Read {
            return engine.write(&self.keys, scope, body).await;
        }
        let (answer, deferred) = engine.read(&self.keys, scope, body).await?;
        if !deferred.is_empty() {
            engine
                .write(&self.keys, scope, move |tx| {
                    deferred.iter().try_for_each(|(organization, entry)| {
                        tx.within(*organization, |tx| audit::append(tx, entry))
                    })
                })
                .await
                .map_err(|failure: DbError| E::from(failure))?;
        }
        Ok(answer)
    }
}
