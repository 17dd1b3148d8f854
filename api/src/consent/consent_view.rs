//! A consent, as the parent sees it.

use chrono::{DateTime, Utc};
use domain::{
    age::own_consent::ConsentParties,
    consent::{granter::ConsentGranter, method::ConsentMethod, scope::ConsentScope},
    ids::{ConsentId, UserId},
};
use persistence::consent::GivenConsent;
use serde::Serialize;
use utoipa::ToSchema;

/// A consent.
#[derive(Debug, Serialize, ToSchema)]
pub struct ConsentView {
    /// Its id.
    pub id: ConsentId,
    /// The child.
    pub child_id: UserId,
    /// The consent in whose place it is; `null` for the first.
    pub supersedes: Option<ConsentId>,
    /// What the person who gave it is to the child.
    pub granter: ConsentGranter,
    /// Whose consent it is: the parent's, or the parent's and the child's together.
    pub parties: ConsentParties,
    /// By which method it was given.
    pub method: ConsentMethod,
    /// What was agreed to.
    #[schema(max_items = 8)]
    pub given: Vec<ConsentScope>,
    /// What of it is in force. Empty once the consent has ended.
    #[schema(max_items = 8)]
    pub in_force: Vec<ConsentScope>,
    /// The version of the policy that was agreed to.
    #[schema(
        max_length = 20,
        pattern = r"^[0-9]+\.[0-9]+\.[0-9]+$",
        example = "1.0.0"
    )]
    pub policy_version: String,
    /// The version of the notice.
    #[schema(
        max_length = 20,
        pattern = r"^[0-9]+\.[0-9]+\.[0-9]+$",
        example = "1.0.0"
    )]
    pub notice_version: String,
    /// When the parent agreed.
    pub given_at: DateTime<Utc>,
    /// From when on it covers anything.
    pub active_from: DateTime<Utc>,
    /// From when on it does not cover all that is in force of it, because a version of the policy changes
    /// what was agreed to; `null` if it does. Nothing new is recorded for what changed until the consent
    /// is renewed.
    pub outdated_from: Option<DateTime<Utc>>,
}

impl From<GivenConsent> for ConsentView {
    fn from(consent: GivenConsent) -> Self {
        Self {
            id: consent.id,
            child_id: consent.child,
            supersedes: consent.supersedes,
            granter: consent.granter,
            parties: consent.parties,
            method: consent.method,
            given: consent.given.into_iter().collect(),
            in_force: consent.in_force.into_iter().collect(),
            policy_version: consent.policy_version,
            notice_version: consent.notice_version,
            given_at: consent.given_at,
            active_from: consent.active_from,
            outdated_from: consent.outdated_from,
        }
    }
}
