//! Archiving a class, which ends all access through it (FER-05).

use diesel::prelude::*;
use domain::{access::action::ArchiveClass, audit::Changed};

use crate::{
    access::Permit, audit, database::Tx, error::DbError, schema::classes, sql_types::bind_instant,
};

/// Archives the permitted class at this instant. One that is archived stays as it was.
///
/// # Errors
/// If the database fails.
pub fn archive<'t>(tx: &mut Tx<'t>, permit: &Permit<'t, ArchiveClass>) -> Result<(), DbError> {
    let now = bind_instant(tx.now());
    let archived = diesel::update(
        classes::table
            .find((tx.tenant(), permit.subject()))
            .filter(classes::archived_at.is_null()),
    )
    .set((classes::archived_at.eq(now), classes::updated_at.eq(now)))
    .execute(tx.conn())?;
    let changed = match archived {
        0 => Changed::nothing(),
        _ => Changed::of(permit.subject()),
    };
    audit::changed(tx, permit, changed)
}
