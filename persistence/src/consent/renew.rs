//! Asking a parent again for a child who has an account: by their own wish, or because a version of the
//! policy changes what they agreed to (VPC-09).

use chrono::{DateTime, Utc};
use diesel::prelude::*;
use domain::{
    access::action::AskForConsent,
    age::eighteen::Majority,
    audit::{AccountEvent, ChangeRole, Changed},
    consent::{coverage::outdated_from, granter::ConsentGranter, method::ConsentMethod},
    ids::{ConsentId, ConsentRequestId, UserId},
    mail::Language,
    organizations::purpose::Purpose,
    policies::{standing::BindingVersion, version::VersionNumber},
};

use super::{
    in_force,
    links::Links,
    question::{self, AskRefusal, AskedFor, Question, RenderedNotice, put},
};
use crate::{
    access::{Installation, Permit},
    accounts::{keys_of::subject_key, people::GIVEN_NAME},
    age,
    audit::{self, Entry},
    database::Tx,
    error::DbError,
    households::{self, Household},
    keys::Sealed,
    rights,
    schema::{consent_requests, consents, users},
};

/// What of a consent one version of the policy changes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ChangedConsent {
    /// The version.
    pub version: VersionNumber,
    /// From when on the consent does not cover it.
    pub from: DateTime<Utc>,
    /// The purposes of it.
    pub purposes: Vec<Purpose>,
}

/// Renders the notice in a language, about a child of this name, to be answered until an instant; with what
/// the policy changes, by version, which is nothing where the parent wants to choose anew.
pub type Render<'r> =
    dyn Fn(Language, &str, DateTime<Utc>, &[ChangedConsent]) -> Option<RenderedNotice> + 'r;

/// How a parent is asked again.
pub struct Renewal<'r> {
    /// By which method they answer; as before if absent.
    pub method: Option<ConsentMethod>,
    /// The version of the policy that they are asked about.
    pub policy: VersionNumber,
    /// Renders the notice.
    pub render: &'r Render<'r>,
    /// Where the links lead.
    pub links: &'r Links,
}

/// Why a parent is not asked again.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum RenewRefusal {
    /// There is no such consent, or nothing of the child.
    #[error("there is nothing to renew")]
    NothingToRenew,
    /// A later consent for the child is the one to renew.
    #[error("a later consent is in its place")]
    Superseded,
    /// A question for the child is open.
    #[error("a question is open")]
    AlreadyAsked,
    /// Nobody can be asked.
    #[error(transparent)]
    NotAsked(#[from] AskRefusal),
}

/// A consent as it is renewed.
pub(super) struct Renewed {
    id: ConsentId,
    pub(super) parent: UserId,
    pub(super) child: UserId,
    child_name: String,
    granter: ConsentGranter,
    method: ConsentMethod,
}

/// Asks the permitted household's parent again for the child of a consent, which may have ended.
///
/// # Errors
/// If the database or the cipher fails. The inner error is why nothing was asked.
pub fn renew<'t>(
    tx: &mut Tx<'t>,
    permit: &Permit<'t, AskForConsent>,
    consent: ConsentId,
    renewal: &Renewal<'_>,
) -> Result<Result<ConsentRequestId, RenewRefusal>, DbError> {
    let parent = permit.actor().user();
    let Some(renewed) = find(tx, consent)?.filter(|renewed| renewed.parent == parent) else {
        return Ok(Err(RenewRefusal::NothingToRenew));
    };
    if newest(tx, renewed.child)? != Some(consent) {
        return Ok(Err(RenewRefusal::Superseded));
    }
    let asked = ask(tx, &renewed, renewal)?;
    if let Ok(id) = asked {
        let created = Changed::created(id).sent_to(parent);
        audit::changed(tx, permit, created.referring_to([consent]))?;
    }
    Ok(asked)
}

/// Whether the tenant is a household with a consent that does not cover what a version up to this one
/// changes.
///
/// # Errors
/// If the database fails.
pub fn is_outdated(
    tx: &mut Tx<'_>,
    _by: &Installation,
    policy: VersionNumber,
) -> Result<bool, DbError> {
    Ok(!left_behind(tx, policy)?.is_empty())
}

/// Asks the parents of the tenant whose consents do not cover what a version up to this one changes: once for a child and a version. How many were asked.
///
/// # Errors
/// If the database or the cipher fails.
pub fn renew_outdated(
    tx: &mut Tx<'_>,
    _by: &Installation,
    renewal: &Renewal<'_>,
) -> Result<usize, DbError> {
    let mut asked = Vec::new();
    for consent in left_behind(tx, renewal.policy)? {
        if was_asked(tx, consent, renewal.policy)? {
            continue;
        }
        let Some(renewed) = find(tx, consent)? else {
            continue;
        };
        if let Ok(id) = ask(tx, &renewed, renewal)? {
            asked.push((renewed.parent, consent, id));
        }
    }
    for (parent, consent, id) in &asked {
        let created = Changed::each(ChangeRole::Created, [*id])
            .sent_to(*parent)
            .referring_to([*consent]);
        let event = Entry::account(AccountEvent::ConsentAskedAgain, Some(*parent)).that(created);
        audit::append(tx, &event)?;
    }
    Ok(asked.len())
}

