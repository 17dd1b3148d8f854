//! A version of the policy, as clients see it.

use chrono::{DateTime, Utc};
use domain::{
    mail::Language,
    policies::{change_class::ChangeClass, version::PolicyAudience},
    text_enum::TextEnum as _,
};
use serde::Serialize;
use utoipa::ToSchema;

use super::published::Published;
use crate::digest;

domain::text_enum! {
    /// Where a version of the policy stands.
    pub enum PolicyState {
        /// It is published and takes effect later.
        Announced = "announced",
        /// It is in force.
        InForce = "in_force",
        /// A later version took its place.
        Superseded = "superseded",
    }
}

/// A version of the policy.
#[derive(Debug, Serialize, ToSchema)]
pub struct PolicyVersionView {
    /// Its number. The first part rises with each material change.
    #[schema(
        max_length = 17,
        pattern = r"^[0-9]{1,5}\.[0-9]{1,5}\.[0-9]{1,5}$",
        example = "1.0.0"
    )]
    pub version: String,
    /// Where it stands.
    pub state: PolicyState,
    /// How much it changed. The first version counts as a material change.
    pub change: ChangeClass,
    /// When it was published: "last updated".
    pub published_at: DateTime<Utc>,
    /// From when on it is in force.
    pub effective_at: DateTime<Utc>,
    /// For whom there is a text.
    #[schema(max_items = 8)]
    pub audiences: Vec<PolicyAudience>,
    /// In which languages.
    #[schema(max_items = 8)]
    pub languages: Vec<Language>,
    /// The SHA-256 hash of all its texts, in hexadecimal digits.
    #[schema(
        min_length = 64,
        max_length = 64,
        pattern = "^[0-9a-f]{64}$",
        example = "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08"
    )]
    pub digest: String,
}

impl PolicyVersionView {
    /// A version, beside the one that is in force.
    pub fn of(published: &Published, in_force: Option<&Published>, now: DateTime<Utc>) -> Self {
        let version = &published.version;
        let holds = in_force.is_some_and(|one| one.version.number() == version.number());
        Self {
            version: version.number().to_string(),
            state: if holds {
                PolicyState::InForce
            } else if version.effective_at() > now {
                PolicyState::Announced
            } else {
                PolicyState::Superseded
            },
            change: version.class(),
            published_at: version.published_at(),
            effective_at: version.effective_at(),
            audiences: version.audiences().iter().copied().collect(),
            languages: Language::ALL.to_vec(),
            digest: digest::print(&version.content_hash()),
        }
    }
}
