//! What is refused for students: reading it, and handing it over between accounts.

use std::collections::{BTreeMap, HashMap, HashSet};

use chrono::{DateTime, Utc};
use diesel::prelude::*;
use domain::{
    directory::{DirectoryType, RefusalManner},
    ids::{DirectoryRefusalId, UserId},
};

use crate::{
    connection::MultiBackend,
    database::Tx,
    error::DbError,
    guardians::{Merges, OnePerson, accounts_of},
    schema::directory_refusals,
    sql_types::bind_instant,
};

/// A refusal that is in force.
#[derive(Queryable, Selectable)]
#[diesel(table_name = directory_refusals, check_for_backend(MultiBackend))]
pub(super) struct Refusal {
    pub(super) id: DirectoryRefusalId,
    pub(super) directory_type: DirectoryType,
    pub(super) manner: RefusalManner,
    pub(super) refused_by: UserId,
    pub(super) refused_at: DateTime<Utc>,
}

/// A type that is refused for a student, by whomever.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct RefusedType {
    /// The type.
    pub of: DirectoryType,
    /// Since when somebody refuses it.
    pub since: DateTime<Utc>,
}

/// The refusals for a student that are in force, in each of the student's accounts, the oldest first.
pub(super) fn in_force(tx: &mut Tx<'_>, student: UserId) -> Result<Vec<Refusal>, DbError> {
    let accounts = accounts_of(tx, student)?;
    in_accounts(tx, accounts)
}

fn in_accounts(tx: &mut Tx<'_>, accounts: Vec<UserId>) -> Result<Vec<Refusal>, DbError> {
    Ok(directory_refusals::table
        .filter(directory_refusals::organization_id.eq(tx.tenant()))
        .filter(directory_refusals::student_id.eq_any(accounts))
        .filter(directory_refusals::rescinded_at.is_null())
        .order((directory_refusals::refused_at, directory_refusals::id))
        .select(Refusal::as_select())
        .load(tx.conn())?)
}

/// The types that are refused for a student.
///
/// # Errors
/// If the database fails.
pub(crate) fn refused_of(tx: &mut Tx<'_>, student: UserId) -> Result<Vec<RefusedType>, DbError> {
    let mut refused: BTreeMap<DirectoryType, DateTime<Utc>> = BTreeMap::new();
    for refusal in in_force(tx, student)? {
        let since = refused.entry(refusal.directory_type);
        since.or_insert(refusal.refused_at);
    }
    let each = |(of, since)| RefusedType { of, since };
    Ok(refused.into_iter().map(each).collect())
}

/// The types that are refused in any account of some students, for each of them.
pub(super) fn refused_by_student(
    tx: &mut Tx<'_>,
    students: &[UserId],
) -> Result<HashMap<UserId, Vec<DirectoryType>>, DbError> {
    let people = OnePerson::of(tx, students, Merges::InForce)?;
    let rows: Vec<(UserId, DirectoryType)> = directory_refusals::table
        .filter(directory_refusals::organization_id.eq(tx.tenant()))
        .filter(directory_refusals::student_id.eq_any(people.all(students)))
        .filter(directory_refusals::rescinded_at.is_null())
        .select((
            directory_refusals::student_id,
            directory_refusals::directory_type,
        ))
        .load(tx.conn())?;
    let mut of_account: HashMap<UserId, HashSet<DirectoryType>> = HashMap::new();
    for (account, of) in rows {
        of_account.entry(account).or_default().insert(of);
    }
    let of_student = |student: &UserId| {
        let accounts = people.accounts(*student).into_iter();
        let refused = accounts.filter_map(|account| of_account.get(&account));
        (*student, refused.flatten().copied().collect())
    };
    Ok(students.iter().map(of_student).collect())
}

/// Writes down that a person refuses types for a student, as far as they do not already: the ids of what is new.
pub(super) fn write(
    tx: &mut Tx<'_>,
    student: UserId,
    types: &[DirectoryType],
    (manner, refused_by): (RefusalManner, UserId),
) -> Result<Vec<DirectoryRefusalId>, DbError> {
    let standing = in_force(tx, student)?;
    let mut written = Vec::new();
    for of in types.iter().copied() {
        let is_it = |refusal: &Refusal| {
            refusal.directory_type == of
                && refusal.manner == manner
                && (refusal.refused_by == refused_by || manner == RefusalManner::Paper)
        };
        if standing.iter().any(is_it) {
            continue;
        }
        let id: DirectoryRefusalId = tx.new_id();
        let refused_at = tx.now();
        insert(
            tx,
            student,
            &Refusal {
                id,
                directory_type: of,
                manner,
                refused_by,
                refused_at,
            },
        )?;
        written.push(id);
    }
    Ok(written)
}

/// Two accounts of one person are one from now on, or two again: what is refused for the one is refused for the
/// other too, by the same person.
///
/// # Errors
/// If the database fails.
pub(crate) fn hand_over(tx: &mut Tx<'_>, from: UserId, to: UserId) -> Result<(), DbError> {
    let standing = in_accounts(tx, vec![to])?;
    for refusal in in_accounts(tx, vec![from])? {
        let is_it = |held: &Refusal| {
            held.directory_type == refusal.directory_type
                && held.manner == refusal.manner
                && held.refused_by == refusal.refused_by
        };
        if !standing.iter().any(is_it) {
            let id = tx.new_id();
            insert(tx, to, &Refusal { id, ..refusal })?;
        }
    }
    Ok(())
}

fn insert(tx: &mut Tx<'_>, student: UserId, refusal: &Refusal) -> Result<(), DbError> {
    let row = (
        directory_refusals::organization_id.eq(tx.tenant()),
        directory_refusals::id.eq(refusal.id),
        directory_refusals::student_id.eq(student),
        directory_refusals::directory_type.eq(refusal.directory_type),
        directory_refusals::manner.eq(refusal.manner),
        directory_refusals::refused_by.eq(refusal.refused_by),
        directory_refusals::refused_at.eq(bind_instant(refusal.refused_at)),
    );
    diesel::insert_into(directory_refusals::table)
        .values(row)
        .execute(tx.conn())?;
    Ok(())
}
