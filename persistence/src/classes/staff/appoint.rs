//! Adding a member of staff to a class.

use chrono::{DateTime, Utc};
use diesel::prelude::*;
use domain::{
    access::action::ManageClassStaff,
    audit::Changed,
    classes::class_role::ClassRole,
    ids::{ClassId, SchoolId, TeachingAssignmentId, UserId},
    staff::role::StaffRole,
};

use super::StaffMember;
use crate::{
    access::Permit,
    accounts::{keys_of::subject_key, people::DISPLAY_NAME},
    audit,
    database::Tx,
    error::DbError,
    keys::Sealed,
    schema::{classes, staff_roles, teaching_assignments, users},
    sql_types::bind_instant,
    staff::addresses,
};

/// Who is to get a part.
#[derive(Clone)]
pub enum Appointee {
    /// The person with this id.
    Person(UserId),
    /// The person with this e-mail address, normalised.
    Email(String),
}

/// A staff assignment to add, from this instant on.
#[derive(Clone)]
pub struct NewAppointment {
    /// Who.
    pub appointee: Appointee,
    /// Which part.
    pub role: ClassRole,
    /// When it ends, if that is before access through the class ends.
    pub ends_at: Option<DateTime<Utc>>,
}

/// How an appointment ended.
#[derive(Clone)]
pub enum AppointOutcome {
    /// They have the part.
    Appointed(StaffMember),
    /// There is no such person, or none with a role at the school that allows this part.
    NotOfTheSchool,
    /// They have a part in the class already.
    HasAPart,
}

/// Adds a staff assignment to the permitted class.
///
/// # Errors
/// If the database fails.
pub fn appoint<'t>(
    tx: &mut Tx<'t>,
    permit: &Permit<'t, ManageClassStaff>,
    new: &NewAppointment,
) -> Result<AppointOutcome, DbError> {
    let class = permit.subject();
    let school = school_of(tx, class)?;
    let person = match &new.appointee {
        Appointee::Person(person) => Some(*person),
        Appointee::Email(email) => addresses::known_at(tx, school, email)?.into_iter().next(),
    };
    let Some(person) = person else {
        return Ok(AppointOutcome::NotOfTheSchool);
    };
    let roles = roles_at(tx, school, person)?;
    if !roles.iter().any(|role| new.role.can_be_played_by(*role)) {
        return Ok(AppointOutcome::NotOfTheSchool);
    }
    if has_a_part(tx, class, person)? {
        return Ok(AppointOutcome::HasAPart);
    }
    let assignment: TeachingAssignmentId = tx.new_id();
    let row = (
        teaching_assignments::organization_id.eq(tx.tenant()),
        teaching_assignments::id.eq(assignment),
        teaching_assignments::class_id.eq(class),
        teaching_assignments::user_id.eq(person),
        teaching_assignments::role.eq(new.role),
        teaching_assignments::granted_by.eq(permit.actor().user()),
        teaching_assignments::begins_at.eq(bind_instant(tx.now())),
        teaching_assignments::ends_at.eq(new.ends_at.map(bind_instant)),
    );
    diesel::insert_into(teaching_assignments::table)
        .values(row)
        .execute(tx.conn())?;
    audit::changed(
        tx,
        permit,
        Changed::created(assignment).and(Changed::of(person)),
    )?;
    Ok(AppointOutcome::Appointed(StaffMember {
        assignment,
        person,
        display_name: display_name(tx, person)?,
        role: new.role,
        begins_at: tx.now(),
        ends_at: new.ends_at,
    }))
}

fn school_of(tx: &mut Tx<'_>, class: ClassId) -> Result<SchoolId, DbError> {
    Ok(classes::table
        .find((tx.tenant(), class))
        .select(classes::school_id)
        .first(tx.conn())?)
}

fn roles_at(tx: &mut Tx<'_>, school: SchoolId, person: UserId) -> Result<Vec<StaffRole>, DbError> {
    let now = bind_instant(tx.now());
    let roles: Vec<StaffRole> = staff_roles::table
        .filter(staff_roles::organization_id.eq(tx.tenant()))
        .filter(staff_roles::user_id.eq(person))
        .filter(staff_roles::school_id.eq(school))
        .filter(in_force!(staff_roles, now))
        .select(staff_roles::role)
        .load(tx.conn())?;
    Ok(roles)
}

fn has_a_part(tx: &mut Tx<'_>, class: ClassId, person: UserId) -> Result<bool, DbError> {
    let count: i64 = teaching_assignments::table
        .filter(teaching_assignments::organization_id.eq(tx.tenant()))
        .filter(teaching_assignments::class_id.eq(class))
        .filter(teaching_assignments::user_id.eq(person))
        .filter(not_over!(teaching_assignments, bind_instant(tx.now())))
        .count()
        .get_result(tx.conn())?;
    Ok(count > 0)
}

fn display_name(tx: &mut Tx<'_>, person: UserId) -> Result<String, DbError> {
    let sealed: Sealed = users::table
        .find((tx.tenant(), person))
        .select(users::display_name)
        .first(tx.conn())?;
    Ok(subject_key(tx, person)?.open_text(DISPLAY_NAME, person.uuid(), &sealed)?)
}
