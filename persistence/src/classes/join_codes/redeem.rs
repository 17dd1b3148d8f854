//! Joining a class by its code.

use chrono::{DateTime, Utc};
use diesel::prelude::*;
use domain::{
    access::action::JoinClass,
    audit::Changed,
    classes::{
        codes::{self, ClassCode, JoinCodeFacts},
        guesses::{Guess, guess},
        kind::ClassKind,
    },
    ids::{ClassId, SchoolId, UserId},
    organizations::authorization::{MissingCondition, Placement, StaffVerification},
};

use super::{JoinCode, guesses};
use crate::{
    access::Permit,
    access::relationships::{self, is_enrolled},
    audit,
    classes::{Class, read, sandbox::students::is_student, students::enroll},
    database::Tx,
    error::DbError,
    organizations::agreements,
    schema::join_codes,
};

/// How an attempt to join ended. All but the first are to be committed too: wrong codes count.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum JoinOutcome {
    /// The student is in the class; from now on, or since before.
    Joined(Class),
    /// The code opens nothing: there is none, it has expired, was revoked or is used up, or its
    /// class is over. Which, no one is told.
    Refused,
    /// After so many wrong codes, not before this instant.
    Wait(DateTime<Utc>),
    /// The class is a sandbox, or the student is one of a sandbox (SCH-04).
    Sandbox,
    /// The school does not authorize it (SCH-02): the condition that lacks.
    NotAuthorized(MissingCondition),
}

/// Tries the code that the permitted student typed.
///
/// # Errors
/// If the database fails.
pub fn redeem<'t>(
    tx: &mut Tx<'t>,
    permit: &Permit<'t, JoinClass>,
    typed: &str,
) -> Result<JoinOutcome, DbError> {
    let student = permit.actor().user();
    let streak = guesses::streak(tx, student)?;
    let number = match guess(streak.as_ref(), tx.now()) {
        Guess::Wait(until) => return Ok(JoinOutcome::Wait(until)),
        Guess::Allowed(number) => number,
    };
    let Some((code, class)) = find(tx, typed)? else {
        return refuse(tx, student, number);
    };
    if is_enrolled(tx, student, class.id)? {
        return Ok(JoinOutcome::Joined(class));
    }
    if codes::redeem(&facts(&code)?, tx.now()).is_err() {
        return refuse(tx, student, number);
    }
    if class.kind == ClassKind::Sandbox || is_student(tx, student)? {
        return Ok(JoinOutcome::Sandbox);
    }
    let issuer = verification(tx, code.created_by, class.school_id)?;
    let authorization =
        agreements::authorization(tx, class.school_id, Placement::AddedByStaff(issuer))?;
    let agreement = match authorization {
        Ok(agreement) => agreement,
        Err(condition) => return Ok(JoinOutcome::NotAuthorized(condition)),
    };
    enroll(tx, class.id, student, agreement.into())?;
    diesel::update(join_codes::table.find((tx.tenant(), code.id)))
        .set(join_codes::uses.eq(join_codes::uses + 1))
        .execute(tx.conn())?;
    guesses::forget(tx, student)?;
    audit::changed(
        tx,
        permit,
        Changed::of(code.id)
            .and(Changed::of(student))
            .and(Changed::of(class.id)),
    )?;
    Ok(JoinOutcome::Joined(class))
}

/// Whether the person who issued a code is still of the school.
fn verification(
    tx: &mut Tx<'_>,
    person: UserId,
    school: SchoolId,
) -> Result<StaffVerification, DbError> {
    let held = relationships::at_school(tx, person, school)?;
    let mut verified = held.into_iter().map(StaffVerification::by);
    let is_verified = verified.any(|by| by == StaffVerification::RoleInForce);
    Ok(if is_verified {
        StaffVerification::RoleInForce
    } else {
        StaffVerification::Unverified
    })
}

fn refuse(tx: &mut Tx<'_>, student: UserId, number: u32) -> Result<JoinOutcome, DbError> {
    guesses::note(tx, student, number)?;
    Ok(JoinOutcome::Refused)
}

/// The code that was typed, with its class, if there is one and the class is not over.
fn find(tx: &mut Tx<'_>, typed: &str) -> Result<Option<(JoinCode, Class)>, DbError> {
    let Ok(typed) = ClassCode::parse(typed) else {
        return Ok(None);
    };
    let found: Option<(JoinCode, ClassId)> = join_codes::table
        .filter(join_codes::organization_id.eq(tx.tenant()))
        .filter(join_codes::code.eq(typed.as_str()))
        .select((JoinCode::as_select(), join_codes::class_id))
        .first(tx.conn())
        .optional()?;
    let Some((code, class)) = found else {
        return Ok(None);
    };
    let now = tx.now();
    let class = read::find(tx, class)?.filter(|class| class.span().is_open(now));
    Ok(class.map(|class| (code, class)))
}

fn facts(code: &JoinCode) -> Result<JoinCodeFacts, DbError> {
    let count = |number| {
        u32::try_from(number).map_err(|_| DbError::Corrupt("uses of a code count from zero"))
    };
    Ok(JoinCodeFacts {
        expires_at: code.expires_at,
        revoked_at: code.revoked_at,
        uses: count(code.uses)?,
        uses_allowed: count(code.max_uses)?,
    })
}
