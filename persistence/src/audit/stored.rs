//! Events as they are read back, whole.

use chrono::{DateTime, Utc};
use diesel::prelude::*;
use uuid::Uuid;

use super::hashes::{Digest, LeafFields, LeafHasher};
use crate::{connection::MultiBackend, keys::Sealed, schema::audit_events, sql_types::BindUuid};

/// Everything that an event's row says.
#[derive(Queryable, Selectable)]
#[diesel(table_name = audit_events, check_for_backend(MultiBackend))]
pub(super) struct StoredEvent {
    id: BindUuid,
    at: DateTime<Utc>,
    happening: String,
    outcome: String,
    actor_id: Option<BindUuid>,
    relationship: Option<String>,
    basis: Option<String>,
    subject_kind: Option<String>,
    subject_id: Option<BindUuid>,
    person_id: Option<BindUuid>,
    pub(super) object_list: Vec<u8>,
    records: i32,
    attempts: i32,
    channel: String,
    request_id: BindUuid,
    source_network: Option<String>,
    source_client: Option<String>,
    detail: Option<Sealed>,
    leaf: Vec<u8>,
}

impl StoredEvent {
    /// The leaf of what the row says; `None` if another one was written with it.
    pub(super) fn leaf(&self, organization: Uuid) -> Option<Digest> {
        let leaf = LeafFields {
            organization,
            id: self.id.0,
            at: self.at,
            happening: &self.happening,
            outcome: &self.outcome,
            actor: self.actor_id.map(|id| id.0),
            relationship: self.relationship.as_deref(),
            basis: self.basis.as_deref(),
            subject_kind: self.subject_kind.as_deref(),
            subject: self.subject_id.map(|id| id.0),
            person: self.person_id.map(|id| id.0),
            object_list: &self.object_list,
            records: self.records,
            attempts: self.attempts,
            channel: &self.channel,
            request: self.request_id.0,
            network: self.source_network.as_deref(),
            client: self.source_client.as_deref(),
            detail: self.detail.as_ref().map(Sealed::bytes),
        }
        .digest(LeafHasher::new());
        (leaf.as_slice() == self.leaf).then_some(leaf)
    }
}
