//! A consent, as the parent sees it.

use chrono::{DateTime, Utc};
use domain::{
    consent::{method::ConsentMethod, scope::ConsentScope},
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
    /// By which method it was given.
    pub method: ConsentMethod,
    /// What was agreed to.
    #[schema(max_items = 8)]
    pub given: Vec<ConsentScope>,
    /// What of it is in force. Empty once the consent has ended.
    #[schema(max_items = 8)]
    pub in_force: Vec<ConsentScope>,
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
}

impl From<GivenConsent> for ConsentView {
    fn from(consent: GivenConsent) -> Self {
        Self {
            id: consent.id,
            child_id: consent.child,
            method: consent.method,
            given: consent.given.into_iter().collect(),
            in_force: consent.in_force.into_iter().collect(),
            notice_version: consent.notice_version,
            given_at: consent.given_at,
            active_from: consent.active_from,
        }
    }
}
