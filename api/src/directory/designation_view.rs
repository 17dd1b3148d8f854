//! A designation of directory information as clients see it.

use chrono::{DateTime, NaiveDate, Utc};
use domain::{
    directory::{DesignatedType, DirectoryPurpose, DirectoryType},
    ids::{DirectoryDesignationId, DirectoryPartyId},
    text::RecipientName,
};
use persistence::directory::{DirectoryDesignation, ListedParty};
use serde::Serialize;
use utoipa::ToSchema;

/// What a school designates as directory information.
#[derive(Serialize, ToSchema)]
pub struct DirectoryDesignationView {
    /// Its id.
    pub id: DirectoryDesignationId,
    /// The day of the public notice.
    #[schema(example = "2026-09-21")]
    pub notice_on: NaiveDate,
    /// The last day on which families refuse what is new in it before it takes effect. They may refuse later
    /// too.
    #[schema(example = "2026-10-12")]
    pub refuse_until: NaiveDate,
    /// The types.
    #[schema(max_items = 2)]
    pub types: Vec<DesignatedTypeView>,
    /// To whom they are released.
    #[schema(max_items = 50)]
    pub parties: Vec<DirectoryPartyView>,
    /// When it was recorded.
    pub recorded_at: DateTime<Utc>,
    /// When it ended, or another took its place.
    pub ended_at: Option<DateTime<Utc>>,
}

/// A type that a school designates.
#[derive(Serialize, ToSchema)]
pub struct DesignatedTypeView {
    /// The type.
    #[serde(rename = "type")]
    pub of: DirectoryType,
    /// From when on it is released, unless it is refused.
    pub effective_at: DateTime<Utc>,
}

/// To whom a school releases directory information, and for what.
#[derive(Serialize, ToSchema)]
pub struct DirectoryPartyView {
    /// Its id in this designation.
    pub id: DirectoryPartyId,
    /// Its name.
    #[schema(value_type = RecipientName)]
    pub name: String,
    /// For what.
    pub purpose: DirectoryPurpose,
    /// From when on it is released to it.
    pub effective_at: DateTime<Utc>,
}

impl From<DirectoryDesignation> for DirectoryDesignationView {
    fn from(designation: DirectoryDesignation) -> Self {
        Self {
            id: designation.id,
            notice_on: designation.notice_on,
            refuse_until: designation.refuse_until,
            types: designation.types.into_iter().map(Into::into).collect(),
            parties: designation.parties.into_iter().map(Into::into).collect(),
            recorded_at: designation.recorded_at,
            ended_at: designation.ended_at,
        }
    }
}

impl From<DesignatedType> for DesignatedTypeView {
    fn from(designated: DesignatedType) -> Self {
        Self {
            of: designated.of,
            effective_at: designated.effective_at,
        }
    }
}

impl From<ListedParty> for DirectoryPartyView {
    fn from(listed: ListedParty) -> Self {
        Self {
            id: listed.id,
            name: listed.party.name,
            purpose: listed.party.purpose,
            effective_at: listed.party.effective_at,
        }
    }
}
