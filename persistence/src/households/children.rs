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
    schema::{
        activity_states, credentials as secrets, enrollments, feedback, known_devices,
        known_networks, learner_progress, lesson_states, progress_events, refresh_tokens,
        saved_work, school_enrollments, sessions, subject_keys, users,
    },
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

/// Deletes everything that is held about a child of the household, and the key under which it was
/// sealed, so that no backup opens it either. What was agreed to stays, by ids.
///
/// # Errors
/// If the database fails.
pub(crate) fn purge_child(tx: &mut Tx<'_>, child: UserId) -> Result<(), DbError> {
    macro_rules! delete_of {
        ($($table:ident by $column:ident),+ $(,)?) => { $(
            let rows = $table::table
                .filter($table::organization_id.eq(tx.tenant()))
                .filter($table::$column.eq(child));
            diesel::delete(rows).execute(tx.conn())?;
        )+ };
    }
    let held: Vec<domain::ids::SessionId> = sessions::table
        .filter(sessions::organization_id.eq(tx.tenant()))
        .filter(sessions::user_id.eq(child))
        .select(sessions::id)
        .load(tx.conn())?;
    let tokens = refresh_tokens::table
        .filter(refresh_tokens::organization_id.eq(tx.tenant()))
        .filter(refresh_tokens::session_id.eq_any(held));
    diesel::delete(tokens).execute(tx.conn())?;
    delete_of!(
        feedback by learner_id,
        saved_work by learner_id,
        activity_states by learner_id,
        lesson_states by learner_id,
        learner_progress by learner_id,
        progress_events by learner_id,
        known_devices by user_id,
        known_networks by user_id,
        sessions by user_id,
        secrets by user_id,
        enrollments by user_id,
        school_enrollments by user_id,
    );
    diesel::delete(users::table.find((tx.tenant(), child))).execute(tx.conn())?;
    diesel::delete(subject_keys::table.find((tx.tenant(), child))).execute(tx.conn())?;
    Ok(())
}
