//! Contacts of a student of whom there are two accounts.

use diesel::prelude::*;
use domain::{
    guardians::contact::ContactEnd,
    ids::{GuardianshipId, PairingCodeId, UserId},
};

use super::{
    end::close_codes,
    row::{EMAIL, FAMILY_NAME, GIVEN_NAME, Row},
};
use crate::{
    accounts::keys_of::subject_key,
    database::Tx,
    error::DbError,
    keys::{SealContext, Sealed},
    mail,
    schema::guardian_contacts,
};

/// Gives the contacts of one account of a student to the other, sealed for it. What was sent or printed for
/// them is taken back, and the guardianships stay with the account for which they were made: the school
/// invites anew. Who is barred on either side stays barred.
///
/// # Errors
/// If the database or the cipher fails.
pub(crate) fn hand_over(tx: &mut Tx<'_>, from: UserId, to: UserId) -> Result<(), DbError> {
    let rows: Vec<Row> = guardian_contacts::table
        .filter(guardian_contacts::organization_id.eq(tx.tenant()))
        .filter(guardian_contacts::student_id.eq(from))
        .filter(guardian_contacts::ended_at.is_null())
        .select(Row::as_select())
        .load(tx.conn())?;
    if rows.is_empty() {
        return Ok(());
    }
    let (old, new) = (subject_key(tx, from)?, subject_key(tx, to)?);
    for row in rows {
        if is_known(tx, to, &row)? {
            super::end(tx, &[row.id.uuid()], ContactEnd::LeftRoster)?;
            continue;
        }
        close_codes(tx, &row.pairing_code_id.into_iter().collect::<Vec<_>>())?;
        mail::withdraw(tx, &[row.id.uuid()])?;
        let mint = tx.mint();
        let resealed = |place: SealContext, text: &str| -> Result<Sealed, DbError> {
            Ok(new.seal(mint, place, row.id.uuid(), text.as_bytes())?)
        };
        let opened = row.open(&old)?;
        let email = opened.email.map(|email| resealed(EMAIL, &email));
        diesel::update(guardian_contacts::table.find((tx.tenant(), row.id)))
            .set((
                guardian_contacts::student_id.eq(to),
                guardian_contacts::given_name.eq(Some(resealed(GIVEN_NAME, &opened.given_name)?)),
                guardian_contacts::family_name
                    .eq(Some(resealed(FAMILY_NAME, &opened.family_name)?)),
                guardian_contacts::email.eq(email.transpose()?),
                guardian_contacts::pairing_code_id.eq(None::<PairingCodeId>),
                guardian_contacts::guardianship_id.eq(None::<GuardianshipId>),
            ))
            .execute(tx.conn())?;
    }
    Ok(())
}

/// Whether the other account has the same contact, or a mark that bars them.
fn is_known(tx: &mut Tx<'_>, student: UserId, row: &Row) -> Result<bool, DbError> {
    let known: i64 = guardian_contacts::table
        .filter(guardian_contacts::organization_id.eq(tx.tenant()))
        .filter(guardian_contacts::student_id.eq(student))
        .filter(guardian_contacts::source_index.eq(row.source_index))
        .filter(
            guardian_contacts::ended_at
                .is_null()
                .or(guardian_contacts::barred_at.is_not_null()),
        )
        .count()
        .get_result(tx.conn())?;
    Ok(known > 0)
}
