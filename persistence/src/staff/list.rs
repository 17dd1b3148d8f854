//! Listing staff: of a school, and of the whole district.

use std::collections::HashMap;

use diesel::prelude::*;
use domain::{
    access::action::{ListDistrictStaff, ListStaff},
    accounts::{credentials::AccountStatus, emails::EmailRecipient},
    audit::Shown,
    ids::{SchoolId, UserId},
    staff::role::StaffRole,
};
use uuid::Uuid;

use crate::{
    access::Permit,
    accounts::people::{self, DISPLAY_NAME, EMAIL, FAMILY_NAME, GIVEN_NAME},
    audit,
    connection::MultiBackend,
    database::Tx,
    error::DbError,
    keys::Sealed,
    paging::{Named, NamesRequest, NamesSlice},
    schema::{staff_roles, subject_keys, users},
    sql_types::bind_instant,
    staff::typed_addresses::typed_by,
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
    /// The address to which the person who asks invited them, if that invitation is open.
    pub invited_address: Option<String>,
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
type StaffPost = (StaffRole, Option<SchoolId>);
type Roles<'a> = staff_roles::BoxedQuery<'a, MultiBackend>;

/// Which members of staff are wanted.
#[derive(Clone, Copy, Debug, Default)]
pub struct StaffWanted {
    /// Only those who hold this role.
    pub role: Option<StaffRole>,
    /// Only those whose account is in this status.
    pub status: Option<AccountStatus>,
}

/// Who holds a role at the permitted school at this instant.
///
/// # Errors
/// If the database fails, or a name does not open.
pub fn list<'t>(
    tx: &mut Tx<'t>,
    permit: &Permit<'t, ListStaff>,
    wanted: StaffWanted,
    names: &NamesRequest,
) -> Result<NamesSlice<StaffMember>, DbError> {
    let all = read(tx, Some(permit.subject()))?;
    let found = page_of(tx, permit.actor().user(), all, wanted, names)?;
    audit::disclosed(tx, permit, shown(&found))?;
    Ok(found)
}

/// Who holds a role in the permitted district at this instant, at a school or over all.
///
/// # Errors
/// If the database fails, or a name does not open.
pub fn list_in_district<'t>(
    tx: &mut Tx<'t>,
    permit: &Permit<'t, ListDistrictStaff>,
    wanted: StaffWanted,
    names: &NamesRequest,
) -> Result<NamesSlice<StaffMember>, DbError> {
    let all = read(tx, None)?;
    let found = page_of(tx, permit.actor().user(), all, wanted, names)?;
    audit::disclosed(tx, permit, shown(&found))?;
    Ok(found)
}

fn page_of(
    tx: &mut Tx<'_>,
    asker: UserId,
    mut all: Vec<StaffMember>,
    wanted: StaffWanted,
    names: &NamesRequest,
) -> Result<NamesSlice<StaffMember>, DbError> {
    all.retain(|member| {
        let holds = |role| member.roles.iter().any(|(held, _)| *held == role);
        wanted.role.is_none_or(holds) && wanted.status.is_none_or(|status| status == member.status)
    });
    let mut page = names.cut(all, |id| people::display_name_of(tx, id))?;
    let listed: Vec<UserId> = page.rows().iter().map(|member| member.id).collect();
    let mut typed = typed_by(tx, asker, &listed)?;
    for member in &mut page.slice.rows {
        member.invited_address = typed.remove(&member.id);
    }
    Ok(page)
}

fn shown(found: &NamesSlice<StaffMember>) -> Shown {
    Shown::each(found.rows().iter().map(|member| member.id))
}

impl Named for StaffMember {
    fn id(&self) -> Uuid {
        self.id.uuid()
    }

    fn name(&self) -> &str {
        &self.display_name
    }

    fn names(&self) -> Vec<&str> {
        vec![&self.display_name, &self.given_name, &self.family_name]
    }
}

/// Everybody who holds a role in the tenant, at this school if one is named.
pub(crate) fn read(tx: &mut Tx<'_>, school: Option<SchoolId>) -> Result<Vec<StaffMember>, DbError> {
    let mut roles: HashMap<UserId, Vec<StaffPost>> = HashMap::new();
    let held: Vec<Role> = in_force(tx, school)
        .select((
            staff_roles::user_id,
            staff_roles::role,
            staff_roles::school_id,
        ))
        .load(tx.conn())?;
    for (holder, role, at) in held {
        roles.entry(holder).or_default().push((role, at));
    }
    people_rows(tx, school)?
        .into_iter()
        .map(|row| {
            let roles = roles.remove(&row.0).unwrap_or_default();
            open(tx, row, roles)
        })
        .collect()
}

fn open(tx: &mut Tx<'_>, row: Row, mut roles: Vec<StaffPost>) -> Result<StaffMember, DbError> {
    let (id, status, wrapped, given, family, display, email) = row;
    let subject_key = tx.organization_key()?.open_subject(id, &wrapped)?;
    let open = |place, sealed: &Sealed| subject_key.open_text(place, id.uuid(), sealed);
    let address = email.map(|sealed| open(EMAIL, &sealed)).transpose()?;
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
        invited_address: None,
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

fn people_rows(tx: &mut Tx<'_>, school: Option<SchoolId>) -> Result<Vec<Row>, DbError> {
    let (tenant, now) = (tx.tenant(), bind_instant(tx.now()));
    macro_rules! holders {
        ($roles:expr) => {
            users::table
                .inner_join(
                    subject_keys::table.on(subject_keys::organization_id
                        .eq(users::organization_id)
                        .and(subject_keys::subject_id.eq(users::id))),
                )
                .filter(users::organization_id.eq(tenant))
                .filter(users::id.eq_any($roles.select(staff_roles::user_id)))
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
                .load(tx.conn())?
        };
    }
    let held = staff_roles::table
        .filter(staff_roles::organization_id.eq(tenant))
        .filter(in_force!(staff_roles, now));
    Ok(match school {
        None => holders!(held),
        Some(school) => holders!(held.filter(staff_roles::school_id.eq(school))),
    })
}
