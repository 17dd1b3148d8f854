//! Whether a consent lets a child's data be processed (VPC-01), and what a later version of the policy
//! takes from it (VPC-09).

use std::collections::{BTreeMap, BTreeSet};

use chrono::{DateTime, Utc};

use super::scope::ConsentScope;
use crate::{
    category::Category, ids::ConsentId, organizations::purpose::Purpose,
    policies::standing::BindingVersion,
};

/// How a scope of a consent ended that covered something until then.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ScopeEnd {
    /// A later consent took its place.
    Superseded,
    /// It was taken back.
    TakenBack,
}

/// A consent, and what of it is in force at this instant.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Consent {
    /// Its id.
    pub id: ConsentId,
    /// From which instant on it covers anything.
    pub active_from: DateTime<Utc>,
    /// The first part of the number of the policy under which it was given.
    pub policy: u16,
    /// Its scopes that are in force.
    pub scopes: BTreeSet<ConsentScope>,
    /// Its scopes that ended, and when. One that was void from the beginning is in neither.
    pub ended: BTreeMap<ConsentScope, (ScopeEnd, DateTime<Utc>)>,
}

impl Consent {
    /// Whether scopes that are in force cover this use of these categories.
    fn is_in_force(&self, purpose: Purpose, categories: &[Category]) -> bool {
        let scopes: Vec<ConsentScope> = self.scopes.iter().copied().collect();
        allow(&scopes, purpose, categories)
    }

    /// Whether it covered this use of these categories at an instant, by the scopes that are in force and
    /// those that ended later, in one of these ways.
    fn covered(
        &self,
        purpose: Purpose,
        categories: &[Category],
        at: DateTime<Utc>,
        ways: &[ScopeEnd],
    ) -> bool {
        let ended = self.ended.iter();
        let ended_later = ended
            .filter(|(_, (way, ended_at))| ways.contains(way) && at < *ended_at)
            .map(|(scope, _)| *scope);
        let scopes: Vec<ConsentScope> = self.scopes.iter().copied().chain(ended_later).collect();
        self.active_from <= at && allow(&scopes, purpose, categories)
    }
}

fn allow(scopes: &[ConsentScope], purpose: Purpose, categories: &[Category]) -> bool {
    let allowed = |category: &Category| {
        scopes.iter().any(|scope| {
            scope.purposes().contains(&purpose) && scope.categories().contains(category)
        })
    };
    categories.iter().all(allowed)
}

/// From when on a consent that was given under this version of the policy does not cover one of these
/// purposes any more, because a later version changes their practices (VPC-09); `None` if none does.
pub fn outdated_from(
    policy: u16,
    purposes: &[Purpose],
    versions: &[BindingVersion],
) -> Option<DateTime<Utc>> {
    versions
        .iter()
        .filter(|version| version.major > policy)
        .filter(|version| {
            purposes
                .iter()
                .any(|purpose| version.changed.contains(purpose))
        })
        .map(|version| version.effective_at)
        .min()
}

crate::text_enum! {
    /// Why no consent covers what is to be processed.
    pub enum MissingConsent {
        /// No consent is active, or it was given after the collection.
        NeedsConsent = "needs_consent",
        /// A consent is active, and does not cover this purpose or category.
        NotCovered = "not_covered",
        /// A consent is active, and a later version of the policy changed what it was given for.
        Outdated = "outdated",
    }
}

/// Under which consent data of these categories may be processed for a purpose at this instant: one that
/// is in force, and whose practices no version of the policy has changed since (VPC-09).
pub fn may_process(
    consents: &[Consent],
    versions: &[BindingVersion],
    purpose: Purpose,
    categories: &[Category],
    now: DateTime<Utc>,
) -> Result<ConsentId, MissingConsent> {
    covering(consents, versions, (purpose, now), |consent| {
        consent.active_from <= now && consent.is_in_force(purpose, categories)
    })
}

/// Under which consent data of these categories was collected for a purpose at an instant. A consent covers
/// nothing that was collected before it, and what was collected under it also after its end.
pub fn was_covered(
    consents: &[Consent],
    versions: &[BindingVersion],
    purpose: Purpose,
    categories: &[Category],
    collected_at: DateTime<Utc>,
) -> Result<ConsentId, MissingConsent> {
    let ways = [ScopeEnd::Superseded, ScopeEnd::TakenBack];
    covering(consents, versions, (purpose, collected_at), |consent| {
        consent.covered(purpose, categories, collected_at, &ways)
    })
}

/// Under which consent what happened at an instant may be recorded now: one that covered it then and is in
/// force, or in whose place one is. What was taken back is not recorded from then on, whenever it happened
/// (VPC-07).
pub fn may_record(
    consents: &[Consent],
    versions: &[BindingVersion],
    purpose: Purpose,
    categories: &[Category],
    occurred_at: DateTime<Utc>,
) -> Result<ConsentId, MissingConsent> {
    let ways = [ScopeEnd::Superseded];
    let covered = covering(consents, versions, (purpose, occurred_at), |consent| {
        consent.covered(purpose, categories, occurred_at, &ways)
    })?;
    let mut consents = consents.iter();
    if consents.any(|consent| consent.is_in_force(purpose, categories)) {
        Ok(covered)
    } else {
        Err(MissingConsent::NeedsConsent)
    }
}

fn covering(
    consents: &[Consent],
    versions: &[BindingVersion],
    (purpose, at): (Purpose, DateTime<Utc>),
    covers: impl Fn(&Consent) -> bool,
) -> Result<ConsentId, MissingConsent> {
    let mut missing = MissingConsent::NeedsConsent;
    for consent in consents {
        if covers(consent) {
            let outdated = outdated_from(consent.policy, &[purpose], versions);
            if outdated.is_none_or(|from| at < from) {
                return Ok(consent.id);
            }
            missing = MissingConsent::Outdated;
        } else if consent.active_from <= at && !consent.scopes.is_empty() {
            missing = missing.max(MissingConsent::NotCovered);
        }
    }
    Err(missing)
}

#[cfg(test)]
mod tests;
