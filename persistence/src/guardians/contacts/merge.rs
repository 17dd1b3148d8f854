//! Contacts of a student of whom there are two accounts.

use chrono::{DateTime, Utc};
use diesel::prelude::*;
use domain::{
    guardians::{GuardianKind, contact::ContactEnd},
    ids::{GuardianContactId, GuardianshipId, PairingCodeId, UserId},
};

use super::{
    super::standing::limits_of,
    end::{bars, close_codes, led_to, take_ground},
    row::{EMAIL, FAMILY_NAME, GIVEN_NAME, Row},
};
use crate::{
    accounts::keys_of::subject_key,
    database::Tx,
    error::DbError,
    keys::{BlindIndex, SealContext, Sealed},
    mail,
    schema::guardian_contacts,
    sql_types::bind_instant,
};

/// Gives the contacts of one account of a student to the other, sealed for it. What was sent or printed for
/// them is taken back, and the guardianships stay with the account for which they were made, as claims where
/// they rested on the roster: the school invites anew. Who is barred on either side, or contested or limited
/// as a guardian, is barred on both.
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
    let led = led_to(tx, rows.iter().filter_map(|row| row.guardianship_id))?;
    let mut given = Vec::new();
    for row in rows {
        let led = row.guardianship_id.and_then(|id| Some((id, led.get(&id)?)));
        if let Some((id, led)) = led {
            take_ground(tx, id, led)?;
            let limits = limits_of(tx, led.guardian, from)?;
            if bars(ContactEnd::LeftRoster, Some(led), &limits, tx.now()) {
                super::end(tx, &[row.id.uuid()], ContactEnd::LeftRoster)?;
                continue;
            }
        }
        given.push(row);
    }
    copy_marks(tx, from, to)?;
    give(tx, given, from, to)
}

fn give(tx: &mut Tx<'_>, rows: Vec<Row>, from: UserId, to: UserId) -> Result<(), DbError> {
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

/// Bars for one account whom no roster brings back to the other.
fn copy_marks(tx: &mut Tx<'_>, from: UserId, to: UserId) -> Result<(), DbError> {
    type Mark = (
        BlindIndex,
        GuardianKind,
        DateTime<Utc>,
        Option<ContactEnd>,
        Option<DateTime<Utc>>,
    );
    let of = |student: UserId| {
        guardian_contacts::table
            .filter(guardian_contacts::student_id.eq(student))
            .filter(guardian_contacts::barred_at.is_not_null())
    };
    let marks: Vec<Mark> = of(from)
        .filter(guardian_contacts::organization_id.eq(tx.tenant()))
        .select((
            guardian_contacts::source_index,
            guardian_contacts::kind,
            guardian_contacts::named_at,
            guardian_contacts::end_reason,
            guardian_contacts::barred_at,
        ))
        .load(tx.conn())?;
    let known: Vec<BlindIndex> = of(to)
        .filter(guardian_contacts::organization_id.eq(tx.tenant()))
        .select(guardian_contacts::source_index)
        .load(tx.conn())?;
    for (source, kind, named_at, reason, barred_at) in marks {
        if known.contains(&source) {
            continue;
        }
        let id: GuardianContactId = tx.new_id();
        let mark = (
            guardian_contacts::organization_id.eq(tx.tenant()),
            guardian_contacts::id.eq(id),
            guardian_contacts::student_id.eq(to),
            guardian_contacts::source_index.eq(source),
            guardian_contacts::statement.eq(Vec::<u8>::new()),
            guardian_contacts::kind.eq(kind),
            guardian_contacts::named_at.eq(bind_instant(named_at)),
            guardian_contacts::ended_at.eq(bind_instant(tx.now())),
            guardian_contacts::end_reason.eq(reason),
            guardian_contacts::barred_at.eq(barred_at.map(bind_instant)),
        );
        diesel::insert_into(guardian_contacts::table)
            .values(mark)
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
