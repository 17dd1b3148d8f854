//! Listing the staff of a school.

use diesel::prelude::*;
use domain::{
    access::{Permit, action::ListStaff},
    accounts::credentials::AccountStatus,
    ids::{SchoolId, UserId},
    organizations::staff_role::StaffRole,
};
use uuid::Uuid;

use crate::{
    accounts::people::{DISPLAY_NAME, FAMILY_NAME, GIVEN_NAME},
    audit,
    database::Tx,
    error::DbError,
    keys::Sealed,
    paging::{PageAfter, Placed, Slice},
    schema::{staff_roles, subject_keys, users},
    sql_types::{Key, Named, at, key},
};

/// A member of the staff of a school.
#[derive(Clone, Debug)]
pub struct StaffMember {
    /// The person.
    pub id: UserId,
    /// Given name.
    pub given_name: String,
    /// Family name.
    pub family_name: String,
    /// How pupils see them.
    pub display_name: String,
    /// Whether their account is open.
    pub status: AccountStatus,
    /// Their roles at the school.
    pub roles: Vec<StaffRole>,
}

impl Placed for StaffMember {
    fn place(&self) -> Uuid {
        self.id.uuid()
    }
}

type Row = (UserId, Named<AccountStatus>, Sealed, Sealed, Sealed, Sealed);

/// Who holds a role at the permitted school at this instant.
///
/// # Errors
/// If the database fails, or a name does not open.
pub fn list(
    tx: &mut Tx<'_>,
    permit: &Permit<ListStaff>,
    page: PageAfter,
) -> Result<Slice<StaffMember>, DbError> {
    let slice = page.slice(people(tx, permit.subject(), page)?);
    let last = slice.rows.last().map_or(page.floor(), |row| key(row.0));
    let roles = roles(tx, permit.subject(), page.floor(), last)?;
    let keys = tx.organization_key()?;
    let rows = slice
        .rows
        .into_iter()
        .map(|(id, status, wrapped, given, family, display)| {
            let subject_key = keys.open_subject(id, &wrapped)?;
            let open = |place, sealed| subject_key.open_text(place, id.uuid(), sealed);
            let mut roles: Vec<StaffRole> = roles
                .iter()
                .filter(|(holder, _)| *holder == id)
                .map(|(_, role)| role.0)
                .collect();
            roles.sort_unstable();
            roles.dedup();
            Ok(StaffMember {
                id,
                given_name: open(GIVEN_NAME, &given)?,
                family_name: open(FAMILY_NAME, &family)?,
                display_name: open(DISPLAY_NAME, &display)?,
                status: status.0,
                roles,
            })
        })
        .collect::<Result<Vec<_>, DbError>>()?;
    audit::disclosed(tx, permit, rows.len())?;
    Ok(Slice {
        rows,
        has_more: slice.has_more,
    })
}

fn people(tx: &mut Tx<'_>, school: SchoolId, page: PageAfter) -> Result<Vec<Row>, DbError> {
    let (tenant, now) = (tx.tenant(), at(tx.now()));
    let holders = staff_roles::table
        .filter(staff_roles::organization_id.eq(tenant))
        .filter(staff_roles::school_id.eq(key(school)))
        .filter(in_force!(staff_roles, now))
        .select(staff_roles::user_id);
    Ok(users::table
        .inner_join(
            subject_keys::table.on(subject_keys::organization_id
                .eq(users::organization_id)
                .and(subject_keys::subject_id.eq(users::id))),
        )
        .filter(users::organization_id.eq(tenant))
        .filter(users::id.eq_any(holders))
        .filter(users::id.gt(page.floor()))
        .order(users::id)
        .limit(page.probe())
        .select((
            users::id,
            users::status,
            subject_keys::wrapped,
            users::given_name,
            users::family_name,
            users::display_name,
        ))
        .load(tx.conn())?)
}

/// The roles at a school of the people behind one id, up to another.
fn roles(
    tx: &mut Tx<'_>,
    school: SchoolId,
    after: Key,
    last: Key,
) -> Result<Vec<(UserId, Named<StaffRole>)>, DbError> {
    let (tenant, now) = (tx.tenant(), at(tx.now()));
    Ok(staff_roles::table
        .filter(staff_roles::organization_id.eq(tenant))
        .filter(staff_roles::school_id.eq(key(school)))
        .filter(staff_roles::user_id.gt(after))
        .filter(staff_roles::user_id.le(last))
        .filter(in_force!(staff_roles, now))
        .select((staff_roles::user_id, staff_roles::role))
        .load(tx.conn())?)
}
