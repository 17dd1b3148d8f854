//! How counts stand in columns.

use crate::error::DbError;

/// A count as a column holds it: one that is beyond the column stays at its end.
pub(super) fn column(count: u32) -> i32 {
    i32::try_from(count).unwrap_or(i32::MAX)
}

/// A count as it is read from a column.
///
/// # Errors
/// [`DbError::Corrupt`] if it is below zero.
pub(in crate::progress) fn count(column: i32) -> Result<u32, DbError> {
    u32::try_from(column).map_err(|_| DbError::Corrupt("a count is not below zero"))
}
