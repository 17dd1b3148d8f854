//! Withdrawing a notice that was recorded by mistake.

use diesel::prelude::*;
use domain::{access::action::ManageAnnualNotices, audit::Changed, ids::AnnualNoticeId};

use super::{AnnualNotice, Stored, counting::today};
use crate::{
    access::Permit, audit, database::Tx, error::DbError, schema::annual_notices,
    sql_types::bind_instant,
};

/// What became of a withdrawal.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum WithdrawOutcome {
    /// It counts no more.
    Withdrawn(AnnualNotice),
    /// It was withdrawn before.
    WithdrawnBefore,
    /// The school has no such notice.
    NoSuchNotice,
}

/// Withdraws a notice of the permitted school. It stays visible to the school, and counts no more.
///
/// # Errors
/// If the database fails.
pub fn withdraw<'t>(
    tx: &mut Tx<'t>,
    permit: &Permit<'t, ManageAnnualNotices>,
    notice: AnnualNoticeId,
) -> Result<WithdrawOutcome, DbError> {
    let school = permit.subject();
    let stored: Option<Stored> = annual_notices::table
        .find((tx.tenant(), notice))
        .filter(annual_notices::school_id.eq(school))
        .select(Stored::as_select())
        .first(tx.conn())
        .optional()?;
    let Some(stored) = stored else {
        return Ok(WithdrawOutcome::NoSuchNotice);
    };
    if stored.withdrawn_at.is_some() {
        return Ok(WithdrawOutcome::WithdrawnBefore);
    }
    let now = tx.now();
    diesel::update(annual_notices::table.find((tx.tenant(), notice)))
        .set((
            annual_notices::withdrawn_by.eq(Some(permit.actor().user())),
            annual_notices::withdrawn_at.eq(Some(bind_instant(now))),
        ))
        .execute(tx.conn())?;
    audit::changed(tx, permit, Changed::ended(notice))?;
    let withdrawn = Stored {
        withdrawn_at: Some(now),
        ..stored
    };
    let today = today(tx, school)?;
    Ok(WithdrawOutcome::Withdrawn(withdrawn.open(today)?))
}
