//! Whose records a legal process seeks, so that they are neither destroyed nor merged away.

use std::collections::HashSet;

use chrono::{DateTime, Utc};
use diesel::prelude::*;
use domain::{ids::UserId, legal_process::LegalProcessState, text_enum::TextEnum as _};

use crate::{
    database::Tx,
    error::DbError,
    schema::{emergencies, legal_processes},
    sql_types::bind_instant,
};

/// Those of these people whose records a process seeks that is open at this instant, and was checked or is
/// new.
///
/// # Errors
/// If the database fails.
pub(crate) fn sought(tx: &mut Tx<'_>, people: &[UserId]) -> Result<HashSet<UserId>, DbError> {
    let states = LegalProcessState::ALL.iter().copied();
    let open: Vec<LegalProcessState> = states.filter(|state| state.is_open()).collect();
    let sought: Vec<(UserId, LegalProcessState, DateTime<Utc>)> = legal_processes::table
        .filter(legal_processes::organization_id.eq(tx.tenant()))
        .filter(legal_processes::student_id.eq_any(people))
        .filter(legal_processes::state.eq_any(open))
        .select((
            legal_processes::student_id,
            legal_processes::state,
            legal_processes::received_at,
        ))
        .load(tx.conn())?;
    let now = tx.now();
    let sought = sought
        .into_iter()
        .filter(|(_, state, received_at)| state.is_evidence(*received_at, now));
    Ok(sought.map(|(student, ..)| student).collect())
}

/// Whether a process asked for a student's record, or an emergency of theirs was recorded, from an instant
/// on: they stay with the account, which is merged into no other.
///
/// # Errors
/// If the database fails.
pub(crate) fn stand_of(
    tx: &mut Tx<'_>,
    student: UserId,
    since: DateTime<Utc>,
) -> Result<bool, DbError> {
    let processes: i64 = legal_processes::table
        .filter(legal_processes::organization_id.eq(tx.tenant()))
        .filter(legal_processes::student_id.eq(student))
        .filter(legal_processes::received_at.ge(bind_instant(since)))
        .count()
        .get_result(tx.conn())?;
    let declared: i64 = emergencies::table
        .filter(emergencies::organization_id.eq(tx.tenant()))
        .filter(emergencies::student_id.eq(student))
        .filter(emergencies::recorded_at.ge(bind_instant(since)))
        .count()
        .get_result(tx.conn())?;
    Ok(processes + declared > 0)
}
