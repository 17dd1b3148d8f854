//! A tenant as clients see it.

use chrono::{DateTime, Utc};
use persistence::organizations::organization::{Organization, OrganizationKind, OrganizationState};
use serde::Serialize;
use utoipa::ToSchema;
use uuid::{Uuid, uuid};

use crate::{
    openapi::{Example, instant},
    wire::{OrganizationKindWord, OrganizationStateWord},
};

/// A tenant: a district, or Hallpass itself.
#[derive(Debug, Serialize, ToSchema)]
#[schema(example = OrganizationView::example)]
pub struct OrganizationView {
    /// Its id.
    pub id: Uuid,
    /// What it is.
    pub kind: OrganizationKindWord,
    /// Its name.
    #[schema(
        max_length = 120,
        pattern = r"^\S(.*\S)?$",
        example = "Maple Unified School District"
    )]
    pub name: String,
    /// The short name by which its people say where they sign in.
    #[schema(
        max_length = 40,
        pattern = "^[a-z0-9]+(-[a-z0-9]+)*$",
        example = "maple"
    )]
    pub slug: String,
    /// Whether its people can work.
    pub state: OrganizationStateWord,
    /// When it was founded.
    pub created_at: DateTime<Utc>,
    /// When it was last changed.
    pub updated_at: DateTime<Utc>,
}

impl From<Organization> for OrganizationView {
    fn from(organization: Organization) -> Self {
        Self {
            id: organization.organization_id.uuid(),
            kind: OrganizationKindWord(organization.kind),
            name: organization.name,
            slug: organization.slug,
            state: OrganizationStateWord(organization.state),
            created_at: organization.created_at,
            updated_at: organization.updated_at,
        }
    }
}

impl Example for OrganizationView {
    fn example() -> Self {
        Self {
            id: uuid!("01996b3c-7a00-7000-8000-000000000012"),
            kind: OrganizationKindWord(OrganizationKind::District),
            name: "Maple Unified School District".to_owned(),
            slug: "maple".to_owned(),
            state: OrganizationStateWord(OrganizationState::Active),
            created_at: instant("2026-07-01T15:00:00Z"),
            updated_at: instant("2026-07-01T15:00:00Z"),
        }
    }
}
