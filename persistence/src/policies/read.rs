//! What a person accepted.

use chrono::{DateTime, Utc};
use diesel::prelude::*;
use domain::{
    access::action::ReadOwnPolicies,
    ids::{PolicyAcceptanceId, UserId},
    mail::Language,
    policies::acceptance::AcceptanceMethod,
};

use crate::{access::Permit, database::Tx, error::DbError, schema::policy_acceptances};

/// Acceptances of one person that are shown: more than there are versions.
const MOST: i64 = 100;

/// That a person accepted a version.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Acceptance {
    /// Its id.
    pub id: PolicyAcceptanceId,
    /// The number of the version.
    pub version: String,
    /// The language of the text that was shown.
    pub language: Language,
    /// How it was accepted.
    pub method: AcceptanceMethod,
    /// When.
    pub accepted_at: DateTime<Utc>,
}

/// What the permitted person accepted, the newest first.
///
/// # Errors
/// If the database fails.
pub fn list<'t>(
    tx: &mut Tx<'t>,
    permit: &Permit<'t, ReadOwnPolicies>,
) -> Result<Vec<Acceptance>, DbError> {
    found(tx, permit.subject())
}

pub(super) fn found(tx: &mut Tx<'_>, person: UserId) -> Result<Vec<Acceptance>, DbError> {
    type Row = (
        PolicyAcceptanceId,
        String,
        Language,
        AcceptanceMethod,
        DateTime<Utc>,
    );
    let rows: Vec<Row> = policy_acceptances::table
        .filter(policy_acceptances::organization_id.eq(tx.tenant()))
        .filter(policy_acceptances::person_id.eq(person))
        .order(policy_acceptances::id.desc())
        .limit(MOST)
        .select((
            policy_acceptances::id,
            policy_acceptances::version,
            policy_acceptances::language,
            policy_acceptances::method,
            policy_acceptances::accepted_at,
        ))
        .load(tx.conn())?;
    let rows = rows.into_iter();
    Ok(rows
        .map(|(id, version, language, method, accepted_at)| Acceptance {
            id,
            version,
            language,
            method,
            accepted_at,
        })
        .collect())
}
