//! What rights a guardian has at this instant: facts for the relationships, never data.

use std::collections::HashSet;

use chrono::{DateTime, Utc};
use diesel::prelude::*;
use domain::{
    classes::interval::Interval,
    guardians::{
        GuardianshipEnd, GuardianshipState,
        pairing::FamilyStanding,
        rights::{parent_rights, state_among},
    },
    ids::UserId,
};

use super::accounts::{Merges, OnePerson, accounts_of};
use crate::{
    age,
    database::Tx,
    error::DbError,
    schema::{guardian_limits, guardianships},
    sql_types::bind_instant,
};

/// Whether a person has the rights of a parent over a student's record at this instant (FER-02). They follow
/// from a guardianship of this account; what contests or limits them may stand at any account of the student.
///
/// # Errors
/// If the database fails.
pub(crate) fn holds_rights(
    tx: &mut Tx<'_>,
    guardian: UserId,
    student: UserId,
) -> Result<bool, DbError> {
    let query = guardianships::table
        .filter(guardianships::organization_id.eq(tx.tenant()))
        .filter(guardianships::guardian_id.eq(guardian))
        .filter(guardianships::student_id.eq(student))
        .filter(guardianships::state.eq(GuardianshipState::Verified))
        .select(guardianships::decided_at);
    let verified: Option<Option<DateTime<Utc>>> =
        on_connection!(tx.conn(), |conn| query.first(conn)).optional()?;
    let Some(decided_at) = verified else {
        return Ok(false);
    };
    let accounts = accounts_of(tx, student)?;
    let others: Vec<(GuardianshipState, Option<DateTime<Utc>>)> = guardianships::table
        .filter(guardianships::organization_id.eq(tx.tenant()))
        .filter(guardianships::guardian_id.eq(guardian))
        .filter(guardianships::student_id.eq_any(accounts.clone()))
        .filter(guardianships::student_id.ne(student))
        .select((guardianships::state, guardianships::decided_at))
        .load(tx.conn())?;
    let state = state_among((GuardianshipState::Verified, decided_at), &others);
    let limits = limits_at(tx, guardian, accounts)?;
    let majority = age::majority(tx, student)?;
    Ok(parent_rights(state, &limits, majority, tx.now()).is_ok())
}

/// Whether a person is of a student's family: a guardianship of the student is or was theirs, of any of the
/// student's accounts and however it stands.
///
/// # Errors
/// If the database fails.
pub(crate) fn was_guardian(
    tx: &mut Tx<'_>,
    person: UserId,
    student: UserId,
) -> Result<bool, DbError> {
    let accounts = accounts_of(tx, student)?;
    let any: i64 = guardianships::table
        .filter(guardianships::organization_id.eq(tx.tenant()))
        .filter(guardianships::guardian_id.eq(person))
        .filter(guardianships::student_id.eq_any(accounts))
        .count()
        .get_result(tx.conn())?;
    Ok(any > 0)
}

/// Who has the rights of a parent over a student's record at this instant: of an adult, nobody.
///
/// # Errors
/// If the database fails.
pub(crate) fn rights_holders(tx: &mut Tx<'_>, student: UserId) -> Result<Vec<UserId>, DbError> {
    let mut guardians: Vec<UserId> = guardianships::table
        .filter(guardianships::organization_id.eq(tx.tenant()))
        .filter(guardianships::student_id.eq(student))
        .filter(guardianships::state.eq(GuardianshipState::Verified))
        .order(guardianships::guardian_id)
        .select(guardianships::guardian_id)
        .load(tx.conn())?;
    guardians.dedup();
    let mut holders = Vec::new();
    for guardian in guardians {
        if holds_rights(tx, guardian, student)? {
            holders.push(guardian);
        }
    }
    Ok(holders)
}

/// Whether a person has the rights of a parent over anybody's record at this instant.
///
/// # Errors
/// If the database fails.
pub(crate) fn guards_anybody(tx: &mut Tx<'_>, guardian: UserId) -> Result<bool, DbError> {
    let students: Vec<UserId> = guardianships::table
        .filter(guardianships::organization_id.eq(tx.tenant()))
        .filter(guardianships::guardian_id.eq(guardian))
        .filter(guardianships::state.eq(GuardianshipState::Verified))
        .select(guardianships::student_id)
        .load(tx.conn())?;
    for student in students {
        if holds_rights(tx, guardian, student)? {
            return Ok(true);
        }
    }
    Ok(false)
}

