//! New credentials for students, by those who teach them (SEC-07).

use std::collections::HashSet;

use diesel::prelude::*;
use domain::{
    access::{
        ClassMember, Relationship,
        action::{PrintCredentials, ResetStudentCredential},
    },
    accounts::credentials::{AccountStatus, CredentialKind},
    audit::{ChangeRole, Changed},
    classes::placement::{SchoolTie, SecretReach, secret_reach},
    ids::{ClassId, SchoolId, UserId},
    rights::restriction::RestrictedPart,
};

use crate::{
    access::{Permit, withheld_from},
    accounts::{
        credentials,
        keys_of::subject_key,
        people::{self, DISPLAY_NAME, FAMILY_NAME, GIVEN_NAME, USERNAME},
        usernames,
    },
    audit,
    database::Tx,
    error::DbError,
    keys::Sealed,
    schema::{classes, enrollments, school_enrollments, users},
    sql_types::bind_instant,
};

/// What a student signs in with, apart from the passphrase.
#[derive(Clone)]
pub struct IssuedCredential {
    /// The student.
    pub student: UserId,
    /// The display name of the student.
    pub display_name: String,
    /// The name with which the student signs in.
    pub username: String,
    /// The code of the class.
    pub sign_in_code: String,
}

/// How the reset of a passphrase ended.
pub enum ResetOutcome {
    /// The student has a new one.
    Issued(IssuedCredential),
    /// The student is at another school too, so that the district has to do it; or at this one alone, and the
    /// district asks.
    BeyondReach,
}

/// Whether a passphrase of the permitted student is for the person to hand out who asks.
///
/// # Errors
/// If the database fails.
pub fn reach<'t>(
    tx: &mut Tx<'t>,
    permit: &Permit<'t, ResetStudentCredential>,
) -> Result<SecretReach, DbError> {
    let ClassMember { class, student } = permit.subject();
    reach_of(tx, permit.relationship(), class, student)
}

/// Whether what opens the account of a student of a class is for the person to hand out who asks.
pub(super) fn reach_of(
    tx: &mut Tx<'_>,
    relationship: Relationship,
    class: ClassId,
    student: UserId,
) -> Result<SecretReach, DbError> {
    let elsewhere = elsewhere(tx, class, &[student])?;
    Ok(secret_reach(relationship, tie(&elsewhere, student)))
}

fn tie(elsewhere: &HashSet<UserId>, student: UserId) -> SchoolTie {
    if elsewhere.contains(&student) {
        SchoolTie::Present
    } else {
        SchoolTie::None
    }
}

/// Those students of a class who are at another school too.
fn elsewhere(
    tx: &mut Tx<'_>,
    class: ClassId,
    students: &[UserId],
) -> Result<HashSet<UserId>, DbError> {
    let (tenant, now) = (tx.tenant(), bind_instant(tx.now()));
    let school: SchoolId = classes::table
        .find((tenant, class))
        .select(classes::school_id)
        .first(tx.conn())?;
    let mut elsewhere: Vec<UserId> = enrollments::table
        .inner_join(
            classes::table.on(classes::organization_id
                .eq(enrollments::organization_id)
                .and(classes::id.eq(enrollments::class_id))),
        )
        .filter(enrollments::organization_id.eq(tenant))
        .filter(enrollments::user_id.eq_any(students))
        .filter(in_force!(enrollments, now))
        .filter(open_class!(now))
        .filter(classes::school_id.ne(school))
        .select(enrollments::user_id)
        .load(tx.conn())?;
    let enrolled: Vec<UserId> = school_enrollments::table
        .filter(school_enrollments::organization_id.eq(tenant))
        .filter(school_enrollments::user_id.eq_any(students))
        .filter(in_force!(school_enrollments, now))
        .filter(school_enrollments::school_id.ne(school))
        .select(school_enrollments::user_id)
        .load(tx.conn())?;
    elsewhere.extend(enrolled);
    Ok(elsewhere.into_iter().collect())
}

/// Gives the permitted student a new passphrase by its hash, and a username if they have none. The old
/// passphrase and every session of before are void; failures are forgotten.
///
/// # Errors
/// If the database fails.
pub fn reset<'t>(
    tx: &mut Tx<'t>,
    permit: &Permit<'t, ResetStudentCredential>,
    passphrase_hash: &str,
) -> Result<ResetOutcome, DbError> {
    if reach(tx, permit)? == SecretReach::Beyond {
        return Ok(ResetOutcome::BeyondReach);
    }
    let ClassMember { class, student } = permit.subject();
    let sign_in_code = sign_in_code(tx, class)?;
    let issued = issue(tx, student, passphrase_hash, sign_in_code)?;
    audit::changed(tx, permit, Changed::of(student).sent_to(student))?;
    Ok(ResetOutcome::Issued(issued))
}

fn sign_in_code(tx: &mut Tx<'_>, class: ClassId) -> Result<String, DbError> {
    Ok(classes::table
        .find((tx.tenant(), class))
        .select(classes::sign_in_code)
        .first(tx.conn())?)
}

