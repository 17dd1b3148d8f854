//! Why the account of an adult cannot be spared yet.

use diesel::prelude::*;
use domain::{
    accounts::credentials::{AccountStatus, PersonKind},
    ids::{PLATFORM, SchoolId, UserId},
    staff::role::StaffRole,
};

use crate::{
    database::Tx,
    error::DbError,
    schema::{staff_roles, users},
    sql_types::bind_instant,
    staff::roles,
};

/// Why the account of an adult cannot be spared yet.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Obstacle {
    /// Nobody else administers the school, the district or the platform.
    LastAdministrator,
    /// The household has accounts of children.
    Children,
}

/// Why the account of an adult cannot be spared yet; `None` of a student.
pub(crate) fn obstacle(tx: &mut Tx<'_>, person: UserId) -> Result<Option<Obstacle>, DbError> {
    for (role, school) in roles::held(tx, person)? {
        if role.is_office() && !has_others_in(tx, person, role, school)? {
            return Ok(Some(Obstacle::LastAdministrator));
        }
        if role == StaffRole::Parent && children(tx)? > 0 {
            return Ok(Some(Obstacle::Children));
        }
    }
    Ok(None)
}

/// Whether others hold an office, or one above it.
fn has_others_in(
    tx: &mut Tx<'_>,
    person: UserId,
    role: StaffRole,
    school: Option<SchoolId>,
) -> Result<bool, DbError> {
    let now = bind_instant(tx.now());
    let above = if tx.organization() == PLATFORM {
        StaffRole::PlatformOperator
    } else {
        StaffRole::DistrictAdmin
    };
    let held: Vec<(StaffRole, Option<SchoolId>)> = staff_roles::table
        .inner_join(
            users::table.on(users::organization_id
                .eq(staff_roles::organization_id)
                .and(users::id.eq(staff_roles::user_id))),
        )
        .filter(staff_roles::organization_id.eq(tx.tenant()))
        .filter(staff_roles::user_id.ne(person))
        .filter(users::status.eq(AccountStatus::Active))
        .filter(staff_roles::role.eq_any([role, above]))
        .filter(in_force!(staff_roles, now))
        .select((staff_roles::role, staff_roles::school_id))
        .load(tx.conn())?;
    Ok(held
        .into_iter()
        .any(|other| other.0 == above || other == (role, school)))
}

fn children(tx: &mut Tx<'_>) -> Result<i64, DbError> {
    Ok(users::table
        .filter(users::organization_id.eq(tx.tenant()))
        .filter(users::kind.eq(PersonKind::Student))
        .count()
        .get_result(tx.conn())?)
}
