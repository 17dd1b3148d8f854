//! Withdrawing a notice that was recorded by mistake.

use diesel::prelude::*;
use domain::{access::action::ManageAnnualNotices, audit::Changed, ids::AnnualNoticeId};

use super::{
    AnnualNotice, Stored,
    counting::{counting, today},
    remind::schedule_reminder,
};
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
    let counted = counting(tx, school)?.is_some_and(|counts| counts.id == notice);
    diesel::update(annual_notices::table.find((tx.tenant(), notice)))
        .set((
            annual_notices::withdrawn_by.eq(Some(permit.actor().user())),
            annual_notices::withdrawn_at.eq(Some(bind_instant(now))),
        ))
        .execute(tx.conn())?;
    audit::changed(tx, permit, Changed::ended(notice))?;
    // The notice that counts now may have been passed over when its day came.
    if counted && let Some(counts) = counting(tx, school)? {
        schedule_reminder(tx, school, (counts.id, counts.given_on))?;
    }
    let withdrawn = Stored {
        withdrawn_at: Some(now),
        ..stored
    };
    let today = today(tx, school)?;
    Ok(WithdrawOutcome::Withdrawn(withdrawn.open(today)?))
}
