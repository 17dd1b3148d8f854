//! Ending the roles of a person: at a school, or in the whole district.

use chrono::{DateTime, Utc};
use diesel::prelude::*;
use domain::{
    access::action::{EndDistrictStaff, EndStaffRole},
    audit::Changed,
    ids::{SchoolId, TeachingAssignmentId, UserId},
    staff::role::StaffRole,
};

use crate::{
    access::Permit,
    accounts::credentials,
    audit,
    database::Tx,
    error::DbError,
    guardians,
    schema::{classes, staff_roles, teaching_assignments},
    sql_types::bind_instant,
    staff::{invitations, roles},
};

/// How an ending ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum EndOutcome {
    /// The person has no role there any more.
    Ended,
    /// It would have been the actor's own last administrative role: another administrator has to do
    /// it.
    OwnLastOffice,
}

/// Where roles end.
#[derive(Clone, Copy)]
enum Where {
    School(SchoolId),
    Everywhere,
}

impl Where {
    fn has(self, school: SchoolId) -> bool {
        match self {
            Self::School(this) => this == school,
            Self::Everywhere => true,
        }
    }
}

/// Ends the roles of the permitted person at the permitted school at this instant, and with them
/// their part in its classes. Where no role and no guardianship is left, their sessions end too, and
/// invitations that would open an account without a role. Access follows from roles in force at each request, so a
/// session that stays reaches nothing through the roles that ended.
///
/// # Errors
/// If the database fails.
pub fn end<'t>(tx: &mut Tx<'t>, permit: &Permit<'t, EndStaffRole>) -> Result<EndOutcome, DbError> {
    let member = permit.subject();
    let elsewhere = |(_, school): &(StaffRole, Option<SchoolId>)| *school != Some(member.school);
    let stays_in_office = roles::standing(tx, member.person)?
        .iter()
        .any(|held| elsewhere(held) && held.0.is_office());
    if member.person == permit.actor().user() && !stays_in_office {
        return Ok(EndOutcome::OwnLastOffice);
    }
    let keeps_a_role = roles::held(tx, member.person)?.iter().any(elsewhere);
    end_work(tx, member.person, Where::School(member.school))?;
    if !keeps_a_role {
        disable_sign_in(tx, member.person)?;
    }
    audit::changed(tx, permit, Changed::ended(member.person))?;
    Ok(EndOutcome::Ended)
}

/// Ends every role of the permitted person in the district at this instant, with all that hangs on
/// them. The person who does it stays, so the district keeps an administrator.
///
/// # Errors
/// If the database fails.
pub fn end_in_district<'t>(
    tx: &mut Tx<'t>,
    permit: &Permit<'t, EndDistrictStaff>,
) -> Result<EndOutcome, DbError> {
    let person = permit.subject().person;
    if person == permit.actor().user() {
        return Ok(EndOutcome::OwnLastOffice);
    }
    end_everywhere(tx, person)?;
    audit::changed(tx, permit, Changed::ended(person))?;
    Ok(EndOutcome::Ended)
}

/// Ends every role of a person, with all that hangs on them.
pub(crate) fn end_everywhere(tx: &mut Tx<'_>, person: UserId) -> Result<(), DbError> {
    end_work(tx, person, Where::Everywhere)?;
    disable_sign_in(tx, person)
}

/// Ends every role and assignment of a person whose account is hidden, who can still sign in if it is
/// restored.
pub(crate) fn end_all_work(tx: &mut Tx<'_>, person: UserId) -> Result<(), DbError> {
    end_work(tx, person, Where::Everywhere)
}

/// Takes from a person without a role what would open their account, the secret they know included:
/// should a role come back, a roster's say, a person has to invite them first. A guardian keeps it: the
/// account is theirs as a parent too, and reaches nothing through the roles that ended.
fn disable_sign_in(tx: &mut Tx<'_>, person: UserId) -> Result<(), DbError> {
    invitations::revoke_open(tx, person)?;
    if guardians::keeps_account(tx, person)? {
        return Ok(());
    }
    credentials::revoke_credential(tx, person)
}

fn end_work(tx: &mut Tx<'_>, person: UserId, place: Where) -> Result<(), DbError> {
    end_roles(tx, person, place)?;
    end_assignments(tx, person, place)
}

fn end_roles(tx: &mut Tx<'_>, person: UserId, place: Where) -> Result<(), DbError> {
    tx.forget_roles();
    let now = bind_instant(tx.now());
    let standing = || {
        staff_roles::table
            .filter(staff_roles::organization_id.eq(tx.tenant()))
            .filter(staff_roles::user_id.eq(person))
            .filter(not_over!(staff_roles, now))
    };
    let ending = staff_roles::ends_at.eq(now);
    match place {
        Where::School(school) => {
            let there = standing().filter(staff_roles::school_id.eq(school));
            diesel::update(there).set(ending).execute(tx.conn())?
        }
        Where::Everywhere => diesel::update(standing()).set(ending).execute(tx.conn())?,
    };
    Ok(())
}

/// Work in a class that has not begun ends where it begins: it has no instant.
fn end_assignments(tx: &mut Tx<'_>, person: UserId, place: Where) -> Result<(), DbError> {
    let (tenant, now) = (tx.tenant(), bind_instant(tx.now()));
    let standing: Vec<(TeachingAssignmentId, SchoolId, DateTime<Utc>)> =
        teaching_assignments::table
            .inner_join(
                classes::table.on(classes::organization_id
                    .eq(teaching_assignments::organization_id)
                    .and(classes::id.eq(teaching_assignments::class_id))),
            )
            .filter(teaching_assignments::organization_id.eq(tenant))
            .filter(teaching_assignments::user_id.eq(person))
            .filter(not_over!(teaching_assignments, now))
            .select((
                teaching_assignments::id,
                classes::school_id,
                teaching_assignments::begins_at,
            ))
            .load(tx.conn())?;
    for (assignment, school, begins_at) in standing {
        if place.has(school) {
            let ends_at = bind_instant(begins_at.max(tx.now()));
            diesel::update(teaching_assignments::table.find((tenant, assignment)))
                .set(teaching_assignments::ends_at.eq(ends_at))
                .execute(tx.conn())?;
        }
    }
    Ok(())
}
