//! What was asked and what was agreed to, as the parent sees it.

use std::collections::BTreeSet;

use chrono::{DateTime, Utc};
use diesel::prelude::*;
use domain::{
    access::action::ReadHousehold,
    age::own_consent::ConsentParties,
    consent::{
        coverage::outdated_from, granter::ConsentGranter, method::ConsentMethod,
        request::RequestState, scope::ConsentScope,
    },
    ids::{ConsentId, ConsentRequestId, UserId},
    organizations::purpose::Purpose,
};

use super::{CHILD_NAME, in_force, scopes};
use crate::{
    access::Permit,
    accounts::keys_of::subject_key,
    database::Tx,
    error::DbError,
    keys::Sealed,
    paging::{PageRequest, Slice},
    schema::{consent_requests, consents},
};

/// A question.
#[derive(Clone, Debug)]
pub struct ConsentRequest {
    /// Its id.
    pub id: ConsentRequestId,
    /// The child; an account has this id once it is opened.
    pub child: UserId,
    /// The child's name, as long as it is kept.
    pub child_name: Option<String>,
    /// By which method it is answered.
    pub method: ConsentMethod,
    /// The consent that it is to renew.
    pub renews: Option<ConsentId>,
    /// Where it stands.
    pub state: RequestState,
    /// The version of the policy that it asks about.
    pub policy_version: String,
    /// The version of the notice.
    pub notice_version: String,
    /// When it was asked.
    pub requested_at: DateTime<Utc>,
    /// Until when an answer counts.
    pub lapses_at: DateTime<Utc>,
    /// When the parent agreed.
    pub given_at: Option<DateTime<Utc>>,
}

/// A page of the questions of the permitted household, the newest first.
///
/// # Errors
/// If the database or the cipher fails.
pub fn requests<'t>(
    tx: &mut Tx<'t>,
    _permit: &Permit<'t, ReadHousehold>,
    page: PageRequest,
) -> Result<Slice<ConsentRequest>, DbError> {
    type Row = (
        ConsentRequestId,
        UserId,
        Option<Sealed>,
        ConsentMethod,
        RequestState,
        (Option<ConsentId>, String, String),
        (DateTime<Utc>, DateTime<Utc>, Option<DateTime<Utc>>),
    );
    let rows: Vec<Row> = consent_requests::table
        .filter(consent_requests::organization_id.eq(tx.tenant()))
        .filter(consent_requests::id.lt(page.before_id()))
        .order(consent_requests::id.desc())
        .limit(page.limit_plus_one())
        .select((
            consent_requests::id,
            consent_requests::child_id,
            consent_requests::child_name,
            consent_requests::method,
            consent_requests::state,
            (
                consent_requests::renews,
                consent_requests::policy_version,
                consent_requests::notice_version,
            ),
            (
                consent_requests::requested_at,
                consent_requests::lapses_at,
                consent_requests::given_at,
            ),
        ))
        .load(tx.conn())?;
    page.into_page(rows, |row| row.0.uuid()).try_map(|row| {
        let (id, child, sealed, method, state, versions, instants) = row;
        let (renews, policy_version, notice_version) = versions;
        let (requested_at, lapses_at, given_at) = instants;
        let child_name = match sealed {
            None => None,
            Some(sealed) => {
                let key = subject_key(tx, child)?;
                Some(key.open_text(CHILD_NAME, id.uuid(), &sealed)?)
            }
        };
        Ok(ConsentRequest {
            id,
            child,
            child_name,
            method,
            renews,
            state,
            policy_version,
            notice_version,
            requested_at,
            lapses_at,
            given_at,
        })
    })
}

/// A consent.
#[derive(Clone, Debug)]
pub struct GivenConsent {
    /// Its id.
    pub id: ConsentId,
    /// The child.
    pub child: UserId,
    /// The consent in whose place it is.
    pub supersedes: Option<ConsentId>,
    /// What the person who gave it is to the child.
    pub granter: ConsentGranter,
    /// Whose consent it is.
    pub parties: ConsentParties,
    /// By which method it was given.
    pub method: ConsentMethod,
    /// What was agreed to.
    pub given: BTreeSet<ConsentScope>,
    /// What of it is in force.
    pub in_force: BTreeSet<ConsentScope>,
    /// The version of the policy that was agreed to.
    pub policy_version: String,
    /// The version of the notice.
    pub notice_version: String,
    /// When the parent agreed.
    pub given_at: DateTime<Utc>,
    /// From when on it covers anything.
    pub active_from: DateTime<Utc>,
    /// From when on it does not cover everything that is in force of it, because a version of the
    /// policy changes what was agreed to (VPC-09).
    pub outdated_from: Option<DateTime<Utc>>,
}

/// A page of the consents of the permitted household, the newest first.
///
/// # Errors
/// If the database fails.
pub fn consents<'t>(
    tx: &mut Tx<'t>,
    _permit: &Permit<'t, ReadHousehold>,
    page: PageRequest,
) -> Result<Slice<GivenConsent>, DbError> {
    type Row = (
        ConsentId,
        UserId,
        (
            Option<ConsentId>,
            ConsentGranter,
            ConsentParties,
            ConsentMethod,
        ),
        String,
        (String, String),
        DateTime<Utc>,
        DateTime<Utc>,
    );
    let rows: Vec<Row> = consents::table
        .filter(consents::organization_id.eq(tx.tenant()))
        .filter(consents::id.lt(page.before_id()))
        .order(consents::id.desc())
        .limit(page.limit_plus_one())
        .select((
            consents::id,
            consents::child_id,
            (
                consents::supersedes,
                consents::granter,
                consents::parties,
                consents::method,
            ),
            consents::scopes,
            (consents::policy_version, consents::notice_version),
            consents::given_at,
            consents::active_from,
        ))
        .load(tx.conn())?;
    let ids: Vec<ConsentId> = rows.iter().map(|row| row.0).collect();
    let mut ended = in_force::ended(tx, &ids)?;
    page.into_page(rows, |row| row.0.uuid()).try_map(|row| {
        let (id, child, how, given, versions, given_at, active_from) = row;
        let (supersedes, granter, parties, method) = how;
        let (policy_version, notice_version) = versions;
        let ended = ended.remove(&id).unwrap_or_default();
        let given = scopes::read(&given)?;
        let mut in_force = given.clone();
        in_force.retain(|scope| !ended.contains_key(scope));
        let purposes: Vec<Purpose> = in_force
            .iter()
            .flat_map(|scope| scope.purposes())
            .copied()
            .collect();
        let policy = in_force::major(&policy_version)?;
        Ok(GivenConsent {
            id,
            child,
            supersedes,
            granter,
            parties,
            method,
            outdated_from: outdated_from(policy, &purposes, tx.policies()),
            in_force,
            given,
            policy_version,
            notice_version,
            given_at,
            active_from,
        })
    })
}
