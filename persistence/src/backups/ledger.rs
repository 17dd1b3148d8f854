//! What the database knows of the ledgers of erasures, in the tenant of the platform.

use std::collections::{BTreeMap, HashSet};

use chrono::{DateTime, Utc};
use diesel::prelude::*;
use domain::{
    backups::{
        erased::{Erased, ErasedPart, ErasureCause},
        ledger::LedgerHead,
    },
    parameters::choices::BACKUP_KEPT,
};
use uuid::Uuid;
use zeroize::Zeroizing;

use crate::{
    access::Installation,
    database::Tx,
    error::DbError,
    schema::{erased_subjects, erasure_ledgers},
    sql_types::{BindUuid, bind_instant},
};

/// The ledgers to which this database was appended, each with its end as the database knows it.
pub type KnownLedger = BTreeMap<Uuid, LedgerHead>;

/// The key with which a ledger is chained: it follows from the key of the platform, which outlives every
/// master key and is the same in every backup of the installation.
///
/// # Errors
/// If the key does not open.
pub fn key(tx: &mut Tx<'_>) -> Result<Zeroizing<[u8; 32]>, DbError> {
    tx.require_platform()?;
    Ok(tx.organization_key()?.derive("erasure ledger", &[]))
}

type Row = (
    BindUuid,
    BindUuid,
    BindUuid,
    ErasedPart,
    ErasureCause,
    DateTime<Utc>,
    Vec<u8>,
);

fn erased(row: Row) -> Erased {
    let (BindUuid(id), BindUuid(organization), BindUuid(subject), part, cause, at, marks) = row;
    Erased {
        id,
        organization,
        subject,
        part,
        cause,
        at,
        marks,
    }
}

macro_rules! columns {
    () => {
        (
            erased_subjects::id,
            erased_subjects::tenant_id,
            erased_subjects::subject_id,
            erased_subjects::part,
            erased_subjects::cause,
            erased_subjects::erased_at,
            erased_subjects::marks,
        )
    };
}

/// Erasures that are in no ledger yet, the first first.
///
/// # Errors
/// If the database fails.
pub fn waiting(tx: &mut Tx<'_>, at_most: i64) -> Result<Vec<Erased>, DbError> {
    tx.require_platform()?;
    let rows: Vec<Row> = erased_subjects::table
        .filter(erased_subjects::organization_id.eq(tx.tenant()))
        .filter(erased_subjects::appended_at.is_null())
        .order(erased_subjects::id)
        .limit(at_most)
        .select(columns!())
        .load(tx.conn())?;
    Ok(rows.into_iter().map(erased).collect())
}

/// Every erasure that the database still knows: those of as long as a backup is kept. For a ledger that is
/// begun.
///
/// # Errors
/// If the database fails.
pub fn all(tx: &mut Tx<'_>) -> Result<Vec<Erased>, DbError> {
    tx.require_platform()?;
    let rows: Vec<Row> = erased_subjects::table
        .filter(erased_subjects::organization_id.eq(tx.tenant()))
        .order(erased_subjects::id)
        .select(columns!())
        .load(tx.conn())?;
    Ok(rows.into_iter().map(erased).collect())
}

/// Which of these erasures the database knows.
///
/// # Errors
/// If the database fails.
pub fn known(tx: &mut Tx<'_>, ids: &[Uuid]) -> Result<HashSet<Uuid>, DbError> {
    const AT_A_TIME: usize = 500;
    tx.require_platform()?;
    let mut found = HashSet::new();
    for some in ids.chunks(AT_A_TIME) {
        let some: Vec<BindUuid> = some.iter().copied().map(BindUuid).collect();
        let rows: Vec<BindUuid> = erased_subjects::table
            .filter(erased_subjects::organization_id.eq(tx.tenant()))
            .filter(erased_subjects::id.eq_any(some))
            .select(erased_subjects::id)
            .load(tx.conn())?;
        found.extend(rows.into_iter().map(|BindUuid(id)| id));
    }
    Ok(found)
}

