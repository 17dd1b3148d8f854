//! Contacts of students as they are held.

use std::collections::HashSet;

use diesel::prelude::*;
use domain::{
    ids::{GuardianContactId, UserId},
    rosters::plan::{HeldContact, KeyedDigest, WithId},
};

use crate::{database::Tx, error::DbError, keys::BlindIndex, schema::guardian_contacts};

/// Contacts whom a roster names.
pub(super) fn named(tx: &mut Tx<'_>) -> Result<Vec<WithId<HeldContact>>, DbError> {
    type Row = (GuardianContactId, UserId, BlindIndex, BlindIndex);
    let rows: Vec<Row> = guardian_contacts::table
        .filter(guardian_contacts::organization_id.eq(tx.tenant()))
        .filter(guardian_contacts::ended_at.is_null())
        .select((
            guardian_contacts::id,
            guardian_contacts::student_id,
            guardian_contacts::source_index,
            guardian_contacts::statement,
        ))
        .load(tx.conn())?;
    let held = rows
        .into_iter()
        .map(|(id, student, source, statement)| WithId {
            id: id.uuid(),
            record: HeldContact {
                student,
                source: source.bytes(),
                statement: statement.bytes(),
            },
        });
    Ok(held.collect())
}

/// Contacts whom no roster brings back.
pub(super) fn barred(tx: &mut Tx<'_>) -> Result<HashSet<(UserId, KeyedDigest)>, DbError> {
    let rows: Vec<(UserId, BlindIndex)> = guardian_contacts::table
        .filter(guardian_contacts::organization_id.eq(tx.tenant()))
        .filter(guardian_contacts::barred_at.is_not_null())
        .select((
            guardian_contacts::student_id,
            guardian_contacts::source_index,
        ))
        .load(tx.conn())?;
    let barred = rows.into_iter();
    Ok(barred
        .map(|(student, source)| (student, source.bytes()))
        .collect())
}
