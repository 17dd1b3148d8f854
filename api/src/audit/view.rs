//! An audit event as clients see it.

use chrono::{DateTime, Utc};
use domain::ids::{AuditEventId, UserId};
use persistence::audit::Event;
use serde::Serialize;
use utoipa::ToSchema;
use uuid::Uuid;

/// An audit event.
#[derive(Debug, Serialize, ToSchema)]
pub struct AuditEventView {
    /// Its id.
    pub id: AuditEventId,
    /// When it happened.
    pub at: DateTime<Utc>,
    /// What happened: an action, or an event of an account.
    #[schema(max_length = 64, pattern = "^[a-z_]+$", example = "create_class")]
    pub happening: String,
    /// Whether the action was done or refused.
    #[schema(max_length = 16, pattern = "^(done|refused)$", example = "done")]
    pub outcome: String,
    /// The account that acted; absent if no account did.
    pub actor_id: Option<UserId>,
    /// The relationship of the actor to the subject.
    #[schema(max_length = 64, pattern = "^[a-z_]+$", example = "teacher")]
    pub relationship: Option<String>,
    /// The legal basis on which it was allowed.
    #[schema(
        max_length = 64,
        pattern = "^[a-z_]+$",
        example = "educational_interest"
    )]
    pub basis: Option<String>,
    /// The kind of the subject.
    #[schema(max_length = 64, pattern = "^[A-Za-z]+$", example = "School")]
    pub subject_kind: Option<String>,
    /// The id of the subject.
    pub subject_id: Option<Uuid>,
    /// The person whom it concerned, if it was one.
    pub person_id: Option<UserId>,
    /// How many records it changed or showed.
    #[schema(minimum = 0, maximum = 2_147_483_647, example = 1)]
    pub records: i32,
    /// The request, as its answer's `Request-Id` had it.
    pub request_id: Uuid,
    /// The network that it came from: /24 of IPv4, /48 of IPv6. Absent for commands.
    #[schema(
        max_length = 64,
        pattern = "^[0-9a-f.:]+/[0-9]+$",
        example = "203.0.113.0/24"
    )]
    pub source_network: Option<String>,
    /// The family of the client that it came from.
    #[schema(max_length = 16, pattern = "^[a-z]+$", example = "chrome")]
    pub source_client: Option<String>,
}

impl From<Event> for AuditEventView {
    fn from(event: Event) -> Self {
        Self {
            id: event.id,
            at: event.at,
            happening: event.happening,
            outcome: event.outcome,
            actor_id: event.actor_id,
            relationship: event.relationship,
            basis: event.basis,
            subject_kind: event.subject_kind,
            subject_id: event.subject_id.map(|id| id.0),
            person_id: event.person_id,
            records: event.records,
            request_id: event.request_id.0,
            source_network: event.source_network,
            source_client: event.source_client,
        }
    }
}
