//! Reading the log.

use chrono::{DateTime, Utc};
use diesel::prelude::*;
use domain::{
    access::{Permit, action::ReadAuditLog},
    ids::{AuditEventId, UserId},
};
use uuid::Uuid;

use super::append::disclosed;
use crate::{
    connection::MultiBackend,
    database::Tx,
    error::DbError,
    paging::{PageAfter, Placed, Slice},
    schema::audit_events,
    sql_types::Key,
};

/// An event as the log shows it: ids and words. Its sealed detail stays sealed.
#[derive(Clone, Debug, PartialEq, Eq, Queryable, Selectable)]
#[diesel(table_name = audit_events, check_for_backend(MultiBackend))]
pub struct Event {
    /// Its id.
    pub id: AuditEventId,
    /// When it happened.
    pub at: DateTime<Utc>,
    /// What happened: an action, or what befell an account.
    pub happening: String,
    /// Whether it was done or refused.
    pub outcome: String,
    /// Who did it, if somebody did.
    pub actor_id: Option<UserId>,
    /// How the actor stood to the subject.
    pub relationship: Option<String>,
    /// On what ground it was allowed.
    pub basis: Option<String>,
    /// What it was done to.
    pub subject_kind: Option<String>,
    /// The id of that.
    pub subject_id: Option<Key>,
    /// The person whom it concerned, if it was one.
    pub person_id: Option<UserId>,
    /// How many records it changed or showed.
    pub records: i32,
    /// The request.
    pub request_id: Key,
    /// The network that it came from, if it came over one.
    pub source_network: Option<String>,
    /// What the client said it is.
    pub source_client: Option<String>,
}

impl Placed for Event {
    fn place(&self) -> Uuid {
        self.id.uuid()
    }
}

/// The events of the permitted organization, newest first. That they were read is an event too.
///
/// # Errors
/// If the database fails.
pub fn list(
    tx: &mut Tx<'_>,
    permit: &Permit<ReadAuditLog>,
    page: PageAfter,
) -> Result<Slice<Event>, DbError> {
    let rows = audit_events::table
        .filter(audit_events::organization_id.eq(tx.tenant()))
        .filter(audit_events::id.lt(page.ceiling()))
        .order(audit_events::id.desc())
        .limit(page.probe())
        .select(Event::as_select())
        .load(tx.conn())?;
    let slice = page.slice(rows);
    disclosed(tx, permit, slice.rows.len())?;
    Ok(slice)
}
