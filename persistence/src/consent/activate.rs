//! A question becomes a consent (VPC-06), in the place of those that were given before for the child.

use std::collections::BTreeSet;

use chrono::{DateTime, TimeDelta, Utc};
use diesel::prelude::*;
use domain::{
    accounts::credentials::AccountStatus,
    age::{digital_consent::dca, own_consent::ConsentParties},
    audit::Changed,
    consent::{granter::ConsentGranter, method::ConsentMethod, scope::ConsentScope},
    countries::{Country, Location},
    ids::{ConsentId, ConsentRequestId, UserId},
    mail::Language,
    retention::{rule::RetentionRule, schedule::row},
    worker::JobKind,
};

use super::{
    ends::{EndReason, end},
    in_force, question, scopes,
};
use crate::{
    age,
    classes::students::enroll,
    database::Tx,
    error::DbError,
    households,
    organizations::grounds::{self, GroundKind},
    rights,
    schema::{consent_requests, consents, users},
    settings,
    sql_types::{BindInstant, bind_instant},
    worker,
};

/// How a consent was confirmed after it was given (VPC-03).
#[derive(Clone, Copy, Debug)]
pub(super) enum Confirmation {
    /// By a second message, at this instant.
    At(DateTime<Utc>),
    /// The method needs none.
    NotNeeded,
}

/// A question that was answered with yes.
#[derive(Queryable)]
struct Answered {
    parent: UserId,
    child: UserId,
    renews: Option<ConsentId>,
    granter: ConsentGranter,
    parties: ConsentParties,
    method: ConsentMethod,
    scopes: Option<String>,
    policy: String,
    notice: (String, Vec<u8>),
    place: (Language, String),
    network: Option<String>,
    requested_at: DateTime<Utc>,
    given_at: Option<DateTime<Utc>>,
}

/// Writes the consent that a question became, ends what is left of those before it, and opens the account
/// of a child that was locked because there was none: what changed.
pub(super) fn activate(
    tx: &mut Tx<'_>,
    request: ConsentRequestId,
    confirmation: Confirmation,
) -> Result<Changed, DbError> {
    let answered: Answered = consent_requests::table
        .find((tx.tenant(), request))
        .select((
            consent_requests::parent_id,
            consent_requests::child_id,
            consent_requests::renews,
            consent_requests::granter,
            consent_requests::parties,
            consent_requests::method,
            consent_requests::scopes,
            consent_requests::policy_version,
            (
                consent_requests::notice_version,
                consent_requests::notice_digest,
            ),
            (consent_requests::language, consent_requests::country),
            consent_requests::given_network,
            consent_requests::requested_at,
            consent_requests::given_at,
        ))
        .first(tx.conn())?;
    let of_before = in_force::of_child(tx, answered.child)?;
    let id: ConsentId = tx.new_id();
    grounds::put(tx, GroundKind::Consent, id.into())?;
    write(tx, (id, request), &answered, confirmation)?;
    let mut changed = Changed::created(id);
    if answered.renews.is_none() {
        end_if_unused(tx, request)?;
        return Ok(changed);
    }
    question::forget_name(tx, answered.child)?;
    close_earlier_links(tx, answered.child, request)?;
    age::settle_all(tx, tx.now())?;
    let mut held = BTreeSet::new();
    for consent in of_before {
        if consent.scopes.is_empty() {
            continue;
        }
        let by = Some(answered.parent);
        end(tx, consent.id, &consent.scopes, EndReason::Superseded, by)?;
        changed = changed.and(Changed::ended(consent.id));
        held.extend(consent.scopes);
    }
    let given = scopes::read(&answered.scopes.unwrap_or_default())?;
    let personalization = ConsentScope::Personalization;
    if held.contains(&personalization) && !given.contains(&personalization) {
        let settled = settings::consent_ended(tx, answered.child, answered.parent)?;
        changed = changed.and(settled);
    }
    if held.is_empty() {
        changed = changed.and(reopen(tx, answered.child, id)?);
    }
    Ok(changed)
}

