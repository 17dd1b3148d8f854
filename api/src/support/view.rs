//! Grants of support as clients see them.

use chrono::{DateTime, Utc};
use domain::ids::{OrganizationId, SupportGrantId, UserId};
use persistence::support::{OpenGrant, SupportGrant};
use serde::Serialize;
use utoipa::ToSchema;

/// That support may look at a student.
#[derive(Debug, Serialize, ToSchema)]
pub struct SupportGrantView {
    /// Its id.
    pub id: SupportGrantId,
    /// The student.
    pub student_id: UserId,
    /// The number of the question.
    #[schema(max_length = 40, pattern = "^[a-z0-9-]+$", example = "help-2041")]
    pub ticket: String,
    /// Who let support in.
    pub granted_by: UserId,
    /// From when on.
    pub begins_at: DateTime<Utc>,
    /// Until when.
    pub ends_at: DateTime<Utc>,
}

impl From<SupportGrant> for SupportGrantView {
    fn from(grant: SupportGrant) -> Self {
        Self {
            id: grant.id,
            student_id: grant.student_id,
            ticket: grant.ticket,
            granted_by: grant.granted_by,
            begins_at: grant.begins_at,
            ends_at: grant.ends_at,
        }
    }
}

/// A grant that is open, as operators see it.
#[derive(Debug, Serialize, ToSchema)]
pub struct OpenSupportGrantView {
    /// Its id.
    pub id: SupportGrantId,
    /// The district that let support in.
    pub organization_id: OrganizationId,
    /// The number of the question.
    #[schema(max_length = 40, pattern = "^[a-z0-9-]+$", example = "help-2041")]
    pub ticket: String,
    /// Until when.
    pub ends_at: DateTime<Utc>,
}

impl From<OpenGrant> for OpenSupportGrantView {
    fn from(grant: OpenGrant) -> Self {
        Self {
            id: grant.grant_id,
            organization_id: grant.tenant_id,
            ticket: grant.ticket,
            ends_at: grant.ends_at,
        }
    }
}
