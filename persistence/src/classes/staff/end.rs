//! Ending somebody's part in teaching a class.

use diesel::prelude::*;
use domain::{
    access::{InClass, Permit, action::EndClassStaff},
    classes::class_role::ClassRole,
    ids::{TeachingAssignmentId, UserId},
    words::Word,
};

use crate::{
    audit::{self, Entry},
    database::Tx,
    error::DbError,
    schema::teaching_assignments,
    sql_types::{Named, at, key},
};

/// How the end of a part ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum EndOutcome {
    /// The part is over; now, or since before.
    Ended,
    /// It is that of the last teacher of record, without whom the class would have nobody.
    LastTeacherOfRecord,
}

/// Ends the permitted work at this instant, and with it the person's access through the class: any
/// other part that they have in it ends too.
///
/// # Errors
/// If the database fails.
pub fn end(tx: &mut Tx<'_>, permit: &Permit<EndClassStaff>) -> Result<EndOutcome, DbError> {
    let (tenant, now, assignment) = (tx.tenant(), at(tx.now()), permit.subject().part);
    let at_work: Option<(Named<ClassRole>, UserId)> = teaching_assignments::table
        .find((tenant, key(assignment)))
        .filter(not_over!(teaching_assignments, now))
        .select((teaching_assignments::role, teaching_assignments::user_id))
        .first(tx.conn())
        .optional()?;
    let Some((role, person)) = at_work else {
        return Ok(EndOutcome::Ended);
    };
    if role.0 == ClassRole::TeacherOfRecord && !has_another(tx, permit.subject())? {
        return Ok(EndOutcome::LastTeacherOfRecord);
    }
    let parts = teaching_assignments::table
        .filter(teaching_assignments::organization_id.eq(tenant))
        .filter(teaching_assignments::class_id.eq(key(permit.subject().class)))
        .filter(teaching_assignments::user_id.eq(key(person)))
        .filter(in_force!(teaching_assignments, now));
    diesel::update(parts)
        .set(teaching_assignments::ends_at.eq(now))
        .execute(tx.conn())?;
    audit::append(tx, &Entry::done(permit, 1).about(person))?;
    Ok(EndOutcome::Ended)
}

/// Whether the class has another teacher of record at this instant.
pub(super) fn has_another(
    tx: &mut Tx<'_>,
    leaving: InClass<TeachingAssignmentId>,
) -> Result<bool, DbError> {
    let now = at(tx.now());
    let count: i64 = teaching_assignments::table
        .filter(teaching_assignments::organization_id.eq(tx.tenant()))
        .filter(teaching_assignments::class_id.eq(key(leaving.class)))
        .filter(teaching_assignments::id.ne(key(leaving.part)))
        .filter(teaching_assignments::role.eq(ClassRole::TeacherOfRecord.as_str()))
        .filter(in_force!(teaching_assignments, now))
        .count()
        .get_result(tx.conn())?;
    Ok(count > 0)
}
