//! The address with which a member of staff signs in, for those who may correct it (decision 9).

use chrono::{DateTime, Utc};
use diesel::prelude::*;
use domain::{
    access::{Refusal, action::ManageStaffLogin},
    accounts::{credentials::AccountStatus, emails::EmailRecipient},
    audit::{Changed, Shown},
    ids::UserId,
    staff::grant_scope::GrantScope,
};

use super::{invitation_scope, invitations, invite::kind_and_status, roles};
use crate::{
    access::Permit,
    accounts::{
        credentials,
        keys_of::subject_key,
        logins::{self, LoginChange},
        people::EMAIL,
    },
    audit,
    database::Tx,
    error::DbError,
    keys::Sealed,
    schema::users,
};

/// With what a member of staff signs in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StaffLogin {
    /// The person.
    pub id: UserId,
    /// The status of the account.
    pub status: AccountStatus,
    /// The address, masked; `None` if there is none.
    pub login: Option<String>,
    /// When the account last changed.
    pub updated_at: DateTime<Utc>,
}

/// Shows with what the permitted person signs in; refused where the actor's offices do not reach.
///
/// # Errors
/// If the database fails.
pub fn show_login<'t>(
    tx: &mut Tx<'t>,
    permit: &Permit<'t, ManageStaffLogin>,
) -> Result<Result<StaffLogin, Refusal>, DbError> {
    let person = permit.subject().person;
    if !reaches(tx, permit)? {
        return Ok(Err(permit.overruled()));
    }
    audit::disclosed(tx, permit, Shown::each([person]))?;
    login(tx, person).map(Ok)
}

/// Reads the same, to decide upon a change and to show what became of it.
///
/// # Errors
/// If the database fails.
pub fn read_login<'t>(
    tx: &mut Tx<'t>,
    permit: &Permit<'t, ManageStaffLogin>,
) -> Result<Result<StaffLogin, Refusal>, DbError> {
    if !reaches(tx, permit)? {
        return Ok(Err(permit.overruled()));
    }
    login(tx, permit.subject().person).map(Ok)
}

/// How a change of an address ended.
#[derive(Debug)]
pub enum AddressOutcome {
    /// The person signs in with it.
    Done,
    /// Another person has it.
    Taken,
    /// It is the actor's own.
    Own,
    /// The person, or the word on which their account was opened, is beyond the actor's offices.
    OutOfReach(Refusal),
}

/// Changes the address of the permitted person. Their sessions end, and invitations that nobody
/// accepted: they were handed out for another address. The secret stays theirs.
///
/// # Errors
/// If the database fails.
pub fn change_address<'t>(
    tx: &mut Tx<'t>,
    permit: &Permit<'t, ManageStaffLogin>,
    email: &EmailRecipient,
) -> Result<AddressOutcome, DbError> {
    let person = permit.subject().person;
    if person == permit.actor().user() {
        return Ok(AddressOutcome::Own);
    }
    if !reaches(tx, permit)? {
        return Ok(AddressOutcome::OutOfReach(permit.overruled()));
    }
    let changed = match logins::set_email(tx, person, email)? {
        LoginChange::Taken => return Ok(AddressOutcome::Taken),
        LoginChange::Same => Changed::nothing(),
        LoginChange::Changed => {
            invitations::revoke_open(tx, person)?;
            credentials::end_sessions(tx, person)?;
            Changed::of(person)
        }
    };
    audit::changed(tx, permit, changed)?;
    Ok(AddressOutcome::Done)
}

/// Whether one of the actor's offices is worth as much as the permitted person's account.
fn reaches<'t>(tx: &mut Tx<'t>, permit: &Permit<'t, ManageStaffLogin>) -> Result<bool, DbError> {
    let person = permit.subject().person;
    let held = roles::held(tx, person)?;
    let (_, status) = kind_and_status(tx, person)?;
    let opened = match status {
        AccountStatus::Invited => None,
        AccountStatus::Active | AccountStatus::Disabled => {
            Some(invitation_scope::scope_of_account(tx, person)?)
        }
    };
    let offices = roles::standing(tx, permit.actor().user())?;
    Ok(offices
        .into_iter()
        .filter_map(|(role, school)| GrantScope::of(role, school))
        .any(|reach| reach.may_change_address(&held, opened)))
}

fn login(tx: &mut Tx<'_>, person: UserId) -> Result<StaffLogin, DbError> {
    let (status, email, updated_at): (AccountStatus, Option<Sealed>, DateTime<Utc>) = users::table
        .find((tx.tenant(), person))
        .select((users::status, users::email, users::updated_at))
        .first(tx.conn())?;
    let key = subject_key(tx, person)?;
    let address = email
        .map(|sealed| key.open_text(EMAIL, person.uuid(), &sealed))
        .transpose()?;
    Ok(StaffLogin {
        id: person,
        status,
        login: address
            .and_then(|address| EmailRecipient::of_adult(&address).ok())
            .map(|address| address.masked()),
        updated_at,
    })
}
