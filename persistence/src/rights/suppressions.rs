//! Marks of people who were erased and must not be registered again by others.

use std::collections::HashSet;

use chrono::{DateTime, Utc};
use diesel::prelude::*;
use domain::{
    access::action::ManageSuppressions,
    accounts::emails::EmailRecipient,
    audit::Changed,
    backups::erased::ErasureCause,
    ids::UserId,
    rights::suppression::{LeftMark, LiftReason, Mark, SuppressionKind, ends_at, mark_of},
};
use uuid::Uuid;

use crate::{
    access::Permit,
    accounts::people::{EMAIL, GUARDIAN_EMAIL, SOURCE_ID, index},
    audit,
    database::Tx,
    error::DbError,
    keys::{BlindIndex, SealContext},
    schema::{account_merges, suppressions, users},
    sql_types::{BindUuid, bind_instant},
};

/// Leaves marks of a person who is about to be erased, or of whom nothing more may be collected, if the cause of it asks for them.
///
/// # Errors
/// If the database fails.
pub(crate) fn leave(
    tx: &mut Tx<'_>,
    person: UserId,
    cause: ErasureCause,
) -> Result<Vec<LeftMark>, DbError> {
    type Indexes = (Option<BlindIndex>, Option<BlindIndex>);
    if mark_of(cause) == Mark::None {
        return Ok(Vec::new());
    }
    let held: Option<Indexes> = users::table
        .find((tx.tenant(), person))
        .select((users::source_index, users::email_index))
        .first(tx.conn())
        .optional()?;
    let Some((source, email)) = held else {
        return Ok(Vec::new());
    };
    let is_side = account_merges::kept_id
        .eq(person)
        .or(account_merges::merged_id.eq(person));
    let earlier: Vec<BlindIndex> = account_merges::table
        .filter(account_merges::organization_id.eq(tx.tenant()))
        .filter(is_side)
        .select(account_merges::left_source_index)
        .load(tx.conn())?;
    let keys = source.into_iter().chain(earlier);
    let keys = keys.map(|key| (SuppressionKind::RosterKey, key));
    let addresses = email.map(|email| (SuppressionKind::Address, email));
    let mut left = Vec::new();
    for (kind, digest) in keys.chain(addresses) {
        mark(tx, (kind, digest), (cause, tx.now()))?;
        let digest = digest.bytes();
        left.push(LeftMark { kind, digest });
    }
    Ok(left)
}

/// Leaves marks again that an erasure left in a database that is lost, as long as they are kept.
///
/// # Errors
/// If the database fails.
pub(crate) fn bring_back(
    tx: &mut Tx<'_>,
    marks: &[LeftMark],
    (cause, left_at): (ErasureCause, DateTime<Utc>),
) -> Result<(), DbError> {
    if ends_at(left_at) <= tx.now() {
        return Ok(());
    }
    for left in marks {
        let digest = BlindIndex::of_bytes(left.digest);
        mark(tx, (left.kind, digest), (cause, left_at))?;
    }
    Ok(())
}

fn mark(
    tx: &mut Tx<'_>,
    (kind, digest): (SuppressionKind, BlindIndex),
    (cause, left_at): (ErasureCause, DateTime<Utc>),
) -> Result<(), DbError> {
    if is_suppressed(tx, kind, digest)? {
        return Ok(());
    }
    // One that was lifted gives way to the new one.
    let lifted = suppressions::table
        .filter(suppressions::organization_id.eq(tx.tenant()))
        .filter(suppressions::kind.eq(kind))
        .filter(suppressions::digest.eq(digest));
    diesel::delete(lifted).execute(tx.conn())?;
    let id = tx.mint().id(tx.now());
    let row = (
        suppressions::organization_id.eq(tx.tenant()),
        suppressions::id.eq(BindUuid(id)),
        suppressions::kind.eq(kind),
        suppressions::digest.eq(digest),
        suppressions::cause.eq(cause),
        suppressions::recorded_at.eq(bind_instant(left_at)),
        suppressions::ends_at.eq(bind_instant(ends_at(left_at))),
    );
    diesel::insert_into(suppressions::table)
        .values(row)
        .execute(tx.conn())?;
    Ok(())
}

/// Whether whoever this digest names must not be registered again by others.
///
/// # Errors
/// If the database fails.
pub(crate) fn is_suppressed(
    tx: &mut Tx<'_>,
    kind: SuppressionKind,
    digest: BlindIndex,
) -> Result<bool, DbError> {
    let marks: i64 = suppressions::table
        .filter(suppressions::organization_id.eq(tx.tenant()))
        .filter(suppressions::kind.eq(kind))
        .filter(suppressions::digest.eq(digest))
        .filter(suppressions::lifted_at.is_null())
        .count()
        .get_result(tx.conn())?;
    Ok(marks > 0)
}

