//! An audit event as clients see it.

use chrono::{DateTime, Utc};
use domain::{
    access::{Basis, Relationship},
    accounts::clients::ClientFamily,
    audit::{AuditOutcome, Channel, Happening, Object, ObjectRole},
    ids::{AuditEventId, ObjectKind, UserId},
};
use persistence::audit::LoggedEvent;
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
    #[schema(value_type = Happening)]
    pub happening: String,
    /// Whether the action was done or refused.
    #[schema(value_type = AuditOutcome)]
    pub outcome: String,
    /// The account that acted; absent if no account did.
    pub actor_id: Option<UserId>,
    /// The relationship of the actor to the subject.
    #[schema(value_type = Option<Relationship>)]
    pub relationship: Option<String>,
    /// The legal basis on which it was allowed.
    #[schema(value_type = Option<Basis>)]
    pub basis: Option<String>,
    /// The kind of the subject.
    #[schema(value_type = Option<ObjectKind>)]
    pub subject_kind: Option<String>,
    /// The id of the subject.
    pub subject_id: Option<Uuid>,
    /// The person whom it concerned, if it was one.
    pub person_id: Option<UserId>,
    /// How many records it changed or showed.
    #[schema(minimum = 0, maximum = 2_147_483_647, example = 1)]
    pub records: i32,
    /// How many attempts it stands for: more than one where the caller was refused the same action
    /// again and again within a minute. Subject and request are those of the last.
    #[schema(minimum = 1, maximum = 2_147_483_647, example = 1)]
    pub attempts: i32,
    /// What it was about: every person and thing that it changed or showed, its subject, and what it
    /// refers to. The first 200 where a roster brings more.
    #[schema(max_items = 200)]
    pub objects: Vec<AuditObjectView>,
    /// By which way it reached the service.
    #[schema(value_type = Channel)]
    pub channel: String,
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
    #[schema(value_type = Option<ClientFamily>)]
    pub source_client: Option<String>,
}

/// Something that an audit event was about.
#[derive(Debug, Serialize, ToSchema)]
pub struct AuditObjectView {
    /// What the event has to do with it: its `subject`, or what was `created`, `changed`, `ended`,
    /// `shown`, `referenced`, or the person to whom a secret was issued (`sent_to`).
    pub role: ObjectRole,
    /// The kind of thing; `user` for a person.
    pub kind: ObjectKind,
    /// Its id.
    pub id: Uuid,
}

same_members!(Object => AuditObjectView { role, kind, id });

impl From<LoggedEvent> for AuditEventView {
    fn from(LoggedEvent { event, objects }: LoggedEvent) -> Self {
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
            attempts: event.attempts,
            objects: objects.into_iter().map(AuditObjectView::from).collect(),
            channel: event.channel,
            request_id: event.request_id.0,
            source_network: event.source_network,
            source_client: event.source_client,
        }
    }
}
