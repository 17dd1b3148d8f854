//! The invitations of schools that address a person who has an account: accepted and declined with
//! that account's own session (decision 9).

use std::collections::BTreeSet;

use chrono::{DateTime, Utc};
use diesel::prelude::*;
use domain::{
    access::action::{AnswerOwnInvitation, ListOwnInvitations},
    accounts::credentials::AccountStatus,
    audit::Changed,
    ids::{ClassId, InvitationId, SchoolId, UserId},
    staff::role::StaffRole,
};

use super::{
    addresses, end_everywhere, invitation_scope,
    invitations::{Issuer, still_reaches},
    roles::{self, RoleOrigin},
};
use crate::{
    access::Permit,
    audit,
    database::Tx,
    error::DbError,
    paging::{PageRequest, Slice},
    schema::{invitations, schools, teaching_assignments, users},
    sql_types::bind_instant,
};

/// An invitation that waits for the answer of a person who has an account.
#[derive(Clone, Debug)]
pub struct OwnInvitation {
    /// Its id.
    pub id: InvitationId,
    /// The school that invites.
    pub school: SchoolId,
    /// The school's name.
    pub school_name: String,
    /// The roles that it gives at the school.
    pub roles: BTreeSet<StaffRole>,
    /// When it expires.
    pub expires_at: DateTime<Utc>,
    /// The account that stands at the school for whoever answers.
    stand_in: UserId,
}

/// How an acceptance ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum AnswerOutcome {
    /// It is done.
    Answered,
    /// No such invitation waits for the person.
    NotFound,
    /// The account was opened by a school: only the district can give it roles at another.
    OpenedBySchool,
}

/// The invitations that wait for the permitted person's answer, oldest first.
///
/// # Errors
/// If the database fails.
pub fn list<'t>(
    tx: &mut Tx<'t>,
    permit: &Permit<'t, ListOwnInvitations>,
    page: PageRequest,
) -> Result<Slice<OwnInvitation>, DbError> {
    let mut waiting = waiting(tx, permit.subject())?;
    waiting.retain(|invitation| page.after.is_none_or(|after| invitation.id.uuid() > after));
    Ok(page.into_page(waiting, |invitation| invitation.id.uuid()))
}

/// Gives the permitted person the roles of an invitation, and the work in classes that they were
/// given at the school meanwhile.
///
/// # Errors
/// If the database fails.
pub fn accept<'t>(
    tx: &mut Tx<'t>,
    permit: &Permit<'t, AnswerOwnInvitation>,
    invitation: InvitationId,
) -> Result<AnswerOutcome, DbError> {
    let person = permit.subject();
    let Some(found) = find(tx, person, invitation)? else {
        return Ok(AnswerOutcome::NotFound);
    };
    let given = roles::held(tx, found.stand_in)?;
    if !invitation_scope::scope_of_account(tx, person)?.covers(&given) {
        return Ok(AnswerOutcome::OpenedBySchool);
    }
    let held = roles::held(tx, person)?;
    for (role, school) in given.into_iter().filter(|role| !held.contains(role)) {
        roles::grant(tx, person, role, school, RoleOrigin::Invitation)?;
    }
    take_over_work(tx, found.stand_in, person)?;
    end_everywhere(tx, found.stand_in)?;
    addresses::give_up(tx, found.stand_in)?;
    let changed = Changed::ended(invitation).and(Changed::of(person));
    audit::changed(tx, permit, changed)?;
    Ok(AnswerOutcome::Answered)
}

/// Declines an invitation. The school is not told: it sees an invitation that nobody answered.
///
/// # Errors
/// If the database fails.
pub fn decline<'t>(
    tx: &mut Tx<'t>,
    permit: &Permit<'t, AnswerOwnInvitation>,
    invitation: InvitationId,
) -> Result<AnswerOutcome, DbError> {
    if find(tx, permit.subject(), invitation)?.is_none() {
        return Ok(AnswerOutcome::NotFound);
    }
    diesel::update(invitations::table.find((tx.tenant(), invitation)))
        .set(invitations::declined_at.eq(bind_instant(tx.now())))
        .execute(tx.conn())?;
    audit::changed(tx, permit, Changed::of(invitation))?;
    Ok(AnswerOutcome::Answered)
}

fn find(
    tx: &mut Tx<'_>,
    person: UserId,
    invitation: InvitationId,
) -> Result<Option<OwnInvitation>, DbError> {
    let waiting = waiting(tx, person)?;
    Ok(waiting.into_iter().find(|one| one.id == invitation))
}

/// At most one invitation a school and address waits, so few that all are read.
fn waiting(tx: &mut Tx<'_>, person: UserId) -> Result<Vec<OwnInvitation>, DbError> {
    type Row = (
        InvitationId,
        UserId,
        Option<UserId>,
        SchoolId,
        String,
        DateTime<Utc>,
    );
    let address: Option<Vec<u8>> = users::table
        .find((tx.tenant(), person))
        .select(users::email_index)
        .first(tx.conn())?;
    let Some(address) = address else {
        return Ok(Vec::new());
    };
    let rows: Vec<Row> = invitations::table
        .inner_join(
            users::table.on(users::organization_id
                .eq(invitations::organization_id)
                .and(users::id.eq(invitations::user_id))),
        )
        .inner_join(
            schools::table.on(schools::organization_id
                .eq(invitations::organization_id)
                .and(schools::id.nullable().eq(invitations::reach_school_id))),
        )
        .filter(invitations::organization_id.eq(tx.tenant()))
        .filter(users::requested_email_index.eq(address))
        .filter(users::status.eq(AccountStatus::Invited))
        .filter(invitations::accepted_at.is_null())
        .filter(invitations::revoked_at.is_null())
        .filter(invitations::declined_at.is_null())
        .filter(invitations::expires_at.gt(bind_instant(tx.now())))
        .order(invitations::id)
        .select((
            invitations::id,
            invitations::user_id,
            invitations::invited_by,
            schools::id,
            schools::name,
            invitations::expires_at,
        ))
        .load(tx.conn())?;
    let mut waiting = Vec::new();
    for (id, stand_in, by, school, school_name, expires_at) in rows {
        let reach = invitation_scope::reach(Some(school));
        if still_reaches(tx, Issuer { by, reach }, stand_in)? {
            let held = roles::held(tx, stand_in)?;
            waiting.push(OwnInvitation {
                id,
                school,
                school_name,
                roles: held.into_iter().map(|(role, _)| role).collect(),
                expires_at,
                stand_in,
            });
        }
    }
    Ok(waiting)
}

/// Work in a class where the person has a part already is not theirs twice.
fn take_over_work(tx: &mut Tx<'_>, from: UserId, to: UserId) -> Result<(), DbError> {
    let (tenant, now) = (tx.tenant(), bind_instant(tx.now()));
    let standing = |of: UserId| {
        teaching_assignments::table
            .filter(teaching_assignments::organization_id.eq(tenant))
            .filter(teaching_assignments::user_id.eq(of))
            .filter(not_over!(teaching_assignments, now))
    };
    let own: Vec<ClassId> = standing(to)
        .select(teaching_assignments::class_id)
        .load(tx.conn())?;
    diesel::update(standing(from).filter(teaching_assignments::class_id.ne_all(own)))
        .set(teaching_assignments::user_id.eq(to))
        .execute(tx.conn())?;
    Ok(())
}
