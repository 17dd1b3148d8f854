//! Changing a class.

use diesel::prelude::*;
use domain::{
    access::{Permit, action::UpdateClass},
    classes::grade_level::GradeLevel,
    words::Word,
};

use crate::{
    audit,
    database::Tx,
    error::DbError,
    schema::classes,
    sql_types::{at, key},
};

/// What a class is to be after a change.
#[derive(Clone, Debug)]
pub struct ClassChanges {
    /// Its title.
    pub title: String,
    /// Its grade level.
    pub grade_level: Option<GradeLevel>,
}

/// Changes the permitted class.
///
/// # Errors
/// If the database fails.
pub fn update(
    tx: &mut Tx<'_>,
    permit: &Permit<UpdateClass>,
    changes: &ClassChanges,
) -> Result<(), DbError> {
    diesel::update(classes::table.find((tx.tenant(), key(permit.subject()))))
        .set((
            classes::title.eq(&changes.title),
            classes::grade_level.eq(changes.grade_level.map(Word::as_str)),
            classes::updated_at.eq(at(tx.now())),
        ))
        .execute(tx.conn())?;
    audit::performed(tx, permit, 1)
}
