//! Reading the log.

use chrono::{DateTime, Utc};
use diesel::prelude::*;
use domain::{
    access::{ActionKind, action::ReadAuditLog},
    audit::{AuditOutcome, Happening, Object, Shown},
    ids::{AuditEventId, ObjectKind, UserId},
    text_enum::TextEnum,
};
use uuid::Uuid;

use super::{
    apart::{APART, kept_apart_from},
    append::disclosed,
    objects,
};
use crate::{
    access::Permit,
    connection::MultiBackend,
    database::Tx,
    error::DbError,
    paging::{PageRequest, Slice},
    schema::{audit_events, audit_objects},
    sql_types::{BindUuid, bind_instant},
};

/// Objects of one event that are shown at most: those of a whole roster would be many thousands.
pub const OBJECTS_SHOWN: u16 = 200;

/// An event with what it was about.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LoggedEvent {
    /// The event.
    pub event: Event,
    /// What it was about: at most the first [`OBJECTS_SHOWN`].
    pub objects: Vec<Object>,
}

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
    /// How many attempts it stands for.
    pub attempts: i32,
    /// By which way it reached the service.
    pub channel: String,
    object_list: Vec<u8>,
    /// The request.
    pub request_id: BindUuid,
    /// The network that it came from, if it came over one.
    pub source_network: Option<String>,
    /// What the client said it is.
    pub source_client: Option<String>,
}

/// Which events are wanted. What is not said does not matter.
#[derive(Clone, Copy, Debug, Default)]
pub struct EventsWanted {
    /// Those that changed something of this person, showed them, or were asked for on them.
    pub person: Option<UserId>,
    /// Those that were about the thing with this id, and of this kind if one is said.
    pub object: Option<(Uuid, Option<ObjectKind>)>,
    /// What this person did.
    pub actor: Option<UserId>,
    /// Those in which this happened.
    pub happening: Option<Happening>,
    /// What was done, or what was refused.
    pub outcome: Option<AuditOutcome>,
    /// What happened at this instant or later.
    pub since: Option<DateTime<Utc>>,
    /// What happened before this instant.
    pub until: Option<DateTime<Utc>>,
}

/// What is wanted of the events of the permitted organization, newest first. That they were read is
/// an event too. A reader who is or was a guardian of a student reads nothing of legal process, holds,
/// emergencies, requests for the record and guardians about them.
///
/// # Errors
/// If the database fails.
pub fn list<'t>(
    tx: &mut Tx<'t>,
    permit: &Permit<'t, ReadAuditLog>,
    wanted: &EventsWanted,
    page: PageRequest,
) -> Result<Slice<LoggedEvent>, DbError> {
    let events_about = diesel::alias!(audit_events as events_about);
    let of_list = audit_objects::table.on(audit_objects::organization_id
        .eq(events_about.field(audit_events::organization_id))
        .and(audit_objects::list.eq(events_about.field(audit_events::object_list))));
    let mut events = audit_events::table
        .filter(audit_events::organization_id.eq(tx.tenant()))
        .filter(audit_events::id.lt(page.before_id()))
        .into_boxed();
    let person = wanted.person.map(|id| (id.uuid(), Some(ObjectKind::User)));
    for (id, kind) in [person, wanted.object].into_iter().flatten() {
        // Ids of events and not their lists: for these SQLite would walk the whole log, which is in
        // the order of the page already.
        let about = events_about
            .inner_join(of_list)
            .filter(audit_objects::organization_id.eq(tx.tenant()))
            .filter(audit_objects::object_id.eq(BindUuid(id)))
            .select(events_about.field(audit_events::id));
        events = match kind {
            None => events.filter(audit_events::id.eq_any(about)),
            Some(kind) => {
                let about = about.filter(audit_objects::kind.eq(kind.as_str()));
                events.filter(audit_events::id.eq_any(about))
            }
        };
    }
    if let Some(apart) = kept_apart_from(tx, permit.actor().user())? {
        let of_tenant = events_about
            .inner_join(of_list)
            .filter(audit_objects::organization_id.eq(tx.tenant()));
        let about_things = of_tenant
            .filter(audit_objects::object_id.eq_any(apart.things))
            .select(events_about.field(audit_events::id));
        let about_students = of_tenant
            .filter(audit_objects::object_id.eq_any(apart.students))
            .filter(
                events_about
                    .field(audit_events::happening)
                    .eq_any(APART.map(ActionKind::as_str)),
            )
            .select(events_about.field(audit_events::id));
        events = events
            .filter(audit_events::id.ne_all(about_things))
            .filter(audit_events::id.ne_all(about_students));
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
    let slice = page.into_page(rows, |event| event.id.uuid());
    let found = with_objects(tx, slice)?;
    disclosed(tx, permit, Shown::each(persons(&found.rows)))?;
    Ok(found)
}

fn with_objects(tx: &mut Tx<'_>, events: Slice<Event>) -> Result<Slice<LoggedEvent>, DbError> {
    let lists: Vec<Vec<u8>> = events
        .rows
        .iter()
        .map(|event| event.object_list.clone())
        .collect();
    let objects = objects::first(tx, &lists, OBJECTS_SHOWN.into())?;
    Ok(events.map(|event| LoggedEvent {
        objects: objects.get(&event.object_list).cloned().unwrap_or_default(),
        event,
    }))
}

/// The persons whom these events name.
fn persons(events: &[LoggedEvent]) -> impl Iterator<Item = UserId> {
    events.iter().flat_map(|logged| {
        let named = logged.objects.iter();
        let persons = named
            .filter(|object| object.kind.is_person())
            .map(|object| UserId::from_uuid(object.id));
        persons.chain(logged.event.actor_id)
    })
}