/// Whether a person keeps an account because of a guardianship that is not over, whatever it is worth.
///
/// # Errors
/// If the database fails.
pub(crate) fn keeps_account(tx: &mut Tx<'_>, guardian: UserId) -> Result<bool, DbError> {
    let open: i64 = guardianships::table
        .filter(guardianships::organization_id.eq(tx.tenant()))
        .filter(guardianships::guardian_id.eq(guardian))
        .filter(guardianships::ended_at.is_null())
        .count()
        .get_result(tx.conn())?;
    Ok(open > 0)
}

/// When a person's rights over a student's record are limited, of the limits that are not over. What was
/// recorded of a guardianship holds for the one that follows it, and for each account of the student.
pub(super) fn limits_of(
    tx: &mut Tx<'_>,
    guardian: UserId,
    student: UserId,
) -> Result<Vec<Interval>, DbError> {
    let accounts = accounts_of(tx, student)?;
    limits_at(tx, guardian, accounts)
}

fn limits_at(
    tx: &mut Tx<'_>,
    guardian: UserId,
    accounts: Vec<UserId>,
) -> Result<Vec<Interval>, DbError> {
    let rows: Vec<(DateTime<Utc>, Option<DateTime<Utc>>)> = guardian_limits::table
        .inner_join(
            guardianships::table.on(guardianships::organization_id
                .eq(guardian_limits::organization_id)
                .and(guardianships::id.eq(guardian_limits::guardianship_id))),
        )
        .filter(guardian_limits::organization_id.eq(tx.tenant()))
        .filter(guardianships::guardian_id.eq(guardian))
        .filter(guardianships::student_id.eq_any(accounts))
        .filter(not_over!(guardian_limits, bind_instant(tx.now())))
        .select((guardian_limits::begins_at, guardian_limits::ends_at))
        .load(tx.conn())?;
    rows.into_iter()
        .map(|(from, to)| {
            Interval::new(from, to).map_err(|_| DbError::Corrupt("a limit ends after it begins"))
        })
        .collect()
}

/// How a guardianship ends that the school decided against, or that it never decided about.
const LEFT_CONTESTED: [GuardianshipEnd; 4] = [
    GuardianshipEnd::NotVerified,
    GuardianshipEnd::Mistake,
    GuardianshipEnd::Document,
    GuardianshipEnd::Undecided,
];

/// Those of some students of whom it is not settled who their guardians are, of each account that they have or
/// had.
///
/// # Errors
/// If the database fails.
pub(crate) fn contested_students(
    tx: &mut Tx<'_>,
    students: &[UserId],
) -> Result<HashSet<UserId>, DbError> {
    let people = OnePerson::of(tx, students, Merges::Ever)?;
    let accounts = people.all(students);
    let contested: Vec<UserId> = guardianships::table
        .filter(guardianships::organization_id.eq(tx.tenant()))
        .filter(guardianships::student_id.eq_any(accounts.clone()))
        .filter(
            guardianships::state
                .eq(GuardianshipState::Disputed)
                .or(guardianships::end_reason.eq_any(LEFT_CONTESTED)),
        )
        .select(guardianships::student_id)
        .load(tx.conn())?;
    let limited: Vec<UserId> = guardian_limits::table
        .inner_join(
            guardianships::table.on(guardianships::organization_id
                .eq(guardian_limits::organization_id)
                .and(guardianships::id.eq(guardian_limits::guardianship_id))),
        )
        .filter(guardian_limits::organization_id.eq(tx.tenant()))
        .filter(guardianships::student_id.eq_any(accounts))
        .filter(not_over!(guardian_limits, bind_instant(tx.now())))
        .select(guardianships::student_id)
        .load(tx.conn())?;
    let found: HashSet<UserId> = contested.into_iter().chain(limited).collect();
    let is_contested = |student: &UserId| !people.accounts(*student).is_disjoint(&found);
    Ok(students.iter().copied().filter(is_contested).collect())
}

/// Whether it is settled who the guardians of a student are, of each account that the student has or had.
///
/// # Errors
/// If the database fails.
pub(crate) fn family(tx: &mut Tx<'_>, student: UserId) -> Result<FamilyStanding, DbError> {
    Ok(if contested_students(tx, &[student])?.is_empty() {
        FamilyStanding::Settled
    } else {
        FamilyStanding::Contested
    })
}
