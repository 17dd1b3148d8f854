//! What proves an erasure: rules and counts, signed, and no person. It is kept by the platform itself and
//! outlasts the organization.

use chrono::{DateTime, Utc};
use diesel::prelude::*;
use domain::{
    ids::{ErasureReceiptId, PLATFORM},
    rights::erasure::ErasureScope,
};

use super::plan::PlanLine;
use crate::{database::Tx, error::DbError, schema::erasure_receipts, sql_types::bind_instant};

/// The rules by which an erasure is decided and done.
const RULES: [&str; 4] = ["RTS-04", "RET-04", "RET-06", "X-07"];

/// What a receipt says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ReceiptFacts {
    /// Its number.
    pub id: ErasureReceiptId,
    /// How much was erased.
    pub scope: ErasureScope,
    /// The rules by which it was.
    pub rules: [&'static str; 4],
    /// When it was asked for.
    pub requested_at: DateTime<Utc>,
    /// When it was done.
    pub erased_at: DateTime<Utc>,
    /// What became of the rows of each category.
    pub lines: Vec<PlanLine>,
}

impl ReceiptFacts {
    /// The receipt of what is erased at this instant.
    pub(super) fn new(
        tx: &Tx<'_>,
        id: ErasureReceiptId,
        scope: ErasureScope,
        requested_at: DateTime<Utc>,
        lines: Vec<PlanLine>,
    ) -> Self {
        Self {
            id,
            scope,
            rules: RULES,
            requested_at,
            erased_at: tx.now(),
            lines,
        }
    }
}

/// A receipt as it is kept.
#[derive(Clone, Debug, PartialEq, Eq, Queryable)]
pub struct SignedReceipt {
    /// Its number.
    pub id: ErasureReceiptId,
    /// When it was issued.
    pub issued_at: DateTime<Utc>,
    /// What it says, signed (RFC 7515, compact form).
    pub signed: String,
}

/// Keeps a receipt.
pub(super) fn keep(
    tx: &mut Tx<'_>,
    facts: &ReceiptFacts,
    sign: &dyn Fn(&ReceiptFacts) -> Option<String>,
) -> Result<(), DbError> {
    let signed = sign(facts).ok_or(DbError::Corrupt("a key signs receipts at every instant"))?;
    tx.within(PLATFORM, |tx| {
        let row = (
            erasure_receipts::organization_id.eq(tx.tenant()),
            erasure_receipts::id.eq(facts.id),
            erasure_receipts::issued_at.eq(bind_instant(tx.now())),
            erasure_receipts::signed.eq(signed),
        );
        diesel::insert_into(erasure_receipts::table)
            .values(row)
            .execute(tx.conn())?;
        Ok(())
    })
}

/// The receipt with this number, in the tenant of the platform; `None` if there is none yet. Whoever has
/// the number may read it: it says nothing about anybody.
///
/// # Errors
/// If the database fails.
pub fn show(tx: &mut Tx<'_>, receipt: ErasureReceiptId) -> Result<Option<SignedReceipt>, DbError> {
    tx.require_platform()?;
    Ok(erasure_receipts::table
        .find((tx.tenant(), receipt))
        .select((
            erasure_receipts::id,
            erasure_receipts::issued_at,
            erasure_receipts::signed,
        ))
        .first(tx.conn())
        .optional()?)
}
