//! Reading the log.

use chrono::{DateTime, Utc};
use diesel::prelude::*;
use domain::{
    access::{Permit, action::ReadAuditLog},
    audit::{Happening, Outcome},
    ids::{AuditEventId, UserId},
    text_enum::TextEnum,
};
use uuid::Uuid;

use super::append::disclosed;
use crate::{
    connection::MultiBackend,
    database::Tx,
    error::DbError,
    paging::{CursorId, PageRequest, Slice},
    schema::audit_events,
    sql_types::{BindUuid, bind_instant},
};

/// An event as the log shows it: ids and words. Its sealed detail stays sealed.
#[derive(Clone, Debug, PartialEq, Eq, Queryable, Selectable)]
#[diesel(table_name = audit_events, check_for_backend(MultiBackend))]
pub struct Event {
    /// Its id.
    pub id: AuditEventId,
    /// When it happened.
    pub at: DateTime<Utc>,
    /// What happened: an action, or an event of an account.
    pub happening: String,
    /// Whether the action was done or refused.
    pub outcome: String,
    /// The account that acted; absent if no account did.
    pub actor_id: Option<UserId>,
    /// The relationship of the actor to the subject.
    pub relationship: Option<String>,
    /// The legal basis on which it was allowed.
    pub basis: Option<String>,
    /// What it was done to.
    pub subject_kind: Option<String>,
    /// The id of the subject.
    pub subject_id: Option<BindUuid>,
    /// The person whom it concerned, if it was one.
    pub person_id: Option<UserId>,
    /// How many records it changed or showed.
    pub records: i32,
    /// The request.
    pub request_id: BindUuid,
    /// The network that it came from, if it came over one.
    pub source_network: Option<String>,
    /// What the client said it is.
    pub source_client: Option<String>,
}

impl CursorId for Event {
    fn cursor_id(&self) -> Uuid {
        self.id.uuid()
    }
}

/// Which events are wanted. What is not said does not matter.
#[derive(Clone, Copy, Debug, Default)]
pub struct EventsWanted {
    /// Those that concerned this person.
    pub person: Option<UserId>,
    /// What this person did.
    pub actor: Option<UserId>,
    /// Those in which this happened.
    pub happening: Option<Happening>,
    /// What was done, or what was refused.
    pub outcome: Option<Outcome>,
    /// What happened at this instant or later.
    pub since: Option<DateTime<Utc>>,
    /// What happened before this instant.
    pub until: Option<DateTime<Utc>>,
}

/// What is wanted of the events of the permitted organization, newest first. That they were read is
/// an event too.
///
/// # Errors
/// If the database fails.
pub fn list(
    tx: &mut Tx<'_>,
    permit: &Permit<ReadAuditLog>,
    wanted: &EventsWanted,
    page: PageRequest,
) -> Result<Slice<Event>, DbError> {
    let mut events = audit_events::table
        .filter(audit_events::organization_id.eq(tx.tenant()))
        .filter(audit_events::id.lt(page.before_id()))
        .into_boxed();
    if let Some(person) = wanted.person {
        events = events.filter(audit_events::person_id.eq(person));
    }
    if let Some(actor) = wanted.actor {
        events = events.filter(audit_events::actor_id.eq(actor));
    }
    if let Some(happening) = wanted.happening {
        events = events.filter(audit_events::happening.eq(happening.as_str()));
    }
    if let Some(outcome) = wanted.outcome {
        events = events.filter(audit_events::outcome.eq(outcome.as_str()));
    }
    if let Some(since) = wanted.since {
        events = events.filter(audit_events::at.ge(bind_instant(since)));
    }
    if let Some(until) = wanted.until {
        events = events.filter(audit_events::at.lt(bind_instant(until)));
    }
    let rows = events
        .order(audit_events::id.desc())
        .limit(page.limit_plus_one())
        .select(Event::as_select())
        .load(tx.conn())?;
    let slice = page.into_page(rows);
    disclosed(tx, permit, slice.rows.len())?;
    Ok(slice)
}
