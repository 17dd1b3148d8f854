//! Work that was hindered.

use diesel::prelude::*;
use domain::worker::{Hindrance, JobState, NextAttempt, next_attempt};

use super::claim::Claimed;
use crate::{
    access::Installation,
    database::Tx,
    error::DbError,
    schema::jobs,
    sql_types::{BindInstant, bind_instant},
};

/// Notes what hindered work that was taken, and when it is tried again, if ever: not before it is due,
/// where the clock was set back. Does nothing if another process has it by now.
///
/// # Errors
/// If the database fails.
pub fn postpone(
    tx: &mut Tx<'_>,
    _by: &Installation,
    claimed: &Claimed,
    hindrance: Hindrance,
) -> Result<NextAttempt, DbError> {
    let attempts = u32::try_from(claimed.attempts).unwrap_or(u32::MAX);
    let now = tx.now().max(claimed.due_at);
    let next = next_attempt(claimed.kind, hindrance, attempts, now);
    // The installation's own doing costs no attempt.
    let counted = match hindrance {
        Hindrance::MailIsOff => claimed.attempts.saturating_sub(1),
        _ => claimed.attempts,
    };
    let mine = jobs::table
        .find((tx.tenant(), claimed.id))
        .filter(jobs::state.eq(JobState::Waiting))
        .filter(jobs::attempts.eq(claimed.attempts));
    let no_lease = jobs::leased_until.eq(None::<BindInstant>);
    match next {
        NextAttempt::NotBefore(instant) => diesel::update(mine)
            .set((
                no_lease,
                jobs::attempts.eq(counted),
                jobs::hindrance.eq(Some(hindrance)),
                jobs::not_before.eq(bind_instant(instant)),
            ))
            .execute(tx.conn())?,
        NextAttempt::Never => diesel::update(mine)
            .set((
                no_lease,
                jobs::hindrance.eq(Some(hindrance)),
                jobs::state.eq(JobState::GivenUp),
                jobs::ended_at.eq(Some(bind_instant(tx.now()))),
            ))
            .execute(tx.conn())?,
    };
    Ok(next)
}
