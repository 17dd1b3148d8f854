//! Warning before accounts end. Who is warned is written down; the messages to schools and parents are
//! written once a run, by [`tell`](super::tell()).

use std::collections::HashSet;

use diesel::prelude::*;
use domain::{
    audit::{ChangeRole, Changed},
    ids::{RetentionRunId, UserId},
    mail::MessageKind,
    retention::{
        disposition::{Disposition, NthWarning},
        rule::RetentionRule,
    },
    worker::JobKind,
};

use super::{judge::Judged, survey::again};
use crate::{
    access::Installation,
    audit::{self, Entry},
    database::Tx,
    error::DbError,
    mail::{self, AdultRecipient, NewMessage},
    schema::retention_warnings,
    settings,
    sql_types::bind_instant,
};

/// Writes down that these accounts are warned of, as far as they still are to be, and tells adults about
/// their own: of how many.
///
/// # Errors
/// If the database or the cipher fails.
pub fn warn(
    tx: &mut Tx<'_>,
    _by: &Installation,
    run: RetentionRunId,
    people: &[UserId],
) -> Result<usize, DbError> {
    let mut warned: HashSet<UserId> = HashSet::new();
    for account in again(tx, people)? {
        if let Some(Disposition::Warn { nth, ends_at }) = account.disposition {
            write(tx, run, &account, nth, ends_at)?;
            if account.record.rule == RetentionRule::R03 {
                tell_adult(tx, account.person, ends_at)?;
            }
            warned.insert(account.person);
        }
    }
    if !warned.is_empty() {
        let changed =
            Changed::of(run).and(Changed::each(ChangeRole::Changed, warned.iter().copied()));
        audit::append(tx, &Entry::work(JobKind::RunRetention).that(changed))?;
    }
    Ok(warned.len())
}

/// Warnings of a time that counts no more give way.
fn write(
    tx: &mut Tx<'_>,
    run: RetentionRunId,
    account: &Judged,
    nth: NthWarning,
    ends_at: chrono::DateTime<chrono::Utc>,
) -> Result<(), DbError> {
    let old =
        retention_warnings::table
            .filter(retention_warnings::organization_id.eq(tx.tenant()))
            .filter(retention_warnings::user_id.eq(account.person))
            .filter(retention_warnings::nth.eq(nth).or(
                retention_warnings::counted_from.ne(bind_instant(account.record.counted_from)),
            ));
    diesel::delete(old).execute(tx.conn())?;
    let row = (
        retention_warnings::organization_id.eq(tx.tenant()),
        retention_warnings::user_id.eq(account.person),
        retention_warnings::nth.eq(nth),
        retention_warnings::rule.eq(account.record.rule),
        retention_warnings::counted_from.eq(bind_instant(account.record.counted_from)),
        retention_warnings::ends_at.eq(bind_instant(ends_at)),
        retention_warnings::school_id.eq(account.school),
        retention_warnings::run_id.eq(run),
        retention_warnings::warned_at.eq(bind_instant(tx.now())),
    );
    diesel::insert_into(retention_warnings::table)
        .values(row)
        .execute(tx.conn())?;
    Ok(())
}

/// Tells an adult about their own account. One that is closed, or has no address, gets no message.
fn tell_adult(
    tx: &mut Tx<'_>,
    adult: UserId,
    ends_at: chrono::DateTime<chrono::Utc>,
) -> Result<(), DbError> {
    let Some(recipient) = AdultRecipient::of_account(tx, adult)? else {
        return Ok(());
    };
    let message = NewMessage {
        kind: MessageKind::UnusedAccount,
        language: settings::language_of(tx, adult)?,
        content: [("day".to_owned(), ends_at.date_naive().to_string())].into(),
        about: None,
        expires_at: ends_at,
    };
    mail::post(tx, &recipient, &message).map(drop)
}
