//! Noting what is destroyed, by counts.

use std::collections::BTreeMap;

use diesel::prelude::*;
use domain::{
    category::Category,
    ids::{AuthorityEndId, SchoolId, UserId},
    rights::erasure::{ErasureFate, ErasureScope, KeptBecause},
    text_enum::TextEnum as _,
};

use crate::{
    database::Tx,
    error::DbError,
    rights::erasure::rows_of,
    schema::{destruction_lines, destructions},
    sql_types::BindInstant,
};

/// What was destroyed in a transaction.
#[derive(Clone, Debug, Default)]
pub(crate) struct Destroyed {
    lines: BTreeMap<(Category, ErasureFate, Option<KeptBecause>), i64>,
    /// Students of another school too, of whom only the rows of the school that left went.
    shared: i32,
}

impl Destroyed {
    /// Counts the rows of a student whose account is about to be deleted.
    ///
    /// # Errors
    /// If the database fails.
    pub(crate) fn count_account(
        &mut self,
        tx: &mut Tx<'_>,
        student: UserId,
    ) -> Result<(), DbError> {
        for line in rows_of(tx, student, ErasureScope::Account)? {
            self.add(line.category, line.fate, line.because, line.rows);
        }
        Ok(())
    }

    /// Counts rows of a category that were deleted.
    pub(crate) fn deleted(&mut self, category: Category, rows: usize) {
        let rows = i64::try_from(rows).unwrap_or(i64::MAX);
        self.add(category, ErasureFate::Deleted, None, rows);
    }

    /// Counts a student whose account stays for another school.
    pub(crate) fn share(&mut self) {
        self.shared += 1;
    }

    fn add(
        &mut self,
        category: Category,
        fate: ErasureFate,
        because: Option<KeptBecause>,
        rows: i64,
    ) {
        if rows > 0 {
            *self.lines.entry((category, fate, because)).or_default() += rows;
        }
    }
}

/// Adds to what was destroyed because of an end of authority. A certificate that was issued before is
/// not the whole truth any more, and gone until the next is issued.
///
/// # Errors
/// If the database fails.
pub(crate) fn note(
    tx: &mut Tx<'_>,
    (end, school): (AuthorityEndId, SchoolId),
    destroyed: Destroyed,
) -> Result<(), DbError> {
    let row = (
        destructions::organization_id.eq(tx.tenant()),
        destructions::authority_end_id.eq(end),
        destructions::school_id.eq(school),
        destructions::students_shared.eq(0),
        destructions::students_held.eq(0),
    );
    let insert = diesel::insert_into(destructions::table)
        .values(row)
        .on_conflict_do_nothing();
    on_connection!(tx.conn(), |conn| insert.execute(conn))?;
    if destroyed.lines.is_empty() && destroyed.shared == 0 {
        return Ok(());
    }
    diesel::update(destructions::table.find((tx.tenant(), end)))
        .set((
            destructions::students_shared.eq(destructions::students_shared + destroyed.shared),
            destructions::issued_at.eq(None::<BindInstant>),
            destructions::signed.eq(None::<String>),
        ))
        .execute(tx.conn())?;
    for ((category, fate, because), rows) in destroyed.lines {
        let because = because.map_or("", |because| because.as_str());
        let key = (tx.tenant(), end, category.as_str(), fate.as_str(), because);
        let known = diesel::update(destruction_lines::table.find(key))
            .set(destruction_lines::row_count.eq(destruction_lines::row_count + rows))
            .execute(tx.conn())?;
        if known > 0 {
            continue;
        }
        let row = (
            destruction_lines::organization_id.eq(tx.tenant()),
            destruction_lines::authority_end_id.eq(end),
            destruction_lines::category.eq(category.as_str()),
            destruction_lines::fate.eq(fate.as_str()),
            destruction_lines::because.eq(because),
            destruction_lines::row_count.eq(rows),
        );
        diesel::insert_into(destruction_lines::table)
            .values(row)
            .execute(tx.conn())?;
    }
    Ok(())
}
