//! A transaction's body in a savepoint: all of it or nothing.

use diesel::connection::TransactionManager;

use crate::{
    connection::AnyConnection,
    error::{DbError, TransactionError},
};

type Manager = <AnyConnection as diesel::Connection>::TransactionManager;

/// Runs the body inside a savepoint (or a plain transaction where none is open).
pub(crate) fn within<T, E: TransactionError>(
    conn: &mut AnyConnection,
    body: impl FnOnce(&mut AnyConnection) -> Result<T, E>,
) -> Result<T, E> {
    Manager::begin_transaction(conn).map_err(DbError::from)?;
    finish(conn, body)
}

/// Runs the body in the transaction that was just begun, and commits it or rolls it back.
pub(super) fn finish<T, E: TransactionError>(
    conn: &mut AnyConnection,
    body: impl FnOnce(&mut AnyConnection) -> Result<T, E>,
) -> Result<T, E> {
    match body(conn) {
        Ok(answer) => {
            commit(conn)?;
            Ok(answer)
        }
        Err(verdict) => {
            rollback(conn);
            Err(verdict)
        }
    }
}

/// Commits the innermost transaction; rolls back what cannot be committed.
pub(super) fn commit(conn: &mut AnyConnection) -> Result<(), DbError> {
    Manager::commit_transaction(conn).map_err(|failure| {
        rollback(conn);
        DbError::from(failure)
    })
}

/// Rolls back the innermost transaction, if one is still open. A connection that cannot is broken
/// and is not handed out again.
pub(super) fn rollback(conn: &mut AnyConnection) {
    if let Err(failure) = Manager::rollback_transaction(conn) {
        log::debug!("failed to roll back a transaction: {failure}");
    }
}

/// Whether the connection cannot be used again.
pub(super) fn is_broken(conn: &mut AnyConnection) -> bool {
    Manager::is_broken_transaction_manager(conn)
}
