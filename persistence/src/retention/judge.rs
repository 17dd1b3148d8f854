//! What becomes of accounts at this instant (RET-03).

use std::collections::HashSet;

use domain::{
    accounts::credentials::PersonKind,
    ids::{SchoolId, UserId},
    retention::disposition::{AccountRecord, Disposition, disposition},
    rights::erasure::ErasureBlocker,
};

use super::facts::{Known, Quiet, Tenancy, known};
use crate::{
    database::Tx,
    error::DbError,
    rights::{
        erasure::{blockers, is_sought, obstacle},
        hidden,
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
    let hidden = hidden(tx)?;
    let of = |account| of(tx, account, &hidden);
    known.into_iter().map(of).collect()
}

/// What stands against an end is asked only of who would end, and who cannot be spared only of adults.
fn of(tx: &mut Tx<'_>, mut account: Known, hidden: &HashSet<UserId>) -> Result<Judged, DbError> {
    let now = tx.now();
    let mut verdict = disposition(&account.record, now, &account.facts);
    if matches!(verdict, Disposition::Purge | Disposition::Anonymise) {
        // A hold is named before an inspection: it is the one that somebody has to release.
        let blockers = blockers(tx, account.person)?;
        account.facts.blocked_by = [ErasureBlocker::LegalHold, ErasureBlocker::OpenInspection]
            .into_iter()
            .find(|blocker| blockers.contains(blocker));
        if account.facts.blocked_by.is_none() && is_sought(tx, account.person)? {
            account.facts.blocked_by = Some(ErasureBlocker::LegalHold);
        }
        verdict = disposition(&account.record, now, &account.facts);
    }
    let is_spared = match (verdict, account.record.kind) {
        (Disposition::Keep { .. }, _) => false,
        (_, PersonKind::Student) => hidden.contains(&account.person),
        (_, PersonKind::Adult) => {
            hidden.contains(&account.person) || obstacle(tx, account.person)?.is_some()
        }
    };
    Ok(Judged {
        person: account.person,
        record: account.record,
        disposition: (!is_spared).then_some(verdict),
        school: account.school,
    })
}
