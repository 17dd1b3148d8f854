//! Whether row-level security between tenants binds the role that serves (G-TEN2).

use diesel::{QueryableByName, RunQueryDsl as _, sql_query, sql_types::Bool};
use domain::ids::PLATFORM;

use super::{Database, Scope};
use crate::{connection::AnyConnection, error::DbError};

/// Why row-level security between tenants would not hold.
#[derive(Debug, thiserror::Error)]
pub enum RowSecurityError {
    /// Row-level security does not bind a superuser.
    #[error("the service role is a superuser, to which row-level security does not apply")]
    Superuser,
    /// Row-level security does not bind the role.
    #[error("the service role has BYPASSRLS, so that row-level security does not apply to it")]
    BypassesRowSecurity,
    /// The role could switch row-level security off.
    #[error(
        "the role that serves owns tables, or may become the role that does, and could switch \
         row-level security off: let one role migrate (`database.owner_url`) and another serve"
    )]
    OwnsTables,
    /// The database does not answer.
    #[error("{0}")]
    Database(#[from] DbError),
}

/// What is asked about the role that logged in and the one that transactions run as.
const QUESTION: &str = "SELECT bool_or(rolsuper) AS is_super, bool_or(rolbypassrls) AS bypasses,
    bool_or(EXISTS (SELECT FROM pg_class WHERE relnamespace = 'public'::regnamespace
        AND relkind IN ('r', 'p') AND pg_has_role(rolname, relowner, 'MEMBER'))) AS owns
    FROM pg_roles WHERE rolname IN (session_user, current_user)";

#[derive(QueryableByName)]
struct Powers {
    #[diesel(sql_type = Bool)]
    is_super: bool,
    #[diesel(sql_type = Bool)]
    bypasses: bool,
    #[diesel(sql_type = Bool)]
    owns: bool,
}

impl Database {
    /// Asks whether row-level security binds the role that serves and cannot be switched off by it.
    /// SQLite has no roles: the person who has the file has everything.
    ///
    /// # Errors
    /// The first reason why it does not.
    pub async fn verify_row_security(&self) -> Result<(), RowSecurityError> {
        let powers = self
            .read(Scope::unattended(PLATFORM), |tx| match tx.conn() {
                AnyConnection::Sqlite(_) => Ok::<_, DbError>(None),
                AnyConnection::Postgres(inner) => {
                    Ok(Some(sql_query(QUESTION).get_result::<Powers>(inner)?))
                }
            })
            .await?;
        match powers {
            Some(powers) if powers.is_super => Err(RowSecurityError::Superuser),
            Some(powers) if powers.bypasses => Err(RowSecurityError::BypassesRowSecurity),
            Some(powers) if powers.owns => Err(RowSecurityError::OwnsTables),
            _ => Ok(()),
        }
    }
}