/// Whom no roster registers again.
///
/// # Errors
/// If the database fails.
pub(crate) fn from_rosters(
    tx: &mut Tx<'_>,
    kind: SuppressionKind,
) -> Result<HashSet<[u8; 16]>, DbError> {
    let digests: Vec<BlindIndex> = suppressions::table
        .filter(suppressions::organization_id.eq(tx.tenant()))
        .filter(suppressions::kind.eq(kind))
        .filter(suppressions::lifted_at.is_null())
        .select(suppressions::digest)
        .load(tx.conn())?;
    Ok(digests.into_iter().map(BlindIndex::bytes).collect())
}

/// How many marks hold.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Marks {
    /// Of keys of rosters.
    pub roster_keys: u32,
    /// Of addresses.
    pub addresses: u32,
}

/// Counts the marks of the permitted district that hold.
///
/// # Errors
/// If the database fails.
pub fn count<'t>(
    tx: &mut Tx<'t>,
    permit: &Permit<'t, ManageSuppressions>,
) -> Result<Marks, DbError> {
    let mut holding = |kind: SuppressionKind| -> Result<u32, DbError> {
        let marks: i64 = suppressions::table
            .filter(suppressions::organization_id.eq(permit.subject()))
            .filter(suppressions::kind.eq(kind))
            .filter(suppressions::lifted_at.is_null())
            .count()
            .get_result(tx.conn())?;
        Ok(u32::try_from(marks).unwrap_or(u32::MAX))
    };
    Ok(Marks {
        roster_keys: holding(SuppressionKind::RosterKey)?,
        addresses: holding(SuppressionKind::Address)?,
    })
}

/// Lifts the mark of whom this names, if there is one: the person may be registered again.
///
/// # Errors
/// If the database fails.
pub fn lift<'t>(
    tx: &mut Tx<'t>,
    permit: &Permit<'t, ManageSuppressions>,
    kind: SuppressionKind,
    value: &str,
    reason: LiftReason,
) -> Result<(), DbError> {
    // Staff and guardians are found by their addresses apart from one another.
    let places: &[SealContext] = match kind {
        SuppressionKind::RosterKey => &[SOURCE_ID],
        SuppressionKind::Address => &[EMAIL, GUARDIAN_EMAIL],
    };
    let typed = match kind {
        SuppressionKind::RosterKey => Some(value.to_owned()),
        SuppressionKind::Address => EmailRecipient::of_adult(value)
            .ok()
            .map(|address| address.as_str().to_owned()),
    };
    for place in places {
        let Some(digest) = index(tx, *place, typed.as_deref())? else {
            continue;
        };
        let mark = suppressions::table
            .filter(suppressions::organization_id.eq(tx.tenant()))
            .filter(suppressions::kind.eq(kind))
            .filter(suppressions::digest.eq(digest))
            .filter(suppressions::lifted_at.is_null());
        diesel::update(mark)
            .set((
                suppressions::lifted_at.eq(Some(bind_instant(tx.now()))),
                suppressions::lifted_by.eq(Some(permit.actor().user())),
                suppressions::lift_reason.eq(Some(reason)),
            ))
            .execute(tx.conn())?;
    }
    audit::changed(tx, permit, Changed::of(permit.subject()))
}

/// Marks whose time is over.
///
/// # Errors
/// If the database fails.
pub(crate) fn over(tx: &mut Tx<'_>, at_most: i64) -> Result<Vec<Uuid>, DbError> {
    let rows: Vec<BindUuid> = suppressions::table
        .filter(suppressions::organization_id.eq(tx.tenant()))
        .filter(suppressions::ends_at.le(bind_instant(tx.now())))
        .limit(at_most)
        .select(suppressions::id)
        .load(tx.conn())?;
    Ok(rows.into_iter().map(|BindUuid(id)| id).collect())
}

/// Forgets marks.
///
/// # Errors
/// If the database fails.
pub(crate) fn forget(tx: &mut Tx<'_>, marks: &[Uuid]) -> Result<(), DbError> {
    let marks: Vec<BindUuid> = marks.iter().copied().map(BindUuid).collect();
    let rows = suppressions::table
        .filter(suppressions::organization_id.eq(tx.tenant()))
        .filter(suppressions::id.eq_any(marks));
    diesel::delete(rows).execute(tx.conn())?;
    Ok(())
}
