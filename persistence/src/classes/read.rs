//! Reading one class.

use diesel::prelude::*;
use domain::{
    access::{
        Action,
        action::{
            ArchiveClass, CreateSandboxStudents, CreateStudents, ReadClass, ReopenClass,
            UpdateClass,
        },
    },
    ids::ClassId,
};

use super::Class;
use crate::{access::Permit, database::Tx, error::DbError, schema::classes};

/// Actions that show the class which they are done to.
pub trait OpensClass: Action<Subject = ClassId> {}

impl OpensClass for ReadClass {}
impl OpensClass for UpdateClass {}
impl OpensClass for ArchiveClass {}
impl OpensClass for ReopenClass {}
impl OpensClass for CreateStudents {}
impl OpensClass for CreateSandboxStudents {}

/// Reads the permitted class.
///
/// # Errors
/// If the database fails.
pub fn read<'t, A: OpensClass>(
    tx: &mut Tx<'t>,
    permit: &Permit<'t, A>,
) -> Result<Option<Class>, DbError> {
    find(tx, permit.subject())
}

/// The class with this id.
pub(super) fn find(tx: &mut Tx<'_>, class: ClassId) -> Result<Option<Class>, DbError> {
    Ok(classes::table
        .find((tx.tenant(), class))
        .select(Class::as_select())
        .first(tx.conn())
        .optional()?)
}
