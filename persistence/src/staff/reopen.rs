//! Letting a member of staff into their account again: with an invitation for who never opened it,
//! and with one in the place of a secret that is lost or locked (SEC-04).

use diesel::prelude::*;
use domain::{
    access::{
        Refusal,
        action::{InviteStaffMember, ResetDistrictStaffCredential, ResetStaffCredential},
    },
    accounts::credentials::{AccountStatus, PersonKind},
    audit::Changed,
    ids::UserId,
    staff::grant_scope::GrantScope,
};

use super::invite::{Invited, kind_and_status, reach_at};
use crate::{
    access::Permit,
    accounts::credentials,
    audit,
    database::Tx,
    error::DbError,
    keys::Sealed,
    schema::users,
    staff::{
        invitations::{self, Issuer},
        roles,
    },
};

/// How it ended.
#[derive(Debug)]
pub enum ReopenOutcome {
    /// The person can open their account.
    Reopened(Invited),
    /// The person also works where the actor's office does not reach.
    OutOfReach(Refusal),
    /// The account is not in a state for this: it is open, closed, has no address to sign in with,
    /// or is the actor's own.
    NotAvailable,
}

/// Invites the permitted person, whom a roster or an administrator named before and who has not
/// opened their account.
///
/// # Errors
/// If the database fails.
pub fn invite_again<'t>(
    tx: &mut Tx<'t>,
    permit: &Permit<'t, InviteStaffMember>,
) -> Result<ReopenOutcome, DbError> {
    let member = permit.subject();
    let issuer = Issuer {
        by: Some(permit.actor().user()),
        reach: reach_at(member.school, permit.relationship()),
    };
    if !reaches(tx, issuer.reach, member.person)? {
        return Ok(ReopenOutcome::OutOfReach(permit.overruled()));
    }
    if state(tx, member.person)? != Some(AccountStatus::Invited) {
        return Ok(ReopenOutcome::NotAvailable);
    }
    let invited = invite(tx, member.person, issuer)?;
    audit::changed(
        tx,
        permit,
        Changed::of(member.person).sent_to(member.person),
    )?;
    Ok(ReopenOutcome::Reopened(invited))
}

/// Takes away the secret of the permitted person, with every session of before and every failure,
/// and invites them to choose another.
///
/// # Errors
/// If the database fails.
pub fn reset_credential<'t>(
    tx: &mut Tx<'t>,
    permit: &Permit<'t, ResetStaffCredential>,
) -> Result<ReopenOutcome, DbError> {
    let member = permit.subject();
    let issuer = Issuer {
        by: Some(permit.actor().user()),
        reach: reach_at(member.school, permit.relationship()),
    };
    if !reaches(tx, issuer.reach, member.person)? {
        return Ok(ReopenOutcome::OutOfReach(permit.overruled()));
    }
    let outcome = reset(tx, member.person, issuer)?;
    if let ReopenOutcome::Reopened(_) = outcome {
        audit::changed(
            tx,
            permit,
            Changed::of(member.person).sent_to(member.person),
        )?;
    }
    Ok(outcome)
}

/// The same, for any person on the staff of the district.
///
/// # Errors
/// If the database fails.
pub fn reset_credential_in_district<'t>(
    tx: &mut Tx<'t>,
    permit: &Permit<'t, ResetDistrictStaffCredential>,
) -> Result<ReopenOutcome, DbError> {
    let issuer = Issuer {
        by: Some(permit.actor().user()),
        reach: GrantScope::Organization,
    };
    let outcome = reset(tx, permit.subject().person, issuer)?;
    if let ReopenOutcome::Reopened(_) = outcome {
        let person = permit.subject().person;
        audit::changed(tx, permit, Changed::of(person).sent_to(person))?;
    }
    Ok(outcome)
}

/// Takes a secret away and invites its owner. No one resets their own: the person who holds a
/// session but not the secret could make the account theirs.
pub(crate) fn reset(
    tx: &mut Tx<'_>,
    person: UserId,
    issuer: Issuer,
) -> Result<ReopenOutcome, DbError> {
    let can_be_reset = matches!(
        state(tx, person)?,
        Some(AccountStatus::Invited | AccountStatus::Active)
    );
    if issuer.by == Some(person) || !can_be_reset {
        return Ok(ReopenOutcome::NotAvailable);
    }
    credentials::revoke_credential(tx, person)?;
    invitations::revoke_all(tx, person)?;
    invite(tx, person, issuer).map(ReopenOutcome::Reopened)
}

fn invite(tx: &mut Tx<'_>, person: UserId, issuer: Issuer) -> Result<Invited, DbError> {
    Ok(Invited {
        person,
        status: AccountStatus::Invited,
        secret: Some(invitations::issue(tx, person, issuer, None)?),
    })
}

fn reaches(tx: &mut Tx<'_>, reach: GrantScope, person: UserId) -> Result<bool, DbError> {
    Ok(reach.covers(&roles::held(tx, person)?))
}

/// The state of an account of staff that has an address to sign in with.
fn state(tx: &mut Tx<'_>, person: UserId) -> Result<Option<AccountStatus>, DbError> {
    let address: Option<Sealed> = users::table
        .find((tx.tenant(), person))
        .select(users::email)
        .first(tx.conn())?;
    let (kind, status) = kind_and_status(tx, person)?;
    Ok((kind == PersonKind::Adult && address.is_some()).then_some(status))
}
