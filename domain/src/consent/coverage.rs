//! Whether a consent lets a child's data be processed (VPC-01), and what a later version of the policy
//! takes from it (VPC-09).

use std::collections::{BTreeMap, BTreeSet};

use chrono::{DateTime, Utc};

use super::scope::ConsentScope;
use crate::{
    category::Category, ids::ConsentId, organizations::purpose::Purpose,
    policies::standing::BindingVersion,
};

/// A consent, as far as it is in force at this instant.
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
    /// Its scopes that ended, and when: what was collected before is covered by them.
    pub ended: BTreeMap<ConsentScope, DateTime<Utc>>,
}

impl Consent {
    /// Whether it covered this use of these categories at an instant.
    fn covers(&self, purpose: Purpose, categories: &[Category], at: DateTime<Utc>) -> bool {
        let ended = self.ended.iter().filter(|(_, ended_at)| at < **ended_at);
        let scopes: Vec<ConsentScope> = self
            .scopes
            .iter()
            .copied()
            .chain(ended.map(|(scope, _)| *scope))
            .collect();
        self.active_from <= at && allow(&scopes, purpose, categories)
    }

    /// Whether it covers this use of these categories by scopes that are in force.
    fn is_in_force(&self, purpose: Purpose, categories: &[Category]) -> bool {
        let scopes: Vec<ConsentScope> = self.scopes.iter().copied().collect();
        allow(&scopes, purpose, categories)
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

/// Under which consent data of these categories may be processed for a purpose that was collected at
/// an instant. A consent covers nothing that was collected before it, and not what a version of the
/// policy changed that is later than the consent and was in force at the collection.
pub fn may_process(
    consents: &[Consent],
    versions: &[BindingVersion],
    purpose: Purpose,
    categories: &[Category],
    collected_at: DateTime<Utc>,
) -> Result<ConsentId, MissingConsent> {
    let mut missing = MissingConsent::NeedsConsent;
    for consent in consents {
        if consent.covers(purpose, categories, collected_at) {
            let outdated = outdated_from(consent.policy, &[purpose], versions);
            if outdated.is_none_or(|from| collected_at < from) {
                return Ok(consent.id);
            }
            missing = MissingConsent::Outdated;
        } else if consent.active_from <= collected_at && !consent.scopes.is_empty() {
            missing = missing.max(MissingConsent::NotCovered);
        }
    }
    Err(missing)
}

/// Under which consent what happened at an instant may be recorded now: one that covered it then, as long
/// as a consent for the same is in force, in whose place ever. What was taken back is not recorded from
/// then on, whenever it happened (VPC-07).
pub fn may_record(
    consents: &[Consent],
    versions: &[BindingVersion],
    purpose: Purpose,
    categories: &[Category],
    occurred_at: DateTime<Utc>,
) -> Result<ConsentId, MissingConsent> {
    let covered = may_process(consents, versions, purpose, categories, occurred_at)?;
    let mut consents = consents.iter();
    if consents.any(|consent| consent.is_in_force(purpose, categories)) {
        Ok(covered)
    } else {
        Err(MissingConsent::NeedsConsent)
    }
}

#[cfg(test)]
mod tests;
