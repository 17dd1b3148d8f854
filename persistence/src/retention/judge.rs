//! What becomes of accounts at this instant (RET-03).

use domain::{
    ids::{SchoolId, UserId},
    retention::disposition::{AccountRecord, Disposition, disposition},
    rights::erasure::ErasureBlocker,
};

use super::facts::{Known, Quiet, Tenancy, known};
use crate::{
    database::Tx,
    error::DbError,
    rights::{
        erasure::{blockers, obstacle},
        is_hidden,
    },
};

/// An account, and what becomes of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Judged {
    /// Whose account it is.
    pub person: UserId,
    /// The rule, and from when its time counts.
    pub record: AccountRecord,
    /// What becomes of it; `None` if it cannot be spared: the last administrator's, a parent's while there
    /// are children, and one that is being erased already.
    pub disposition: Option<Disposition>,
    /// The school that the student was of last.
    pub(super) school: Option<SchoolId>,
}

/// Judges accounts.
pub(super) fn judge(
    tx: &mut Tx<'_>,
    tenancy: Tenancy,
    quiet: Vec<Quiet>,
) -> Result<Vec<Judged>, DbError> {
    let known = known(tx, tenancy, quiet)?;
    known.into_iter().map(|account| of(tx, account)).collect()
}

/// What stands against an end is asked only of who would end or be warned of.
fn of(tx: &mut Tx<'_>, mut account: Known) -> Result<Judged, DbError> {
    let now = tx.now();
    let mut verdict = Some(disposition(&account.record, now, &account.facts));
    if !matches!(verdict, Some(Disposition::Keep { .. })) {
        if is_hidden(tx, account.person)? || obstacle(tx, account.person)?.is_some() {
            verdict = None;
        } else {
            // A hold is named before an inspection: it is the one that somebody has to release.
            let blockers = blockers(tx, account.person)?;
            account.facts.blocked_by = [ErasureBlocker::LegalHold, ErasureBlocker::OpenInspection]
                .into_iter()
                .find(|blocker| blockers.contains(blocker));
            verdict = Some(disposition(&account.record, now, &account.facts));
        }
    }
    Ok(Judged {
        person: account.person,
        record: account.record,
        disposition: verdict,
        school: account.school,
    })
}
