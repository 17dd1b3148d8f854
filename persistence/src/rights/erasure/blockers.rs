//! What stands against the end of somebody's data (RET-03): a hold of the district, and an inspection, a
//! correction or an amendment that is open (34 CFR 99.10(e)). Whoever ends data asks here first.

use std::collections::{BTreeSet, HashSet};

use chrono::TimeDelta;
use diesel::prelude::*;
use domain::{
    ids::UserId,
    organizations::parent_request::{ParentRequestKind, ParentRequestState},
    rights::{RightsRequestKind, erasure::ErasureBlocker, request::RightsRequestState},
};

use crate::{
    amendments,
    database::Tx,
    error::DbError,
    holds, legal_process,
    schema::{parent_requests, rights_requests},
};

/// How long an end of data waits that something stands against, before it is tried again.
pub(crate) const BLOCKED_FOR: TimeDelta = TimeDelta::days(1);

/// People of whom a statement asks at once.
const AT_ONCE: usize = 500;

/// What stands against the end of a person's data.
///
/// # Errors
/// If the database fails.
pub(crate) fn blockers(
    tx: &mut Tx<'_>,
    person: UserId,
) -> Result<BTreeSet<ErasureBlocker>, DbError> {
    let mut blockers = BTreeSet::new();
    if !holds::held(tx, &[person])?.is_empty() {
        blockers.insert(ErasureBlocker::LegalHold);
    }
    if !inspected(tx, &[person])?.is_empty() {
        blockers.insert(ErasureBlocker::OpenInspection);
    }
    Ok(blockers)
}

/// Whether something stands against the end of a person's data.
///
/// # Errors
/// If the database fails.
pub(crate) fn is_blocked(tx: &mut Tx<'_>, person: UserId) -> Result<bool, DbError> {
    Ok(!blockers(tx, person)?.is_empty() || is_sought(tx, person)?)
}

/// Whether a legal process that is open seeks a person's data. It is no blocker that is told: an order may
/// forbid to tell that there is one.
///
/// # Errors
/// If the database fails.
pub(crate) fn is_sought(tx: &mut Tx<'_>, person: UserId) -> Result<bool, DbError> {
    Ok(!legal_process::sought(tx, &[person])?.is_empty())
}

/// Those of these people of whom no data ends for now.
///
/// # Errors
/// If the database fails.
pub(crate) fn blocked(tx: &mut Tx<'_>, people: &[UserId]) -> Result<HashSet<UserId>, DbError> {
    let mut blocked = holds::held(tx, people)?;
    for some in people.chunks(AT_ONCE) {
        blocked.extend(inspected(tx, some)?);
        blocked.extend(legal_process::sought(tx, some)?);
    }
    Ok(blocked)
}

/// Those of these people whose records are inspected, corrected or contested.
fn inspected(tx: &mut Tx<'_>, people: &[UserId]) -> Result<HashSet<UserId>, DbError> {
    let requests: Vec<UserId> = rights_requests::table
        .filter(rights_requests::organization_id.eq(tx.tenant()))
        .filter(rights_requests::subject_id.eq_any(people))
        .filter(rights_requests::kind.eq_any([
            RightsRequestKind::Access,
            RightsRequestKind::Portability,
            RightsRequestKind::Correct,
        ]))
        .filter(rights_requests::state.eq_any([
            RightsRequestState::Received,
            RightsRequestState::Acknowledged,
            RightsRequestState::Paused,
            RightsRequestState::Granted,
        ]))
        .select(rights_requests::subject_id)
        .load(tx.conn())?;
    let reviews: Vec<UserId> = parent_requests::table
        .filter(parent_requests::organization_id.eq(tx.tenant()))
        .filter(parent_requests::student_id.eq_any(people))
        .filter(parent_requests::kind.eq(ParentRequestKind::Review))
        .filter(parent_requests::state.eq(ParentRequestState::WithSchool))
        .select(parent_requests::student_id)
        .load(tx.conn())?;
    let mut inspected: HashSet<UserId> = amendments::contested_of(tx, people)?;
    inspected.extend(requests);
    inspected.extend(reviews);
    Ok(inspected)
}
