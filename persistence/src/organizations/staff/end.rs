//! Ending somebody's roles at a school.

use diesel::prelude::*;
use domain::{
    access::{Permit, StaffMember, action::EndStaffRole},
    ids::UserId,
};

use crate::{
    accounts::invitations,
    audit,
    database::Tx,
    error::DbError,
    organizations::staff_roles as roles,
    schema::{classes, staff_roles, teaching_assignments, users},
    sql_types::{at, key},
};

/// How an ending ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum EndOutcome {
    /// The person has no role at the school any more.
    Ended,
    /// It would have been the actor's own last office: somebody else has to do it.
    OwnLastOffice,
}

/// Ends the roles of the permitted person at the permitted school at this instant, and with them
/// their part in its classes, their sessions, and invitations that would open an account without a
/// role.
///
/// # Errors
/// If the database fails.
pub fn end(tx: &mut Tx<'_>, permit: &Permit<EndStaffRole>) -> Result<EndOutcome, DbError> {
    let member = permit.subject();
    let kept: Vec<_> = roles::standing(tx, member.person)?
        .into_iter()
        .filter(|(_, school)| *school != Some(member.school))
        .collect();
    let stays_in_office = kept.iter().any(|(role, _)| role.is_office());
    if member.person == permit.actor().user && !stays_in_office {
        return Ok(EndOutcome::OwnLastOffice);
    }
    end_roles(tx, member)?;
    end_assignments(tx, member)?;
    end_sessions(tx, member.person)?;
    if kept.is_empty() {
        invitations::revoke_open(tx, member.person)?;
    }
    audit::performed(tx, permit, 1)?;
    Ok(EndOutcome::Ended)
}

fn end_roles(tx: &mut Tx<'_>, member: StaffMember) -> Result<(), DbError> {
    let now = at(tx.now());
    let standing = staff_roles::table
        .filter(staff_roles::organization_id.eq(tx.tenant()))
        .filter(staff_roles::user_id.eq(key(member.person)))
        .filter(staff_roles::school_id.eq(key(member.school)))
        .filter(not_over!(staff_roles, now));
    diesel::update(standing)
        .set(staff_roles::ends_at.eq(now))
        .execute(tx.conn())?;
    Ok(())
}

/// Work in a class that has not begun ends where it begins: it has no instant.
fn end_assignments(tx: &mut Tx<'_>, member: StaffMember) -> Result<(), DbError> {
    let (tenant, now) = (tx.tenant(), at(tx.now()));
    let of_school = || {
        classes::table
            .filter(classes::organization_id.eq(tenant))
            .filter(classes::school_id.eq(key(member.school)))
            .select(classes::id)
    };
    let standing = || {
        teaching_assignments::table
            .filter(teaching_assignments::organization_id.eq(tenant))
            .filter(teaching_assignments::user_id.eq(key(member.person)))
            .filter(teaching_assignments::class_id.eq_any(of_school()))
            .filter(not_over!(teaching_assignments, now))
    };
    diesel::update(standing().filter(teaching_assignments::begins_at.le(now)))
        .set(teaching_assignments::ends_at.eq(now))
        .execute(tx.conn())?;
    diesel::update(standing().filter(teaching_assignments::begins_at.gt(now)))
        .set(teaching_assignments::ends_at.eq(teaching_assignments::begins_at.nullable()))
        .execute(tx.conn())?;
    Ok(())
}

/// The next epoch ends every session of the one before (G-SES2).
fn end_sessions(tx: &mut Tx<'_>, person: UserId) -> Result<(), DbError> {
    diesel::update(users::table.find((tx.tenant(), key(person))))
        .set((
            users::epoch.eq(users::epoch + 1),
            users::updated_at.eq(at(tx.now())),
        ))
        .execute(tx.conn())?;
    Ok(())
}
