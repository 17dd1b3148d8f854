//! Work as operators see it.

use chrono::{DateTime, Utc};
use domain::{
    ids::{JobId, OrganizationId},
    worker::{Hindrance, JobKind, JobState},
};
use persistence::worker::Job;
use serde::Serialize;
use utoipa::ToSchema;

/// A piece of work that the service does by itself.
#[derive(Debug, Serialize, ToSchema)]
pub struct JobView {
    /// Its id.
    pub id: JobId,
    /// The organization that it belongs to.
    pub organization_id: OrganizationId,
    /// What is to be done.
    pub kind: JobKind,
    /// Where it stands.
    pub state: JobState,
    /// When it was due.
    pub due_at: DateTime<Utc>,
    /// How often it was tried.
    #[schema(minimum = 0, maximum = 2_147_483_647)]
    pub attempts: i32,
    /// Before when it is not tried again.
    pub not_before: DateTime<Utc>,
    /// What hindered it the last time; `null` if nothing did.
    pub hindrance: Option<Hindrance>,
    /// When it was done or given up; `null` while it waits.
    pub ended_at: Option<DateTime<Utc>>,
}

impl From<Job> for JobView {
    fn from(job: Job) -> Self {
        Self {
            id: job.id,
            organization_id: job.organization_id,
            kind: job.kind,
            state: job.state,
            due_at: job.due_at,
            attempts: job.attempts,
            not_before: job.not_before,
            hindrance: job.hindrance,
            ended_at: job.ended_at,
        }
    }
}
