//! Why PostgreSQL gave no connection, without what its message says about addresses and roles.
//!
//! libpq gives no code for a connection that failed, only text: that of the server's language, where
//! one answered. What is not recognized is said as it is known: there is no connection.

use diesel::{Connection as _, ConnectionError, PgConnection};

use crate::error::DbError;

/// Parts of libpq's and the server's messages, each with what it means.
const MEANINGS: [(&[&str], &str); 5] = [
    (
        &[
            "authentication failed",
            "no password supplied",
            "pg_hba.conf",
            "is not permitted to log in",
            "role \"",
        ],
        "PostgreSQL answers and refuses the role or its password",
    ),
    (
        &["database \""],
        "PostgreSQL answers and has no database of that name for this role",
    ),
    (
        &[
            "too many",
            "remaining connection slots",
            "starting up",
            "shutting down",
        ],
        "PostgreSQL answers and takes no more connections now",
    ),
    (
        &["SSL", "certificate", "sslmode"],
        "no connection with TLS to PostgreSQL comes about as `sslmode` asks for it",
    ),
    (
        &[
            "Connection refused",
            "could not translate host name",
            "No such file",
            "timeout expired",
            "No route to host",
            "Network is unreachable",
        ],
        "no PostgreSQL answers at that address",
    ),
];

/// Connects to PostgreSQL.
///
/// # Errors
/// [`DbError::Unavailable`] with the cause, as far as it is known.
pub(crate) fn connect(url: &str) -> Result<PgConnection, DbError> {
    PgConnection::establish(url).map_err(|failure| {
        let meaning = match &failure {
            ConnectionError::BadConnection(message) => meaning(message),
            _ => None,
        };
        DbError::Unavailable(
            meaning
                .unwrap_or("PostgreSQL gave no connection")
                .to_owned(),
        )
    })
}

fn meaning(message: &str) -> Option<&'static str> {
    MEANINGS
        .iter()
        .find(|(parts, _)| parts.iter().any(|part| message.contains(part)))
        .map(|(_, meaning)| *meaning)
}

#[cfg(test)]
mod tests {
    use super::meaning;

    #[test]
    fn a_refusal_is_told_from_silence_and_from_a_missing_database() {
        let table = [
            (
                "connection to server at \"db\" (10.0.0.7), port 5432 failed: FATAL:  password \
                 authentication failed for user \"hallpass_service\"",
                "refuses the role",
            ),
            (
                "connection to server on socket \"/tmp/.s.PGSQL.5432\" failed: FATAL:  role \"ada\" does not exist",
                "refuses the role",
            ),
            (
                "connection to server at \"db\", port 5432 failed: FATAL:  database \"nowhere\" does not exist",
                "no database of that name",
            ),
            (
                "connection to server at \"127.0.0.1\", port 1 failed: Connection refused\n\tIs the server running?",
                "no PostgreSQL answers",
            ),
            (
                "could not translate host name \"db\" to address",
                "no PostgreSQL answers",
            ),
            (
                "server does not support SSL, but SSL was required",
                "with TLS",
            ),
            (
                "FATAL:  sorry, too many clients already",
                "takes no more connections",
            ),
        ];
        for (message, expected) in table {
            assert!(meaning(message).unwrap().contains(expected), "{message}");
        }
        assert_eq!(meaning("ФАТАЛЬНО"), None);
    }
}