fn ask(
    tx: &mut Tx<'_>,
    renewed: &Renewed,
    renewal: &Renewal<'_>,
) -> Result<Result<ConsentRequestId, RenewRefusal>, DbError> {
    if question::waits(tx, renewed.child)? {
        return Ok(Err(RenewRefusal::AlreadyAsked));
    }
    let household: Household =
        households::of_tenant(tx)?.ok_or(DbError::Corrupt("a parent has a household"))?;
    let language = household.language;
    let question = Question {
        child_name: renewed.child_name.clone(),
        granter: renewed.granter,
        method: renewal.method.unwrap_or(renewed.method),
        policy: renewal.policy,
        language,
        country: household.country,
    };
    let asked_for = AskedFor::Renewal(renewed.child, renewed.id);
    let changed = changed(tx, renewed, renewal.policy)?;
    let render = |lapses_at| (renewal.render)(language, &renewed.child_name, lapses_at, &changed);
    let asked = put(
        tx,
        renewed.parent,
        asked_for,
        &question,
        render,
        renewal.links,
    )?;
    Ok(asked.map_err(Into::into))
}

/// A consent of the tenant, of a child who has an account that is not to be erased, and who is no adult: of
/// an adult nobody else decides (AGE-14).
pub(super) fn find(tx: &mut Tx<'_>, consent: ConsentId) -> Result<Option<Renewed>, DbError> {
    type Row = (UserId, UserId, ConsentGranter, ConsentMethod);
    let row: Option<Row> = consents::table
        .find((tx.tenant(), consent))
        .select((
            consents::parent_id,
            consents::child_id,
            consents::granter,
            consents::method,
        ))
        .first(tx.conn())
        .optional()?;
    let Some((parent, child, granter, method)) = row else {
        return Ok(None);
    };
    let name: Option<Sealed> = users::table
        .find((tx.tenant(), child))
        .select(users::given_name)
        .first(tx.conn())
        .optional()?;
    let Some(name) = name else { return Ok(None) };
    if rights::is_hidden(tx, child)? || age::majority(tx, child)? == Majority::Adult {
        return Ok(None);
    }
    let child_name = subject_key(tx, child)?.open_text(GIVEN_NAME, child.uuid(), &name)?;
    Ok(Some(Renewed {
        id: consent,
        parent,
        child,
        child_name,
        granter,
        method,
    }))
}

/// What versions up to this one change of the scopes of a consent that are in force.
fn changed(
    tx: &mut Tx<'_>,
    renewed: &Renewed,
    policy: VersionNumber,
) -> Result<Vec<ChangedConsent>, DbError> {
    let versions = known(tx, policy);
    let held = in_force::of_child(tx, renewed.child)?;
    let Some(consent) = held.into_iter().find(|held| held.id == renewed.id) else {
        return Ok(Vec::new());
    };
    let of_version = |version: &BindingVersion| {
        let scopes = consent.scopes.iter();
        let purposes: Vec<Purpose> = scopes
            .flat_map(|scope| scope.purposes())
            .copied()
            .filter(|purpose| version.changed.contains(purpose))
            .collect();
        (version.major > consent.policy && !purposes.is_empty()).then_some(ChangedConsent {
            version: VersionNumber {
                major: version.major,
                minor: 0,
                patch: 0,
            },
            from: version.effective_at,
            purposes,
        })
    };
    Ok(versions.iter().filter_map(of_version).collect())
}

/// The versions up to this one.
fn known(tx: &Tx<'_>, policy: VersionNumber) -> &'static [BindingVersion] {
    let versions = tx.policies();
    let known = versions.partition_point(|version| version.major <= policy.major);
    versions.get(..known).unwrap_or_default()
}

/// The consent for a child that was given last.
pub(super) fn newest(tx: &mut Tx<'_>, child: UserId) -> Result<Option<ConsentId>, DbError> {
    Ok(consents::table
        .filter(consents::organization_id.eq(tx.tenant()))
        .filter(consents::child_id.eq(child))
        .order(consents::id.desc())
        .select(consents::id)
        .first(tx.conn())
        .optional()?)
}

/// The consents in force of which a version up to this one changes a purpose.
fn left_behind(tx: &mut Tx<'_>, policy: VersionNumber) -> Result<Vec<ConsentId>, DbError> {
    let versions = known(tx, policy);
    let held = in_force::of_tenant(tx)?;
    let concerned = held.into_iter().filter(|consent| {
        let mut scopes = consent.scopes.iter();
        scopes.any(|scope| outdated_from(consent.policy, scope.purposes(), versions).is_some())
    });
    Ok(concerned.map(|consent| consent.id).collect())
}

/// Whether the parent was asked about this version, or one that changes no more.
fn was_asked(tx: &mut Tx<'_>, consent: ConsentId, policy: VersionNumber) -> Result<bool, DbError> {
    let asked: Vec<String> = consent_requests::table
        .filter(consent_requests::organization_id.eq(tx.tenant()))
        .filter(consent_requests::renews.eq(Some(consent)))
        .select(consent_requests::policy_version)
        .load(tx.conn())?;
    for version in asked {
        if in_force::major(&version)? >= policy.major {
            return Ok(true);
        }
    }
    Ok(false)
}
