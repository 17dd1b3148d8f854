//! What can go wrong below the rules.

use diesel::result::{DatabaseErrorKind, Error as QueryError};

/// A failure of the database, its keys or its schema. Never a verdict of a rule, never shown to a
/// client: the text may name tables.
#[derive(Debug, thiserror::Error)]
pub enum DbError {
    /// No connection could be had in time, or the writer's queue is full. Worth a retry later.
    #[error("the database is busy or unavailable: {0}")]
    Unavailable(String),
    /// A concurrent request did the same first: the next attempt sees its effect.
    #[error("a concurrent request did the same first")]
    ConcurrentDuplicate,
    /// The code of an operation panicked: a fault of ours, not of the load.
    #[error("an operation panicked")]
    Panicked,
    /// The roster of the organization is being applied in several transactions: until the last one
    /// its rows are nobody's to see or to change.
    #[error("the roster of the organization is being applied")]
    RosterBeingApplied,
    /// The row with which the page before ended no longer exists, so that no page follows it.
    #[error("the row with which the page before ended no longer exists")]
    CursorLost,
    /// A statement failed.
    #[error("a statement failed: {0}")]
    Query(#[from] QueryError),
    /// A row holds what the schema's rules exclude.
    #[error("a row violates an invariant: {0}")]
    Corrupt(&'static str),
    /// A sealed value or a key did not open.
    #[error("failed to open a sealed value: {0}")]
    Key(#[from] crate::keys::KeyError),
    /// The schema could not be brought up to date.
    #[error("failed to migrate the schema: {0}")]
    Migration(String),
    /// A newer release migrated the database: this program does not know the rules of its rows.
    #[error(
        "a newer release migrated the database (this one does not know its step {0}): run that release, \
         or restore the backup from before it; nothing was changed"
    )]
    NewerSchema(String),
    /// The address of the database cannot be used.
    #[error("{0}")]
    Address(String),
}

impl DbError {
    /// Why a task that runs an operation gave no answer: it panicked, or the process ends.
    pub(crate) fn unfinished(task: &tokio::task::JoinError) -> Self {
        if task.is_panic() {
            Self::Panicked
        } else {
            Self::Unavailable("an operation was cancelled".to_owned())
        }
    }

    /// Whether the same transaction may succeed if it is run again.
    pub fn wants_retry(&self) -> bool {
        matches!(
            self,
            Self::ConcurrentDuplicate
                | Self::Query(QueryError::DatabaseError(
                    DatabaseErrorKind::SerializationFailure,
                    _
                ))
        ) || matches!(
            self,
            Self::Query(QueryError::DatabaseError(DatabaseErrorKind::Unknown, info))
                if info.message().contains("deadlock detected")
        )
    }

    /// Whether a unique constraint refused the statement. Which one is for the caller to know.
    pub fn is_duplicate(&self) -> bool {
        matches!(
            self,
            Self::Query(QueryError::DatabaseError(
                DatabaseErrorKind::UniqueViolation,
                _
            ))
        )
    }
}

/// The error of a transaction's body: a verdict of the caller's own, or the database's failure.
pub trait TransactionError: From<DbError> + Send + 'static {
    /// The database's failure, if that is what it is.
    fn database(&self) -> Option<&DbError>;
}

impl TransactionError for DbError {
    fn database(&self) -> Option<&DbError> {
        Some(self)
    }
}