/// The links by which an earlier consent was called void say nothing about the one in its place.
fn close_earlier_links(
    tx: &mut Tx<'_>,
    child: UserId,
    request: ConsentRequestId,
) -> Result<(), DbError> {
    let earlier = consent_requests::table
        .filter(consent_requests::organization_id.eq(tx.tenant()))
        .filter(consent_requests::child_id.eq(child))
        .filter(consent_requests::id.ne(request));
    diesel::update(earlier)
        .set(consent_requests::revoking_digest.eq(None::<Vec<u8>>))
        .execute(tx.conn())?;
    Ok(())
}

/// Ends a consent under which nobody opens an account within the time of R-02.
fn end_if_unused(tx: &mut Tx<'_>, request: ConsentRequestId) -> Result<(), DbError> {
    let stages = row(RetentionRule::R02).stages();
    let hours = stages.iter().map(|stage| stage.after.at_most_hours()).max();
    let until = tx.now() + TimeDelta::hours(hours.unwrap_or_default().into());
    diesel::update(consent_requests::table.find((tx.tenant(), request)))
        .set(consent_requests::lapses_at.eq(bind_instant(until)))
        .execute(tx.conn())?;
    worker::schedule(tx, JobKind::LapseConsentRequest, request.uuid(), until)
}

fn write(
    tx: &mut Tx<'_>,
    (id, request): (ConsentId, ConsentRequestId),
    answered: &Answered,
    confirmation: Confirmation,
) -> Result<(), DbError> {
    let given_at = answered.given_at;
    let given_at = given_at.ok_or(DbError::Corrupt("an active consent was given"))?;
    let country = Country::parse(&answered.place.1);
    let age = dca(country.ok().map(Location::country), tx.now().date_naive());
    let confirmed_at: Option<BindInstant> = match confirmation {
        Confirmation::At(at) => Some(bind_instant(at)),
        Confirmation::NotNeeded => None,
    };
    let row = (
        consents::organization_id.eq(tx.tenant()),
        consents::id.eq(id),
        consents::request_id.eq(request),
        consents::parent_id.eq(answered.parent),
        consents::child_id.eq(answered.child),
        consents::supersedes.eq(answered.renews),
        consents::granter.eq(answered.granter),
        consents::parties.eq(answered.parties),
        consents::method.eq(answered.method),
        consents::scopes.eq(answered.scopes.as_deref().unwrap_or_default()),
        consents::policy_version.eq(&answered.policy),
        consents::notice_version.eq(&answered.notice.0),
        consents::notice_digest.eq(&answered.notice.1),
        consents::language.eq(answered.place.0),
        consents::country.eq(&answered.place.1),
        consents::consent_age.eq(i32::from(age.value)),
        consents::given_network.eq(answered.network.as_deref()),
        consents::requested_at.eq(bind_instant(answered.requested_at)),
        consents::given_at.eq(bind_instant(given_at)),
        consents::confirmed_at.eq(confirmed_at),
        consents::active_from.eq(bind_instant(tx.now())),
    );
    diesel::insert_into(consents::table)
        .values(row)
        .execute(tx.conn())?;
    Ok(())
}

/// Opens the account of a child of whom no consent was in force, and gives them their place at home.
/// An account that is to be erased stays as it is.
fn reopen(tx: &mut Tx<'_>, child: UserId, consent: ConsentId) -> Result<Changed, DbError> {
    let row = users::table.find((tx.tenant(), child));
    let status: Option<AccountStatus> = row.select(users::status).first(tx.conn()).optional()?;
    if status != Some(AccountStatus::Disabled) || rights::is_hidden(tx, child)? {
        return Ok(Changed::nothing());
    }
    let household =
        households::of_tenant(tx)?.ok_or(DbError::Corrupt("a parent has a household"))?;
    diesel::update(row)
        .set((
            users::status.eq(AccountStatus::Active),
            users::locked_at.eq(None::<BindInstant>),
            users::updated_at.eq(bind_instant(tx.now())),
        ))
        .execute(tx.conn())?;
    enroll(tx, household.class, child, consent.into())?;
    Ok(Changed::of(child))
}
