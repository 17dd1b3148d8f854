//! Changing a class.

use chrono::{DateTime, Utc};
use diesel::prelude::*;
use domain::{
    access::action::UpdateClass, audit::Changed, classes::grade_level::GradeLevel,
    ids::AcademicSessionId,
};

use super::{read::find, reopen::release_departed};
use crate::{
    access::Permit, audit, database::Tx, error::DbError, schema::classes, sql_types::bind_instant,
};

/// What a class is to be after a change.
#[derive(Clone, Debug)]
pub struct ClassChanges {
    /// Its title.
    pub title: String,
    /// Its grade level.
    pub grade_level: Option<GradeLevel>,
    /// The term or school year with which it ends.
    pub academic_session_id: Option<AcademicSessionId>,
    /// When access through it ends by itself.
    pub access_ends_at: DateTime<Utc>,
}

/// Changes the permitted class.
///
/// # Errors
/// If the database fails.
pub fn update<'t>(
    tx: &mut Tx<'t>,
    permit: &Permit<'t, UpdateClass>,
    changes: &ClassChanges,
) -> Result<(), DbError> {
    let now = tx.now();
    if let Some(class) = find(tx, permit.subject())?
        && class.access_ends_at <= now
        && now < changes.access_ends_at
    {
        release_departed(tx, &class)?;
    }
    diesel::update(classes::table.find((tx.tenant(), permit.subject())))
        .set((
            classes::title.eq(&changes.title),
            classes::grade_level.eq(changes.grade_level),
            classes::academic_session_id.eq(changes.academic_session_id),
            classes::access_ends_at.eq(bind_instant(changes.access_ends_at)),
            classes::updated_at.eq(bind_instant(now)),
        ))
        .execute(tx.conn())?;
    audit::changed(
        tx,
        permit,
        Changed::of(permit.subject()).referring_to(changes.academic_session_id),
    )
}
