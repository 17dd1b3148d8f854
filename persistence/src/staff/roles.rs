//! Roles of members of staff.

use diesel::prelude::*;
use domain::{
    ids::{SchoolId, StaffRoleId, UserId},
    staff::role::StaffRole,
};

use crate::{database::Tx, error::DbError, schema::staff_roles, sql_types::bind_instant};

domain::text_enum! {
    /// Where a role comes from.
    pub enum RoleOrigin {
        /// An administrator invited the person.
        Invitation = "invitation",
        /// A roster names the person.
        Roster = "roster",
        /// The installation appointed the person.
        Installation = "installation",
        /// The person founded the organization.
        Registration = "registration",
    }
}

/// The roles of a person that meet a condition, each with its school.
macro_rules! roles_that {
    ($tx:expr, $person:expr, $condition:expr) => {{
        let roles = staff_roles::table
            .filter(staff_roles::organization_id.eq($tx.tenant()))
            .filter(staff_roles::user_id.eq($person))
            .filter($condition)
            .order(staff_roles::id)
            .select((staff_roles::role, staff_roles::school_id))
            .load($tx.conn())?;
        Ok(roles)
    }};
}

/// The roles that a person holds at this instant, with the school of each.
///
/// # Errors
/// If the database fails.
pub(crate) fn standing(
    tx: &mut Tx<'_>,
    person: UserId,
) -> Result<Vec<(StaffRole, Option<SchoolId>)>, DbError> {
    roles_that!(tx, person, in_force!(staff_roles, bind_instant(tx.now())))
}

/// The roles that a person holds at this instant or will hold, with the school of each: what a
/// secret that is handed out now comes to open.
///
/// # Errors
/// If the database fails.
pub(crate) fn held(
    tx: &mut Tx<'_>,
    person: UserId,
) -> Result<Vec<(StaffRole, Option<SchoolId>)>, DbError> {
    roles_that!(tx, person, not_over!(staff_roles, bind_instant(tx.now())))
}

/// Who holds a role at this instant: at a school, or in the whole organization.
///
/// # Errors
/// If the database fails.
pub(crate) fn holders(
    tx: &mut Tx<'_>,
    role: StaffRole,
    school: Option<SchoolId>,
) -> Result<Vec<UserId>, DbError> {
    let now = bind_instant(tx.now());
    let held: Vec<(UserId, Option<SchoolId>)> = staff_roles::table
        .filter(staff_roles::organization_id.eq(tx.tenant()))
        .filter(staff_roles::role.eq(role))
        .filter(in_force!(staff_roles, now))
        .select((staff_roles::user_id, staff_roles::school_id))
        .load(tx.conn())?;
    let held = held.into_iter().filter(|(_, at)| *at == school);
    let mut people: Vec<UserId> = held.map(|(person, _)| person).collect();
    people.sort_unstable();
    people.dedup();
    Ok(people)
}

/// Gives a person a role from this instant on: at a school, or in the whole organization.
///
/// # Errors
/// If the database fails.
pub(crate) fn grant(
    tx: &mut Tx<'_>,
    person: UserId,
    role: StaffRole,
    school: Option<SchoolId>,
    origin: RoleOrigin,
) -> Result<StaffRoleId, DbError> {
    tx.forget_roles();
    let id: StaffRoleId = tx.new_id();
    let row = (
        staff_roles::organization_id.eq(tx.tenant()),
        staff_roles::id.eq(id),
        staff_roles::user_id.eq(person),
        staff_roles::school_id.eq(school),
        staff_roles::role.eq(role),
        staff_roles::origin.eq(origin),
        staff_roles::begins_at.eq(bind_instant(tx.now())),
    );
    diesel::insert_into(staff_roles::table)
        .values(row)
        .execute(tx.conn())?;
    Ok(id)
}
