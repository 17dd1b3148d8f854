//! Listing staff: of a school, and of the whole district.

use diesel::prelude::*;
use domain::{
    access::action::{ListDistrictStaff, ListStaff},
    accounts::{credentials::AccountStatus, emails::EmailRecipient},
    audit::Shown,
    ids::{SchoolId, UserId},
    staff::role::StaffRole,
};

use crate::{
    access::Permit,
    accounts::people::{DISPLAY_NAME, EMAIL, FAMILY_NAME, GIVEN_NAME},
    audit,
    connection::MultiBackend,
    database::Tx,
    error::DbError,
    keys::Sealed,
    paging::{PageRequest, Slice},
    schema::{staff_roles, subject_keys, users},
    sql_types::{BindUuid, bind_instant},
};

/// A member of staff.
#[derive(Clone, Debug)]
pub struct StaffMember {
    /// The person.
    pub id: UserId,
    /// Given name.
    pub given_name: String,
    /// Family name.
    pub family_name: String,
    /// The display name that students see.
    pub display_name: String,
    /// The status of the account.
    pub status: AccountStatus,
    /// The address with which they sign in, masked; `None` if they have none and cannot be invited.
    pub login: Option<String>,
    /// Their roles, each with its school: those at the school that was asked about, or all.
    pub roles: Vec<(StaffRole, Option<SchoolId>)>,
}

type Row = (
    UserId,
    AccountStatus,
    Sealed,
    Sealed,
    Sealed,
    Sealed,
    Option<Sealed>,
);
type Role = (UserId, StaffRole, Option<SchoolId>);
type Roles<'a> = staff_roles::BoxedQuery<'a, MultiBackend>;

/// Who holds a role at the permitted school at this instant.
///
/// # Errors
/// If the database fails, or a name does not open.
pub fn list<'t>(
    tx: &mut Tx<'t>,
    permit: &Permit<'t, ListStaff>,
    page: PageRequest,
) -> Result<Slice<StaffMember>, DbError> {
    let found = read(tx, Some(permit.subject()), page)?;
    audit::disclosed(
        tx,
        permit,
        Shown::each(found.rows.iter().map(|member| member.id)),
    )?;
    Ok(found)
}

/// Who holds a role in the permitted district at this instant, at a school or over all.
///
/// # Errors
/// If the database fails, or a name does not open.
pub fn list_in_district<'t>(
    tx: &mut Tx<'t>,
    permit: &Permit<'t, ListDistrictStaff>,
    page: PageRequest,
) -> Result<Slice<StaffMember>, DbError> {
    let found = read(tx, None, page)?;
    audit::disclosed(
        tx,
        permit,
        Shown::each(found.rows.iter().map(|member| member.id)),
    )?;
    Ok(found)
}

/// A page of those who hold a role in the tenant, at this school if one is named.
pub(crate) fn read(
    tx: &mut Tx<'_>,
    school: Option<SchoolId>,
    page: PageRequest,
) -> Result<Slice<StaffMember>, DbError> {
    let slice = page.into_page(holders(tx, school, page)?, |person| person.0);
    let last = slice.rows.last().copied().unwrap_or(page.after_id());
    let roles = roles(tx, school, page.after_id(), last)?;
    let rows = people(tx, &slice.rows)?
        .into_iter()
        .map(|row| open(tx, row, &roles))
        .collect::<Result<Vec<_>, DbError>>()?;
    Ok(Slice {
        rows,
        next: slice.next,
    })
}

fn open(tx: &mut Tx<'_>, row: Row, roles: &[Role]) -> Result<StaffMember, DbError> {
    let (id, status, wrapped, given, family, display, email) = row;
    let subject_key = tx.organization_key()?.open_subject(id, &wrapped)?;
    let open = |place, sealed: &Sealed| subject_key.open_text(place, id.uuid(), sealed);
    let address = email.map(|sealed| open(EMAIL, &sealed)).transpose()?;
    let mut roles: Vec<(StaffRole, Option<SchoolId>)> = roles
        .iter()
        .filter(|(holder, ..)| *holder == id)
        .map(|(_, role, school)| (*role, *school))
        .collect();
    roles.sort_unstable();
    roles.dedup();
    Ok(StaffMember {
        id,
        given_name: open(GIVEN_NAME, &given)?,
        family_name: open(FAMILY_NAME, &family)?,
        display_name: open(DISPLAY_NAME, &display)?,
        status,
        login: address
            .and_then(|address| EmailRecipient::of_adult(&address).ok())
            .map(|address| address.masked()),
        roles,
    })
}

/// The roles in force in the tenant, at this school if one is named.
fn in_force<'a>(tx: &Tx<'_>, school: Option<SchoolId>) -> Roles<'a> {
    let now = bind_instant(tx.now());
    let roles = staff_roles::table
        .filter(staff_roles::organization_id.eq(tx.tenant()))
        .filter(in_force!(staff_roles, now))
        .into_boxed::<MultiBackend>();
    match school {
        Some(school) => roles.filter(staff_roles::school_id.eq(school)),
        None => roles,
    }
}

fn holders(
    tx: &mut Tx<'_>,
    school: Option<SchoolId>,
    page: PageRequest,
) -> Result<Vec<BindUuid>, DbError> {
    Ok(in_force(tx, school)
        .filter(staff_roles::user_id.gt(page.after_id()))
        .select(staff_roles::user_id)
        .distinct()
        .order(staff_roles::user_id)
        .limit(page.limit_plus_one())
        .load(tx.conn())?)
}

fn people(tx: &mut Tx<'_>, holders: &[BindUuid]) -> Result<Vec<Row>, DbError> {
    Ok(users::table
        .inner_join(
            subject_keys::table.on(subject_keys::organization_id
                .eq(users::organization_id)
                .and(subject_keys::subject_id.eq(users::id))),
        )
        .filter(users::organization_id.eq(tx.tenant()))
        .filter(users::id.eq_any(holders))
        .order(users::id)
        .select((
            users::id,
            users::status,
            subject_keys::wrapped,
            users::given_name,
            users::family_name,
            users::display_name,
            users::email,
        ))
        .load(tx.conn())?)
}

/// The roles of the people behind one id, up to another.
fn roles(
    tx: &mut Tx<'_>,
    school: Option<SchoolId>,
    after: BindUuid,
    last: BindUuid,
) -> Result<Vec<Role>, DbError> {
    Ok(in_force(tx, school)
        .filter(staff_roles::user_id.gt(after))
        .filter(staff_roles::user_id.le(last))
        .select((
            staff_roles::user_id,
            staff_roles::role,
            staff_roles::school_id,
        ))
        .load(tx.conn())?)
}
