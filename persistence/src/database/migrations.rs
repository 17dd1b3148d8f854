//! Bringing the schema up to date, however many instances start at once.

use std::path::Path;

use diesel::{
    RunQueryDsl as _,
    backend::Backend,
    connection::SimpleConnection,
    migration::{Migration, MigrationSource as _},
    sql_query,
};
use diesel_migrations::{EmbeddedMigrations, MigrationHarness, embed_migrations};

use super::{Address, postgres_refusal, savepoint::within, schema_state::SchemaState, sqlite};
use crate::{connection::AnyConnection, error::DbError};

const SQLITE: EmbeddedMigrations = embed_migrations!("../migrations/sqlite");
const POSTGRES: EmbeddedMigrations = embed_migrations!("../migrations/postgres");

/// The advisory lock that instances take before they migrate: "hallpass" in bytes.
const LOCK: i64 = 0x6861_6c6c_7061_7373;

/// The steps that were applied, in order.
pub type Applied = Vec<String>;

/// Applies the steps that are missing. Safe to run from several processes at once; on PostgreSQL it
/// needs the role that owns the schema, and lets the service's role use what it made.
///
/// # Errors
/// [`DbError::Migration`] with the step that failed; nothing of that step is kept.
/// [`DbError::NewerSchema`] before anything is changed, if a newer release migrated the database.
pub fn migrate(address: &Address, service_role: &str) -> Result<Applied, DbError> {
    match address {
        Address::Sqlite(path) => migrate_sqlite(path),
        Address::Postgres(url) => migrate_postgres(url, service_role),
    }
}

/// The steps of this program's schema.
pub(crate) fn known(is_sqlite: bool) -> Vec<String> {
    if is_sqlite {
        versions::<diesel::sqlite::Sqlite>(&SQLITE)
    } else {
        versions::<diesel::pg::Pg>(&POSTGRES)
    }
}

fn refuse_newer<C: MigrationHarness<C::Backend> + diesel::Connection>(
    conn: &mut C,
    is_sqlite: bool,
) -> Result<(), DbError> {
    let applied = conn
        .applied_migrations()
        .map_err(|failure| failed(&failure))?;
    let recorded: Vec<_> = applied.iter().map(ToString::to_string).collect();
    SchemaState::of(&recorded, &known(is_sqlite)).refuse_newer()
}

fn versions<B: Backend>(steps: &EmbeddedMigrations) -> Vec<String> {
    let steps: Vec<Box<dyn Migration<B>>> = steps.migrations().unwrap_or_default();
    steps
        .iter()
        .map(|step| step.name().version().to_string())
        .collect()
}

fn failed(failure: &dyn std::fmt::Display) -> DbError {
    DbError::Migration(failure.to_string())
}

fn migrate_sqlite(path: &Path) -> Result<Applied, DbError> {
    let mut conn = sqlite::connect_writer(path)?;
    let AnyConnection::Sqlite(inner) = &mut conn else {
        return Err(DbError::Corrupt("a SQLite path opens a SQLite connection"));
    };
    // The write lock keeps other processes out until all steps are in.
    inner.immediate_transaction(|inner| {
        refuse_newer(inner, true)?;
        let steps = inner
            .run_pending_migrations(SQLITE)
            .map_err(|failure| failed(&failure))?;
        Ok(steps.iter().map(ToString::to_string).collect())
    })
}

fn migrate_postgres(url: &str, service_role: &str) -> Result<Applied, DbError> {
    let mut inner = postgres_refusal::connect(url)?;
    sql_query(format!("SELECT pg_advisory_lock({LOCK})")).execute(&mut inner)?;
    refuse_newer(&mut inner, false)?;
    inner
        .batch_execute(&service_role_statements(service_role))
        .map_err(|failure| {
            DbError::Migration(format!(
                "the service's role cannot be made ({failure}); let an administrator run \
             `CREATE ROLE {service_role} NOLOGIN; GRANT {service_role} TO <the migrating role>`"
            ))
        })?;
    let steps = inner
        .run_pending_migrations(POSTGRES)
        .map_err(|failure| failed(&failure))?
        .iter()
        .map(ToString::to_string)
        .collect();
    let mut conn = AnyConnection::Postgres(inner);
    within(&mut conn, |conn| {
        conn.batch_execute(&grants(service_role))
            .map_err(DbError::from)
    })?;
    Ok(steps)
}

/// Makes the restricted role if it is missing. It neither owns a table nor skips row-level security.
pub(crate) fn service_role_statements(role: &str) -> String {
    format!(
        "DO $$ BEGIN
            IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = '{role}') THEN
                CREATE ROLE {role} NOLOGIN NOSUPERUSER NOBYPASSRLS;
            END IF;
            IF current_user <> '{role}' AND NOT pg_has_role(current_user, '{role}', 'MEMBER') THEN
                BEGIN
                    GRANT {role} TO CURRENT_USER;
                EXCEPTION WHEN insufficient_privilege THEN
                    -- An owner that only migrates need not be able to become the service.
                    NULL;
                END;
            END IF;
        END $$"
    )
}

/// What the service may do: read and write rows, never the log's past, never the schema.
fn grants(role: &str) -> String {
    format!(
        "GRANT USAGE ON SCHEMA public TO {role};
         GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO {role};
         REVOKE UPDATE, DELETE ON audit_events, audit_links, audit_objects FROM {role};
         REVOKE DELETE ON audit_heads, audit_installation FROM {role};
         REVOKE UPDATE ON handles FROM {role};
         GRANT EXECUTE ON FUNCTION gather_roster_statistics() TO {role};
         REVOKE ALL ON __diesel_schema_migrations FROM {role};
         GRANT SELECT ON __diesel_schema_migrations TO {role};"
    )
}
