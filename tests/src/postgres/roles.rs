//! The roles of Hallpass on PostgreSQL, as in production.

use std::fmt;

use diesel::PgConnection;
use diesel::connection::SimpleConnection;

/// The password of both roles, for servers that ask for one.
pub(super) const PASSWORD: &str = "hallpass";

/// Who connects to a database.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Role {
    /// Owns the tables and migrates them.
    Owner,
    /// Serves requests; owns nothing and is bound by row-level security.
    Service,
    /// Reads every row for backups, past row-level security, and writes none.
    Backup,
}

impl Role {
    /// The role's name on the server.
    pub fn name(self) -> &'static str {
        match self {
            Self::Owner => "hallpass_owner",
            Self::Service => "hallpass_service",
            Self::Backup => "hallpass_backup",
        }
    }
}

impl fmt::Display for Role {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(self.name())
    }
}

/// Creates the roles that are not there yet; one test process at a time, since roles belong to
/// the whole server.
pub(super) fn create(admin: &mut PgConnection) -> diesel::QueryResult<()> {
    let [owner, service] = [Role::Owner, Role::Service].map(|role| {
        format!(
            "IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = '{role}') THEN
                 CREATE ROLE {role} LOGIN PASSWORD '{PASSWORD}'
                     NOSUPERUSER NOCREATEDB NOCREATEROLE NOBYPASSRLS NOREPLICATION;
             END IF;"
        )
    });
    let backup = format!(
        "IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = '{0}') THEN
             CREATE ROLE {0} LOGIN PASSWORD '{PASSWORD}'
                 NOSUPERUSER NOCREATEDB NOCREATEROLE BYPASSRLS NOREPLICATION;
             GRANT pg_read_all_data TO {0};
         END IF;",
        Role::Backup,
    );
    admin.batch_execute(&format!(
        "DO $$ BEGIN
             PERFORM pg_advisory_xact_lock(hashtext('{}'));
             {owner}
             {service}
             {backup}
         END $$",
        super::PREFIX,
    ))
}
