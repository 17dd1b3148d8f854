//! The parts of a PostgreSQL URL that stay the same for every role and database of one server.

/// A server's address without role and database.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Address {
    host: String,
    parameters: String,
}

impl Address {
    /// Takes a URL such as `postgres://postgres:secret@localhost:5432/postgres?sslmode=require`
    /// apart (libpq manual §34.1.1.2); `None` when it is not a URL of PostgreSQL.
    pub fn parse(url: &str) -> Option<Self> {
        let rest = url
            .strip_prefix("postgres://")
            .or_else(|| url.strip_prefix("postgresql://"))?;
        let (rest, parameters) = rest.split_once('?').unwrap_or((rest, ""));
        let (authority, _database) = rest.split_once('/').unwrap_or((rest, ""));
        let host = authority
            .rsplit_once('@')
            .map_or(authority, |(_login, host)| host);
        Some(Self {
            host: host.to_owned(),
            parameters: parameters.to_owned(),
        })
    }

    /// The URL for the given role, password and database.
    pub fn url(&self, role: &str, password: &str, database: &str) -> String {
        let Self { host, parameters } = self;
        let question_mark = if parameters.is_empty() { "" } else { "?" };
        format!("postgres://{role}:{password}@{host}/{database}{question_mark}{parameters}")
    }
}
