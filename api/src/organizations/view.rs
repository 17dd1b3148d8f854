//! A tenant as clients see it.

use chrono::{DateTime, Utc};
use domain::ids::OrganizationId;
use domain::organizations::consent_mode::ConsentMode;
use domain::text::{OrganizationName, OrganizationSlug};
use persistence::organizations::{
    organization::Organization,
    state::{OrganizationKind, OrganizationState},
};
use serde::Serialize;
use utoipa::ToSchema;

/// A tenant: a district, or Hallpass itself.
#[derive(Debug, Serialize, ToSchema)]
pub struct OrganizationView {
    /// Its id.
    pub id: OrganizationId,
    /// What it is.
    pub kind: OrganizationKind,
    /// Its name.
    #[schema(value_type = OrganizationName)]
    pub name: String,
    /// The short name by which its people say where they sign in.
    #[schema(value_type = OrganizationSlug)]
    pub slug: String,
    /// Whether its people can work.
    pub state: OrganizationState,
    /// On whose word its students are registered.
    pub consent_mode: ConsentMode,
    /// When it was founded.
    pub created_at: DateTime<Utc>,
    /// When it was last changed.
    pub updated_at: DateTime<Utc>,
}

impl From<Organization> for OrganizationView {
    fn from(organization: Organization) -> Self {
        Self {
            id: organization.organization_id,
            kind: organization.kind,
            name: organization.name,
            slug: organization.slug,
            state: organization.state,
            consent_mode: organization.consent_mode,
            created_at: organization.created_at,
            updated_at: organization.updated_at,
        }
    }
}
