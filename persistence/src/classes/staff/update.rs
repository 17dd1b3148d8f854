//! Changing the end of a staff assignment of a class.

use chrono::{DateTime, Utc};
use diesel::prelude::*;
use domain::{
    access::action::UpdateClassStaff,
    audit::Changed,
    classes::{class_role::ClassRole, own_part::may_end_own_part},
};

use super::{StaffMember, end::is_led_by_another};
use crate::{
    access::Permit, audit, database::Tx, error::DbError, schema::teaching_assignments,
    sql_types::bind_instant,
};

/// How a change ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum UpdateOutcome {
    /// The part ends then.
    Changed,
    /// It is the caller's own, and somebody else has to make it longer.
    LongerOwnPart,
    /// It is that of the last teacher of record, after whom the class would have no teacher of
    /// record.
    LastTeacherOfRecord,
}

/// Gives the permitted part, which was read before, this end; or that of the class.
///
/// # Errors
/// If the database fails.
pub fn update<'t>(
    tx: &mut Tx<'t>,
    permit: &Permit<'t, UpdateClassStaff>,
    current: &StaffMember,
    ends_at: Option<DateTime<Utc>>,
) -> Result<UpdateOutcome, DbError> {
    let is_own = current.person == permit.actor().user();
    if is_own
        && !permit.relationship().is_administrator()
        && may_end_own_part(current.ends_at, ends_at).is_err()
    {
        return Ok(UpdateOutcome::LongerOwnPart);
    }
    let would_end = current.role == ClassRole::TeacherOfRecord && ends_at.is_some();
    if would_end && !is_led_by_another(tx, permit.subject().class, current.person)? {
        return Ok(UpdateOutcome::LastTeacherOfRecord);
    }
    diesel::update(teaching_assignments::table.find((tx.tenant(), permit.subject().part)))
        .set(teaching_assignments::ends_at.eq(ends_at.map(bind_instant)))
        .execute(tx.conn())?;
    audit::changed(
        tx,
        permit,
        Changed::of(permit.subject().part)
            .and(Changed::of(current.person))
            .referring_to([permit.subject().class]),
    )?;
    Ok(UpdateOutcome::Changed)
}
