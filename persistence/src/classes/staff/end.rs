//! Ending a staff assignment of a class.

use diesel::prelude::*;
use domain::{
    access::action::EndClassStaff,
    audit::Changed,
    classes::class_role::ClassRole,
    ids::{ClassId, UserId},
};

use crate::{
    access::Permit, audit, database::Tx, error::DbError, schema::teaching_assignments,
    sql_types::bind_instant,
};

/// How the end of a part ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum EndOutcome {
    /// The part is over; now, or since before.
    Ended,
    /// It is that of the last teacher of record, without whom the class would have no teacher of
    /// record.
    LastTeacherOfRecord,
}

/// Ends the permitted work at this instant, and with it the person's access through the class: any
/// other part that they have in it ends too.
///
/// # Errors
/// If the database fails.
pub fn end<'t>(tx: &mut Tx<'t>, permit: &Permit<'t, EndClassStaff>) -> Result<EndOutcome, DbError> {
    let (tenant, now, assignment) = (tx.tenant(), bind_instant(tx.now()), permit.subject().part);
    let at_work: Option<UserId> = teaching_assignments::table
        .find((tenant, assignment))
        .filter(not_over!(teaching_assignments, now))
        .select(teaching_assignments::user_id)
        .first(tx.conn())
        .optional()?;
    let Some(person) = at_work else {
        return Ok(EndOutcome::Ended);
    };
    let class = permit.subject().class;
    let lasting = || {
        teaching_assignments::table
            .filter(teaching_assignments::organization_id.eq(tenant))
            .filter(teaching_assignments::class_id.eq(class))
            .filter(teaching_assignments::user_id.eq(person))
            .filter(not_over!(teaching_assignments, now))
    };
    let of_record: i64 = lasting()
        .filter(teaching_assignments::role.eq(ClassRole::TeacherOfRecord))
        .count()
        .get_result(tx.conn())?;
    if of_record > 0 && !is_led_by_another(tx, class, person)? {
        return Ok(EndOutcome::LastTeacherOfRecord);
    }
    // What has not begun ends where it begins: it has no instant.
    diesel::update(lasting().filter(teaching_assignments::begins_at.gt(now)))
        .set(teaching_assignments::ends_at.eq(teaching_assignments::begins_at.nullable()))
        .execute(tx.conn())?;
    diesel::update(lasting().filter(teaching_assignments::begins_at.le(now)))
        .set(teaching_assignments::ends_at.eq(now))
        .execute(tx.conn())?;
    let changed = Changed::ended(permit.subject().part)
        .and(Changed::of(person))
        .referring_to([class]);
    audit::changed(tx, permit, changed)?;
    Ok(EndOutcome::Ended)
}

/// Whether the class has another teacher of record at this instant.
pub(super) fn is_led_by_another(
    tx: &mut Tx<'_>,
    class: ClassId,
    leaving: UserId,
) -> Result<bool, DbError> {
    let now = bind_instant(tx.now());
    let count: i64 = teaching_assignments::table
        .filter(teaching_assignments::organization_id.eq(tx.tenant()))
        .filter(teaching_assignments::class_id.eq(class))
        .filter(teaching_assignments::user_id.ne(leaving))
        .filter(teaching_assignments::role.eq(ClassRole::TeacherOfRecord))
        .filter(in_force!(teaching_assignments, now))
        .count()
        .get_result(tx.conn())?;
    Ok(count > 0)
}
