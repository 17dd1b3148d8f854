//! A database on a PostgreSQL of this machine, seen from outside.

use std::{
    path::{Path, PathBuf},
    process::Command,
};

use url::Url;

use super::programs;
use crate::{
    failure::{Failure, printed},
    processes,
};

/// The database, made anew and dropped at the end.
const DATABASE: &str = "hallpass_bench";
/// The role that owns the tables.
const OWNER: &str = "hallpass_owner";
/// The role that serves.
const SERVICE: &str = "hallpass_service";
/// Their password, if they are made here.
const PASSWORD: &str = "hallpass";

/// A database of a run's own.
pub struct Postgres {
    admin: Url,
    psql: PathBuf,
    pgbench: Option<PathBuf>,
    postmaster: u32,
}

impl Postgres {
    /// Makes the database on the server that a superuser's URL names, and its roles if they are not
    /// there.
    pub fn create(admin: Url) -> Result<Self, Failure> {
        let psql = programs::find("psql").ok_or_else(|| Failure::said("psql was not found"))?;
        let checkpointer = "SELECT pid FROM pg_stat_activity WHERE backend_type = 'checkpointer'";
        let checkpointer = run(&psql, &admin, &[checkpointer])?;
        let postmaster = checkpointer
            .trim()
            .parse()
            .map_err(|_| Failure::said("the PostgreSQL user must be a superuser"))
            .and_then(processes::parent)?;
        for role in [OWNER, SERVICE] {
            let known = format!("SELECT 1 FROM pg_roles WHERE rolname = '{role}'");
            if run(&psql, &admin, &[&known])?.trim().is_empty() {
                let create = format!(
                    "CREATE ROLE {role} LOGIN PASSWORD '{PASSWORD}' NOSUPERUSER NOCREATEDB \
                     NOCREATEROLE NOBYPASSRLS NOREPLICATION"
                );
                run(&psql, &admin, &[&create])?;
            }
        }
        let drop = format!("DROP DATABASE IF EXISTS {DATABASE} WITH (FORCE)");
        let create = format!(
            "CREATE DATABASE {DATABASE} OWNER {OWNER} TEMPLATE template0 ENCODING 'UTF8' \
             LC_COLLATE 'C' LC_CTYPE 'C'"
        );
        let grant = format!("GRANT CONNECT ON DATABASE {DATABASE} TO {SERVICE}");
        run(&psql, &admin, &[&drop, &create, &grant])?;
        let made = Self {
            pgbench: programs::find("pgbench"),
            admin,
            psql,
            postmaster,
        };
        made.sql(&[
            &format!("GRANT USAGE ON SCHEMA public TO {SERVICE}"),
            &format!("GRANT USAGE, CREATE ON SCHEMA public TO {OWNER}"),
            &format!(
                "ALTER DEFAULT PRIVILEGES FOR ROLE {OWNER} IN SCHEMA public \
                 GRANT SELECT, INSERT, UPDATE, DELETE ON TABLES TO {SERVICE}"
            ),
        ])?;
        Ok(made)
    }

    /// The process above all others of the server.
    pub fn postmaster(&self) -> u32 {
        self.postmaster
    }

    pub(super) fn variables(&self) -> Vec<(&'static str, String)> {
        vec![
            ("HALLPASS_DATABASE_URL", self.url(SERVICE)),
            ("HALLPASS_DATABASE__OWNER_URL", self.url(OWNER)),
        ]
    }

    /// Runs statements on the database as the superuser, each by itself, and gives what they print.
    pub fn sql(&self, statements: &[&str]) -> Result<String, Failure> {
        run(&self.psql, &self.own(), statements)
    }

    /// `pgbench`, with this script against the database; `None` if it is not there.
    pub fn pgbench(&self, script: &Path, arguments: &[&str]) -> Result<Option<String>, Failure> {
        let Some(pgbench) = &self.pgbench else {
            return Ok(None);
        };
        let output = Command::new(pgbench)
            .args(["--no-vacuum", "--protocol=prepared", "--file"])
            .arg(script)
            .args(arguments)
            .arg(self.own().as_str())
            .output()?;
        printed(pgbench, &output).map(Some)
    }

    /// How many bytes its tables and indexes take.
    pub(super) fn bytes(&self) -> Result<u64, Failure> {
        let size = self.sql(&["SELECT pg_database_size(current_database())"])?;
        let size = size.trim().parse();
        size.map_err(|_| Failure::said("PostgreSQL does not say how large its database is"))
    }

    /// Rows written so far, by the statistics of the tables.
    pub(super) fn written(&self) -> Result<String, Failure> {
        self.sql(&[
            "SELECT pg_stat_force_next_flush()",
            "SELECT sum(n_tup_ins + n_tup_upd + n_tup_del) FROM pg_stat_user_tables",
        ])
    }

    fn own(&self) -> Url {
        let mut url = self.admin.clone();
        url.set_path(DATABASE);
        url
    }

    /// The URL with which a role connects.
    fn url(&self, role: &str) -> String {
        let mut url = self.own();
        // Fails on addresses without a host only: those name the role in the query.
        if url.set_username(role).is_err() || url.set_password(Some(PASSWORD)).is_err() {
            url.query_pairs_mut()
                .append_pair("user", role)
                .append_pair("password", PASSWORD);
        }
        url.into()
    }
}

impl Drop for Postgres {
    fn drop(&mut self) {
        let drop = format!("DROP DATABASE IF EXISTS {DATABASE} WITH (FORCE)");
        // What stays behind is dropped by the next run.
        let _dropped = run(&self.psql, &self.admin, &[&drop]);
    }
}

fn run(psql: &Path, url: &Url, statements: &[&str]) -> Result<String, Failure> {
    let output = Command::new(psql)
        .args(["--no-psqlrc", "--quiet", "--tuples-only", "--no-align"])
        .args(["--set", "ON_ERROR_STOP=1"])
        .args(
            statements
                .iter()
                .flat_map(|statement| ["--command", statement]),
        )
        .arg(url.as_str())
        .output()?;
    printed(psql, &output)
}
