//! The children of a household: their accounts, which a parent opens once a consent is active.

use diesel::prelude::*;
use domain::{
    access::action::OpenChildAccount,
    accounts::{
        credentials::{AccountStatus, CredentialKind, PersonKind},
        usernames::Username,
    },
    audit::Changed,
    ids::{ConsentId, UserId},
    text::display_name_of_student,
};

use super::read::of_tenant;
use crate::{
    access::Permit,
    accounts::{
        credentials,
        people::{self, NewPerson},
        usernames,
    },
    audit,
    classes::students::enroll,
    consent,
    database::Tx,
    error::DbError,
    schema::users,
};

/// A child whose account is to be opened.
#[derive(Clone)]
pub struct NewChild {
    /// The child's name.
    pub given_name: String,
    /// The name with which the child signs in; drawn from the child's name if there is none.
    pub username: Option<Username>,
    /// The hash of the child's passphrase.
    pub passphrase_hash: String,
}

/// An account that was opened.
#[derive(Clone, Debug)]
pub struct ChildOpened {
    /// The child.
    pub child: UserId,
    /// The name with which the child signs in.
    pub username: String,
    /// The code with which the child signs in.
    pub sign_in_code: String,
}

/// Why no account is opened.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum OpenRefusal {
    /// There is no such consent, or it is not active (VPC-01).
    #[error("no consent is active")]
    NeedsConsent,
    /// The child has an account.
    #[error("the child has an account")]
    AlreadyOpen,
    /// Another child has the username.
    #[error("the username is taken")]
    UsernameTaken,
}

/// Opens the account of the child for whom a consent of the permitted household is active, and places
/// the child in the home's class.
///
/// # Errors
/// If the database or the cipher fails. The inner error is why no account was opened.
pub fn open_account<'t>(
    tx: &mut Tx<'t>,
    permit: &Permit<'t, OpenChildAccount>,
    consent: ConsentId,
    new: &NewChild,
) -> Result<Result<ChildOpened, OpenRefusal>, DbError> {
    let Some((child, held)) = consent::active(tx, consent)? else {
        return Ok(Err(OpenRefusal::NeedsConsent));
    };
    let household = of_tenant(tx)?.ok_or(DbError::Corrupt("a parent has a household"))?;
    let exists: i64 = users::table
        .find((tx.tenant(), child))
        .count()
        .get_result(tx.conn())?;
    if exists > 0 {
        return Ok(Err(OpenRefusal::AlreadyOpen));
    }
    let username = match &new.username {
        Some(name) if people::find_by_username(tx, name.as_str())?.is_some() => {
            return Ok(Err(OpenRefusal::UsernameTaken));
        }
        Some(name) => name.as_str().to_owned(),
        None => usernames::draw(tx, &new.given_name, "", &[])?
            .as_str()
            .to_owned(),
    };
    let person = NewPerson {
        kind: PersonKind::Student,
        status: AccountStatus::Active,
        given_name: new.given_name.clone(),
        family_name: String::new(),
        display_name: display_name_of_student(&new.given_name, ""),
        email: None,
        username: Some(username.clone()),
        source_id: None,
        grade_level: None,
    };
    people::insert_as(tx, child, &person)?;
    credentials::put(tx, child, CredentialKind::Passphrase, &new.passphrase_hash)?;
    enroll(tx, household.class, child, held.id.into())?;
    consent::forget_name(tx, child)?;
    audit::changed(
        tx,
        permit,
        Changed::created(child).and(Changed::of(consent)),
    )?;
    Ok(Ok(ChildOpened {
        child,
        username,
        sign_in_code: household.sign_in_code,
    }))
}