fn issue(
    tx: &mut Tx<'_>,
    student: UserId,
    passphrase_hash: &str,
    sign_in_code: String,
) -> Result<IssuedCredential, DbError> {
    let (display_name, username) = names(tx, student)?;
    let username = match username {
        Some(username) => username,
        None => assign_username(tx, student)?,
    };
    credentials::put(tx, student, CredentialKind::Passphrase, passphrase_hash)?;
    open_account(tx, student)?;
    Ok(IssuedCredential {
        student,
        display_name,
        username,
        sign_in_code,
    })
}

/// The students who are in the permitted class at this instant, oldest first, whose passphrases are for the
/// person to hand out who asks: for the district those who are at another school too, for everybody else the
/// others.
///
/// # Errors
/// If the database fails.
pub fn to_print<'t>(
    tx: &mut Tx<'t>,
    permit: &Permit<'t, PrintCredentials>,
) -> Result<Vec<UserId>, DbError> {
    let now = bind_instant(tx.now());
    let mut students: Vec<UserId> = enrollments::table
        .filter(enrollments::organization_id.eq(tx.tenant()))
        .filter(enrollments::class_id.eq(permit.subject()))
        .filter(in_force!(enrollments, now))
        .order(enrollments::user_id)
        .select(enrollments::user_id)
        .load(tx.conn())?;
    students.dedup();
    let elsewhere = elsewhere(tx, permit.subject(), &students)?;
    let is_theirs = |student| {
        secret_reach(permit.relationship(), tie(&elsewhere, student)) == SecretReach::Within
    };
    let withheld = withheld_from(tx, permit.relationship(), RestrictedPart::Everything)?;
    students.retain(|student| is_theirs(*student) && !withheld.contains(student));
    Ok(students)
}

/// How the printing of a sheet ended.
pub enum PrintOutcome {
    /// What is on it, in the order in which the students were named.
    Printed(Vec<IssuedCredential>),
    /// A student who was named is not in the class; no passphrase is new.
    NotInClass,
}

/// Gives each of these students of the permitted class a new passphrase by its hash, as [`reset`]
/// does.
///
/// # Errors
/// If the database fails.
pub fn print<'t>(
    tx: &mut Tx<'t>,
    permit: &Permit<'t, PrintCredentials>,
    passphrases: &[(UserId, &str)],
) -> Result<PrintOutcome, DbError> {
    let present = to_print(tx, permit)?;
    let students = || passphrases.iter().map(|(student, _)| *student);
    if !students().all(|student| present.contains(&student)) {
        return Ok(PrintOutcome::NotInClass);
    }
    let sign_in_code = sign_in_code(tx, permit.subject())?;
    let issued = passphrases
        .iter()
        .map(|(student, hash)| issue(tx, *student, hash, sign_in_code.clone()))
        .collect::<Result<_, DbError>>()?;
    let sent = Changed::each(ChangeRole::SentTo, students());
    let changed = Changed::each(ChangeRole::Changed, students()).and(sent);
    audit::changed(tx, permit, changed)?;
    Ok(PrintOutcome::Printed(issued))
}

/// The display name and the username, if there is one. They go onto the student's own slip.
fn names(tx: &mut Tx<'_>, student: UserId) -> Result<(String, Option<String>), DbError> {
    let (display_name, username): (Sealed, Option<Sealed>) = users::table
        .find((tx.tenant(), student))
        .select((users::display_name, users::username))
        .first(tx.conn())?;
    let subject = subject_key(tx, student)?;
    let username = username
        .map(|username| subject.open_text(USERNAME, student.uuid(), &username))
        .transpose()?;
    let display_name = subject.open_text(DISPLAY_NAME, student.uuid(), &display_name)?;
    Ok((display_name, username))
}

/// Gives a username to a student whom a roster brought without one.
fn assign_username(tx: &mut Tx<'_>, student: UserId) -> Result<String, DbError> {
    let row = (tx.tenant(), student);
    let (given, family): (Sealed, Sealed) = users::table
        .find(row)
        .select((users::given_name, users::family_name))
        .first(tx.conn())?;
    let subject = subject_key(tx, student)?;
    let given = subject.open_text(GIVEN_NAME, student.uuid(), &given)?;
    let family = subject.open_text(FAMILY_NAME, student.uuid(), &family)?;
    let username = usernames::draw(tx, &given, &family, &[])?;
    let username = username.as_str();
    let sealed = subject.seal(tx.mint(), USERNAME, student.uuid(), username.as_bytes())?;
    let index = people::index(tx, USERNAME, Some(username))?;
    diesel::update(users::table.find(row))
        .set((
            users::username.eq(Some(sealed)),
            users::username_index.eq(index),
        ))
        .execute(tx.conn())?;
    Ok(username.to_owned())
}

/// Opens an account that waited for its first secret. One that was closed stays closed.
fn open_account(tx: &mut Tx<'_>, student: UserId) -> Result<(), DbError> {
    diesel::update(
        users::table
            .find((tx.tenant(), student))
            .filter(users::status.eq(AccountStatus::Invited)),
    )
    .set(users::status.eq(AccountStatus::Active))
    .execute(tx.conn())?;
    Ok(())
}
