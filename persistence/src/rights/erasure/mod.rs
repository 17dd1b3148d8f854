//! Erasure: a plan, an account that is hidden at once, a time in which it is restored, and the end, of
//! which a receipt remains.

mod begin;
mod blockers;
mod carry_out;
mod hide;
mod obstacles;
mod pending;
mod plan;
mod receipt;
mod targets;
mod teacher;
mod undo;

pub(super) use begin::{begin, scope_of};
pub(crate) use blockers::{BLOCKED_FOR, blocked, blockers, is_blocked, is_sought};
pub use carry_out::carry_out;
pub(crate) use hide::{close_adult, hidden, is_hidden};
pub use obstacles::Obstacle;
pub(crate) use obstacles::obstacle;
pub(super) use pending::{end_time, gone, is_repeated};
pub(crate) use plan::rows_of;
pub use plan::{ErasurePlan, PlanLine, plan};
pub use receipt::{ReceiptFacts, SignedReceipt, show as show_receipt};
pub use undo::{UndoOutcome, recover, undo};

use chrono::{DateTime, Utc};
use diesel::prelude::*;
use domain::{
    accounts::credentials::AccountStatus,
    ids::{ErasureId, ErasureReceiptId, RightsRequestId, UserId},
    rights::erasure::ErasureScope,
};

use crate::{
    connection::MultiBackend, database::Tx, error::DbError, schema::erasures,
    sql_types::bind_instant,
};

/// An erasure as it is stored.
#[derive(Clone, Debug, Queryable, Selectable)]
#[diesel(table_name = erasures, check_for_backend(MultiBackend))]
struct Erasure {
    id: ErasureId,
    request_id: RightsRequestId,
    subject_id: UserId,
    scope: ErasureScope,
    prior_status: Option<AccountStatus>,
    prior_locked_at: Option<DateTime<Utc>>,
    hidden_at: DateTime<Utc>,
    purge_at: DateTime<Utc>,
    undone_at: Option<DateTime<Utc>>,
    purged_at: Option<DateTime<Utc>>,
    receipt_id: ErasureReceiptId,
}

impl Erasure {
    /// Whether it was undone or carried out.
    fn is_over(&self) -> bool {
        self.undone_at.is_some() || self.purged_at.is_some()
    }
}

fn find(tx: &mut Tx<'_>, erasure: ErasureId) -> Result<Option<Erasure>, DbError> {
    Ok(erasures::table
        .find((tx.tenant(), erasure))
        .select(Erasure::as_select())
        .first(tx.conn())
        .optional()?)
}

fn of_request(tx: &mut Tx<'_>, request: RightsRequestId) -> Result<Option<Erasure>, DbError> {
    Ok(erasures::table
        .filter(erasures::organization_id.eq(tx.tenant()))
        .filter(erasures::request_id.eq(request))
        .select(Erasure::as_select())
        .first(tx.conn())
        .optional()?)
}

/// Until when what a request of the tenant erased can be restored; `None` if it cannot.
pub(super) fn restorable_until(
    tx: &mut Tx<'_>,
    request: RightsRequestId,
) -> Result<Option<DateTime<Utc>>, DbError> {
    let until: Option<DateTime<Utc>> = erasures::table
        .filter(erasures::organization_id.eq(tx.tenant()))
        .filter(erasures::request_id.eq(request))
        .filter(erasures::undone_at.is_null())
        .filter(erasures::purged_at.is_null())
        .filter(erasures::purge_at.gt(erasures::hidden_at))
        .filter(erasures::purge_at.gt(bind_instant(tx.now())))
        .select(erasures::purge_at)
        .first(tx.conn())
        .optional()?;
    Ok(until)
}
