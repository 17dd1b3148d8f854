//! A person's own profile.

use diesel::prelude::*;
use domain::{
    access::{
        Action,
        action::{ReadOwnProfile, UpdateOwnProfile},
    },
    accounts::{credentials::PersonKind, sessions::SessionKind},
    audit::Changed,
    ids::{OrganizationId, SchoolId, UserId},
    staff::role::StaffRole,
};

use super::people::{self, DISPLAY_NAME, FAMILY_NAME, GIVEN_NAME};
use crate::{
    access::Permit,
    audit,
    database::Tx,
    error::DbError,
    keys::Sealed,
    schema::{organizations, schools, sessions, staff_roles, subject_keys, users},
    sql_types::bind_instant,
};

/// What a person sees of themself.
#[derive(Clone, Debug)]
pub struct Profile {
    /// Their id.
    pub id: UserId,
    /// Student or staff.
    pub kind: PersonKind,
    /// Given name.
    pub given_name: String,
    /// Family name.
    pub family_name: String,
    /// The display name.
    pub display_name: String,
    /// Their organization.
    pub organization_id: OrganizationId,
    /// Its name.
    pub organization_name: String,
    /// Its short name.
    pub organization_slug: String,
    /// Their roles that are in force.
    pub roles: Vec<Role>,
    /// The kind of the session through which they look.
    pub session: SessionKind,
}

/// A role that is in force.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Role {
    /// The role.
    pub role: StaffRole,
    /// The school at which it is held, with its name, unless it is held in the whole organization.
    pub school: Option<(SchoolId, String)>,
}

/// A right to see one's own profile.
pub trait ShowsProfile: Action<Subject = UserId> {}

impl ShowsProfile for ReadOwnProfile {}
impl ShowsProfile for UpdateOwnProfile {}

/// Reads the permitted person's profile.
///
/// # Errors
/// If the database fails.
pub fn read<'t, A: ShowsProfile>(
    tx: &mut Tx<'t>,
    permit: &Permit<'t, A>,
) -> Result<Profile, DbError> {
    type Row = (
        (PersonKind, Sealed, Sealed, Sealed),
        Sealed,
        (String, String),
        SessionKind,
    );
    let person = permit.subject();
    let query = users::table
        .inner_join(
            subject_keys::table.on(subject_keys::organization_id
                .eq(users::organization_id)
                .and(subject_keys::subject_id.eq(users::id))),
        )
        .inner_join(
            organizations::table.on(organizations::organization_id.eq(users::organization_id)),
        )
        .inner_join(sessions::table.on(sessions::organization_id.eq(users::organization_id)))
        .filter(users::organization_id.eq(tx.tenant()))
        .filter(users::id.eq(person))
        .filter(sessions::id.eq(permit.actor().session()))
        .select((
            (
                users::kind,
                users::given_name,
                users::family_name,
                users::display_name,
            ),
            subject_keys::wrapped,
            (organizations::name, organizations::slug),
            sessions::kind,
        ));
    let found: Row = on_connection!(tx.conn(), |conn| query.first(conn))?;
    let ((kind, given_name, family_name, display_name), wrapped, organization, session) = found;
    let (organization_name, organization_slug) = organization;
    let subject = tx.organization_key()?.open_subject(person, &wrapped)?;
    let open = |place, sealed: &Sealed| subject.open_text(place, person.uuid(), sealed);
    Ok(Profile {
        id: person,
        kind,
        given_name: open(GIVEN_NAME, &given_name)?,
        family_name: open(FAMILY_NAME, &family_name)?,
        display_name: open(DISPLAY_NAME, &display_name)?,
        organization_id: tx.organization(),
        organization_name,
        organization_slug,
        roles: roles(tx, person)?,
        session,
    })
}

/// The person's roles in force at this instant, oldest first.
fn roles(tx: &mut Tx<'_>, person: UserId) -> Result<Vec<Role>, DbError> {
    type Row = (StaffRole, Option<SchoolId>, Option<String>);
    let now = bind_instant(tx.now());
    let query = staff_roles::table
        .left_join(
            schools::table.on(schools::organization_id
                .eq(staff_roles::organization_id)
                .and(schools::id.nullable().eq(staff_roles::school_id))),
        )
        .filter(staff_roles::organization_id.eq(tx.tenant()))
        .filter(staff_roles::user_id.eq(person))
        .filter(in_force!(staff_roles, now))
        .order(staff_roles::id)
        .select((
            staff_roles::role,
            staff_roles::school_id,
            schools::name.nullable(),
        ));
    let found: Vec<Row> = on_connection!(tx.conn(), |conn| query.load(conn))?;
    Ok(found
        .into_iter()
        .map(|(role, school, name)| Role {
            role,
            school: school.zip(name),
        })
        .collect())
}

/// Changes how others see the permitted person.
///
/// # Errors
/// If the database fails.
pub fn rename<'t>(
    tx: &mut Tx<'t>,
    permit: &Permit<'t, UpdateOwnProfile>,
    display_name: &str,
) -> Result<(), DbError> {
    people::rename(tx, permit.subject(), display_name)?;
    audit::changed(tx, permit, Changed::of(permit.subject()))
}
