//! Forgetting who contacts were that are over.

use std::collections::HashSet;

use diesel::prelude::*;
use domain::ids::{GuardianContactId, UserId};
use uuid::Uuid;

use crate::{
    bulk::ROWS_PER_STATEMENT, database::Tx, error::DbError, keys::Sealed, rights,
    schema::guardian_contacts, sql_types::BindUuid,
};

/// A contact that is over, and whose.
type Over = (GuardianContactId, UserId);

/// Forgets names and address of contacts that are over, where nothing stands against the end of the
/// student's data: the row goes, or stays as a mark by which no roster brings the person back.
///
/// # Errors
/// If the database fails.
pub(crate) fn forget(tx: &mut Tx<'_>, contacts: &[Uuid]) -> Result<(), DbError> {
    for some in contacts.chunks(ROWS_PER_STATEMENT) {
        let held: Vec<Over> = guardian_contacts::table
            .filter(guardian_contacts::organization_id.eq(tx.tenant()))
            .filter(guardian_contacts::id.eq_any(some.iter().map(|id| BindUuid(*id))))
            .filter(guardian_contacts::ended_at.is_not_null())
            .select((guardian_contacts::id, guardian_contacts::student_id))
            .load(tx.conn())?;
        let free = not_blocked(tx, held)?;
        let of_free = || {
            guardian_contacts::table
                .filter(guardian_contacts::organization_id.eq(tx.tenant()))
                .filter(guardian_contacts::id.eq_any(free.clone()))
        };
        let unmarked = of_free().filter(guardian_contacts::barred_at.is_null());
        let marked = of_free().filter(guardian_contacts::barred_at.is_not_null());
        diesel::delete(unmarked).execute(tx.conn())?;
        diesel::update(marked)
            .set((
                guardian_contacts::given_name.eq(None::<Sealed>),
                guardian_contacts::family_name.eq(None::<Sealed>),
                guardian_contacts::email.eq(None::<Sealed>),
                guardian_contacts::statement.eq(Vec::<u8>::new()),
            ))
            .execute(tx.conn())?;
    }
    Ok(())
}

/// A batch of contacts that are over and are not forgotten yet, although nothing stands against it any more.
///
/// # Errors
/// If the database fails.
pub(crate) fn over(tx: &mut Tx<'_>, at_most: i64) -> Result<Vec<Uuid>, DbError> {
    let mut after = GuardianContactId::from_uuid(Uuid::nil());
    loop {
        let page: Vec<Over> = guardian_contacts::table
            .filter(guardian_contacts::organization_id.eq(tx.tenant()))
            .filter(guardian_contacts::ended_at.is_not_null())
            .filter(guardian_contacts::given_name.is_not_null())
            .filter(guardian_contacts::id.gt(after))
            .order(guardian_contacts::id)
            .limit(at_most)
            .select((guardian_contacts::id, guardian_contacts::student_id))
            .load(tx.conn())?;
        let Some((last, _)) = page.last() else {
            return Ok(Vec::new());
        };
        after = *last;
        let free = not_blocked(tx, page)?;
        if !free.is_empty() {
            return Ok(free.into_iter().map(GuardianContactId::uuid).collect());
        }
    }
}

fn not_blocked(tx: &mut Tx<'_>, held: Vec<Over>) -> Result<Vec<GuardianContactId>, DbError> {
    let students: HashSet<UserId> = held.iter().map(|(_, student)| *student).collect();
    let students: Vec<UserId> = students.into_iter().collect();
    let blocked = rights::blocked(tx, &students)?;
    let free = held.into_iter();
    let free = free.filter(|(_, student)| !blocked.contains(student));
    Ok(free.map(|(contact, _)| contact).collect())
}
