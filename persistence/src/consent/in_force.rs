//! The consents that cover a child at this instant.

use std::collections::BTreeMap;

use chrono::{DateTime, Utc};
use diesel::prelude::*;
use domain::{
    consent::{coverage::Consent, scope::ConsentScope},
    ids::{ConsentId, UserId},
    policies::version::VersionNumber,
};

use super::{ends::EndReason, scopes};
use crate::{
    database::Tx,
    error::DbError,
    schema::{consent_ends, consents},
};

/// A consent: its id, from when on it is active, the version of the policy, and its scopes.
type Row = (ConsentId, DateTime<Utc>, String, String);

/// The columns of a [`Row`].
const COLUMNS: (
    consents::id,
    consents::active_from,
    consents::policy_version,
    consents::scopes,
) = (
    consents::id,
    consents::active_from,
    consents::policy_version,
    consents::scopes,
);

/// The consents for a child, each with the scopes that nobody took back.
///
/// # Errors
/// If the database fails.
pub(crate) fn of_child(tx: &mut Tx<'_>, child: UserId) -> Result<Vec<Consent>, DbError> {
    let rows: Vec<Row> = consents::table
        .filter(consents::organization_id.eq(tx.tenant()))
        .filter(consents::child_id.eq(child))
        .order(consents::id)
        .select(COLUMNS)
        .load(tx.conn())?;
    without_what_ended(tx, rows)
}

/// The consents of a household, each with the scopes that nobody took back.
pub(super) fn of_tenant(tx: &mut Tx<'_>) -> Result<Vec<Consent>, DbError> {
    let rows: Vec<Row> = consents::table
        .filter(consents::organization_id.eq(tx.tenant()))
        .order(consents::id)
        .select(COLUMNS)
        .load(tx.conn())?;
    without_what_ended(tx, rows)
}

fn without_what_ended(tx: &mut Tx<'_>, rows: Vec<Row>) -> Result<Vec<Consent>, DbError> {
    let ids: Vec<ConsentId> = rows.iter().map(|(id, ..)| *id).collect();
    let mut ended = ended(tx, &ids)?;
    rows.into_iter()
        .map(|(id, active_from, policy, given)| {
            let ended = ended.remove(&id).unwrap_or_default();
            let mut scopes = scopes::read(&given)?;
            scopes.retain(|scope| !ended.contains_key(scope));
            let ended = ended.into_iter();
            let ended =
                ended.filter_map(|(scope, (reason, at))| Some((scope, (reason.end()?, at))));
            Ok(Consent {
                id,
                active_from,
                policy: major(&policy)?,
                scopes,
                ended: ended.collect(),
            })
        })
        .collect()
}

/// The first part of the number of a version, as it stands in a column.
pub(super) fn major(policy: &str) -> Result<u16, DbError> {
    let version = VersionNumber::parse(policy);
    let version = version.ok_or(DbError::Corrupt("a version has three numbers"))?;
    Ok(version.major)
}

/// A consent of the tenant, with its child; `None` if there is none, or all of it ended.
pub(crate) fn active(
    tx: &mut Tx<'_>,
    consent: ConsentId,
) -> Result<Option<(UserId, Consent)>, DbError> {
    let child: Option<UserId> = consents::table
        .find((tx.tenant(), consent))
        .select(consents::child_id)
        .first(tx.conn())
        .optional()?;
    let Some(child) = child else { return Ok(None) };
    let mut held = of_child(tx, child)?;
    held.retain(|held| held.id == consent && !held.scopes.is_empty());
    Ok(held.pop().map(|consent| (child, consent)))
}

/// By consent, the scopes of it that ended, why and when.
type Ends = BTreeMap<ConsentId, BTreeMap<ConsentScope, (EndReason, DateTime<Utc>)>>;

/// The scopes that ended, by consent.
pub(super) fn ended(tx: &mut Tx<'_>, consents: &[ConsentId]) -> Result<Ends, DbError> {
    let rows: Vec<(ConsentId, ConsentScope, EndReason, DateTime<Utc>)> = consent_ends::table
        .filter(consent_ends::organization_id.eq(tx.tenant()))
        .filter(consent_ends::consent_id.eq_any(consents))
        .select((
            consent_ends::consent_id,
            consent_ends::scope,
            consent_ends::reason,
            consent_ends::ended_at,
        ))
        .load(tx.conn())?;
    let mut ended = Ends::new();
    for (consent, scope, reason, ended_at) in rows {
        let of_consent = ended.entry(consent).or_default();
        of_consent.insert(scope, (reason, ended_at));
    }
    Ok(ended)
}