/// The ends of the ledgers.
///
/// # Errors
/// If the database fails.
pub fn heads(tx: &mut Tx<'_>) -> Result<KnownLedger, DbError> {
    tx.require_platform()?;
    let rows: Vec<(BindUuid, i64, Vec<u8>)> = erasure_ledgers::table
        .filter(erasure_ledgers::organization_id.eq(tx.tenant()))
        .select((
            erasure_ledgers::id,
            erasure_ledgers::position,
            erasure_ledgers::link,
        ))
        .load(tx.conn())?;
    let head = |(BindUuid(id), position, link): (BindUuid, i64, Vec<u8>)| {
        let head = LedgerHead {
            position: u64::try_from(position).ok()?,
            link: link.try_into().ok()?,
        };
        Some((id, head))
    };
    let heads = rows.into_iter().map(head).collect::<Option<_>>();
    heads.ok_or(DbError::Corrupt("the end of a ledger is a digest"))
}

/// Writes down that erasures are in a ledger, and where it ends.
///
/// # Errors
/// If the database fails.
pub fn appended(
    tx: &mut Tx<'_>,
    ledger: Uuid,
    head: LedgerHead,
    ids: &[Uuid],
) -> Result<(), DbError> {
    tx.require_platform()?;
    let now = bind_instant(tx.now());
    for id in ids {
        let row = erased_subjects::table
            .find((tx.tenant(), BindUuid(*id)))
            .filter(erased_subjects::appended_at.is_null());
        diesel::update(row)
            .set(erased_subjects::appended_at.eq(Some(now)))
            .execute(tx.conn())?;
    }
    let position = i64::try_from(head.position)
        .map_err(|_| DbError::Corrupt("a ledger is shorter than that"))?;
    let ends = (
        erasure_ledgers::position.eq(position),
        erasure_ledgers::link.eq(head.link.to_vec()),
        erasure_ledgers::appended_at.eq(now),
    );
    let row = erasure_ledgers::table.find((tx.tenant(), BindUuid(ledger)));
    let known: Option<i64> = row
        .select(erasure_ledgers::position)
        .first(tx.conn())
        .optional()?;
    match known {
        Some(known) if known >= position => {}
        Some(_) => {
            diesel::update(row).set(ends).execute(tx.conn())?;
        }
        None => {
            let (organization, id) = (
                erasure_ledgers::organization_id.eq(tx.tenant()),
                erasure_ledgers::id.eq(BindUuid(ledger)),
            );
            diesel::insert_into(erasure_ledgers::table)
                .values((organization, id, ends))
                .execute(tx.conn())?;
        }
    }
    Ok(())
}

/// Erasures of the platform's rows that were appended so long ago that no backup is older.
///
/// # Errors
/// If the database fails.
pub fn long_appended(
    tx: &mut Tx<'_>,
    _by: &Installation,
    at_most: i64,
) -> Result<Vec<Uuid>, DbError> {
    let by = bind_instant(tx.now() - BACKUP_KEPT.default);
    let rows: Vec<BindUuid> = erased_subjects::table
        .filter(erased_subjects::organization_id.eq(tx.tenant()))
        .filter(erased_subjects::appended_at.le(by))
        .limit(at_most)
        .select(erased_subjects::id)
        .load(tx.conn())?;
    Ok(rows.into_iter().map(|BindUuid(id)| id).collect())
}

/// Forgets erasures that are in a ledger.
///
/// # Errors
/// If the database fails.
pub fn forget(tx: &mut Tx<'_>, _by: &Installation, ids: &[Uuid]) -> Result<(), DbError> {
    let ids: Vec<BindUuid> = ids.iter().copied().map(BindUuid).collect();
    let rows = erased_subjects::table
        .filter(erased_subjects::organization_id.eq(tx.tenant()))
        .filter(erased_subjects::id.eq_any(ids))
        .filter(erased_subjects::appended_at.is_not_null());
    diesel::delete(rows).execute(tx.conn())?;
    Ok(())
}
