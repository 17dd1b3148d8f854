//! The name with which a student signs in, for the administrators who may correct it (decision 14).

use chrono::{DateTime, Utc};
use diesel::prelude::*;
use domain::{
    access::{
        ClassMember, Membership,
        action::ManageStudentLogin,
        visibility::{LoginSight, login_sight},
    },
    accounts::usernames::Username,
    audit::{Changed, Shown},
    classes::placement::SecretReach,
    ids::UserId,
};

use super::credential::reach_of;
use crate::{
    access::Permit,
    accounts::{
        keys_of::subject_key,
        logins::{self, LoginChange},
        people::USERNAME,
    },
    audit,
    database::Tx,
    error::DbError,
    keys::Sealed,
    schema::users,
};

/// With what a student signs in, beside the passphrase.
#[derive(Clone, PartialEq, Eq)]
pub struct StudentLogin {
    /// The student.
    pub id: UserId,
    /// The name, if they have one, for those who see it (FER-04, D2).
    pub username: Option<String>,
    /// When their profile or their credentials last changed.
    pub updated_at: DateTime<Utc>,
}

/// Shows with what the permitted student signs in.
///
/// # Errors
/// If the database fails.
pub fn show_login<'t>(
    tx: &mut Tx<'t>,
    permit: &Permit<'t, ManageStudentLogin>,
) -> Result<StudentLogin, DbError> {
    audit::disclosed(tx, permit, Shown::each([permit.subject().student]))?;
    read_login(tx, permit)
}

/// Reads the same, to decide upon a change and to show what became of it.
///
/// # Errors
/// If the database fails.
pub fn read_login<'t>(
    tx: &mut Tx<'t>,
    permit: &Permit<'t, ManageStudentLogin>,
) -> Result<StudentLogin, DbError> {
    let id = permit.subject().student;
    let (username, updated_at): (Option<Sealed>, DateTime<Utc>) = users::table
        .find((tx.tenant(), id))
        .select((users::username, users::updated_at))
        .first(tx.conn())?;
    let key = subject_key(tx, id)?;
    let sight = login_sight(permit.relationship(), Membership::Present);
    let username = username
        .filter(|_| sight == LoginSight::Shown)
        .map(|sealed| key.open_text(USERNAME, id.uuid(), &sealed))
        .transpose()?;
    Ok(StudentLogin {
        id,
        username,
        updated_at,
    })
}

/// How a change of a username ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum UsernameOutcome {
    /// The student signs in with it.
    Done,
    /// Another person has it.
    Taken,
    /// The student is at another school too, so that the district has to do it; or at this one alone, and the
    /// district asks.
    BeyondReach,
}

/// Changes the username of the permitted student. Sessions go on: a name is no secret, and a lesson
/// does not stop for it.
///
/// # Errors
/// If the database fails.
pub fn change_username<'t>(
    tx: &mut Tx<'t>,
    permit: &Permit<'t, ManageStudentLogin>,
    username: &Username,
) -> Result<UsernameOutcome, DbError> {
    let ClassMember { class, student } = permit.subject();
    if reach_of(tx, permit.relationship(), class, student)? == SecretReach::Beyond {
        return Ok(UsernameOutcome::BeyondReach);
    }
    let changed = match logins::set_username(tx, student, username)? {
        LoginChange::Taken => return Ok(UsernameOutcome::Taken),
        LoginChange::Same => Changed::nothing(),
        LoginChange::Changed => Changed::of(student),
    };
    audit::changed(tx, permit, changed)?;
    Ok(UsernameOutcome::Done)
}
