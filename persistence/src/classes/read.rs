//! Reading one class.

use diesel::prelude::*;
use domain::access::{Action, Permit};
use domain::ids::ClassId;

use super::Class;
use crate::{database::Tx, error::DbError, schema::classes, sql_types::key};

/// Reads the permitted class.
///
/// # Errors
/// If the database fails.
pub fn read<A: Action<Subject = ClassId>>(
    tx: &mut Tx<'_>,
    permit: &Permit<A>,
) -> Result<Option<Class>, DbError> {
    Ok(classes::table
        .find((tx.tenant(), key(permit.subject())))
        .select(Class::as_select())
        .first(tx.conn())
        .optional()?)
}
