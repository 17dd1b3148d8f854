//! The event that an operation leaves names what the operation was about: every id in the request,
//! and every id in the answer that names a person or something that was created or changed.
//! Generated from the list of operations and their samples.

mod members;

use std::collections::BTreeSet;

use api::operations::{AuditEffect, Operation as Declared, Requires};
use chrono::TimeDelta;
use domain::{audit::ObjectRole, ids::ObjectKind, text_enum::TextEnum as _};
use tests::{
    document::{Operation, operations},
    on_each_backend,
    reply::Reply,
    rows::Rows,
    samples::{self, Fixture, Request},
    stored_objects::{Fate, StoredObjects},
};
use uuid::Uuid;

use members::{Found, in_body, in_path, in_schema};

/// Ids that an event does not name: operation, where, which member, and the reason.
const EXCEPTIONS: &[(&str, Place, &str, &str)] = &[
    ("record_progress", Place::Body, "events.id", A_BATCH),
    (
        "record_progress",
        Place::Body,
        "events.activity_id",
        A_BATCH,
    ),
    ("record_progress", Place::Answer, "results.id", A_BATCH),
    (
        "record_disclosure",
        Place::Body,
        "emergency_id",
        OF_ANOTHER_GROUND,
    ),
];

const A_BATCH: &str = "a batch names the lessons that it changed, and not each of its events";

const OF_ANOTHER_GROUND: &str =
    "no request has both, and an emergency is read from its own disclosure";

/// Where an id was found.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Place {
    Path,
    Body,
    Answer,
}

/// Something wrong with an id.
struct Wrong {
    place: Place,
    member: String,
    said: String,
}

/// An object of an event.
type Named = (ObjectRole, ObjectKind, Uuid);

on_each_backend! {
    async fn an_event_names_the_ids_of_its_request_and_the_persons_and_changes_of_its_answer(school: TestApp) {
        let mut rows = Rows::of(&school);
        let (mut wrong, mut excepted) = (Vec::new(), BTreeSet::new());
        for (number, operation) in operations().into_iter().enumerate() {
            let id = operation.id();
            let (Some(declared), Some(sample)) = (api::routes::operation(id), samples::of(id)) else {
                wrong.push(format!("{id}: not declared, or no sample"));
                continue;
            };
            if declared.leaves == AuditEffect::Nothing {
                continue;
            }
            let mut stage = Fixture::set(&school, number).await;
            let request = Request::prepare(operation, sample, &mut stage).await;
            // What is changed has an instant of its own.
            school.clock.advance(TimeDelta::seconds(1));
            let before = StoredObjects::of(&mut rows);
            let reply = request.send(&stage.who(sample.by), &request.path).await;
            if !reply.status.is_success() {
                wrong.push(format!("{id}: the sample got {}", reply.status));
            }
            let stored = Stored { before, after: StoredObjects::of(&mut rows) };
            let named = named(&mut rows, declared, &reply);
            let ids = ids_of(&request, &reply);
            let not_in_sample = not_in_sample(operation, declared, &reply, &ids);
            for found in left_out(declared, &stored, &ids, &named).into_iter().chain(not_in_sample) {
                let Wrong { place, member, said } = found;
                let exception = EXCEPTIONS.iter().position(|(of, at, named, _)| *of == id && *at == place && *named == member);
                match exception {
                    Some(exception) => drop(excepted.insert(exception)),
                    None => wrong.push(format!("{id}: {place:?} {member}: {said}")),
                }
            }
        }
        assert!(wrong.is_empty(), "{wrong:#?}");
        assert_eq!(excepted.len(), EXCEPTIONS.len(), "an exception is not needed: only {excepted:?} are");
    }
}

/// What was stored before and after a request.
struct Stored {
    before: StoredObjects,
    after: StoredObjects,
}

#[cfg(test)]
impl Stored {
    fn kind(&self, id: Uuid) -> Option<ObjectKind> {
        self.after.kind(id).or_else(|| self.before.kind(id))
    }
}

/// The ids of a request and its answer.
#[cfg(test)]
fn ids_of(request: &Request, reply: &Reply) -> Vec<(Place, Found)> {
    let answered = in_body(&reply.body)
        .into_iter()
        .chain(in_path(&reply.header("location")));
    let at = |place| move |found| (place, found);
    let sent = in_path(&request.path).into_iter().map(at(Place::Path));
    sent.chain(in_body(request.body()).into_iter().map(at(Place::Body)))
        .chain(answered.map(at(Place::Answer)))
        .collect()
}

/// What the declared event of the answered request was about.
#[cfg(test)]
fn named(rows: &mut Rows, declared: &Declared, reply: &Reply) -> BTreeSet<Named> {
    let request = Uuid::parse_str(&reply.header("request-id")).unwrap();
    let (request, id) = (rows.id(request), rows.id_as_text("objects.object_id"));
    let declared = match declared.needs {
        // What happens to an account has names of its own.
        Requires::Nothing => String::new(),
        Requires::Permit(action) => format!("AND events.happening = '{}'", action.as_str()),
    };
    let objects = rows.values(&format!(
        "SELECT objects.role || ' ' || objects.kind || ' ' || {id} AS value
         FROM audit_events AS events JOIN audit_objects AS objects
             ON objects.organization_id = events.organization_id
             AND objects.list = events.object_list
         WHERE events.request_id = {request} AND events.outcome = 'done' {declared}"
    ));
    objects.iter().map(|object| read(object).unwrap()).collect()
}

#[cfg(test)]
fn read(object: &str) -> Option<Named> {
    let (role, rest) = object.split_once(' ')?;
    let (kind, id) = rest.split_once(' ')?;
    Some((
        ObjectRole::parse(role)?,
        ObjectKind::parse(kind)?,
        Uuid::parse_str(id).ok()?,
    ))
}

/// The ids that the event has to name and does not.
#[cfg(test)]
fn left_out(
    declared: &Declared,
    stored: &Stored,
    ids: &[(Place, Found)],
    named: &BTreeSet<Named>,
) -> Vec<Wrong> {
    let left_out = ids.iter().filter_map(|(place, Found { member, id })| {
        let kind = stored.kind(*id)?;
        let fate = stored.after.fate(*id, &stored.before);
        let in_answer = *place == Place::Answer;
        if in_answer && fate == Fate::Unchanged && !kind.is_person() {
            return None;
        }
        let disclosed = in_answer && declared.leaves == AuditEffect::Disclosure;
        let roles = roles(fate, disclosed);
        let is_named = roles.iter().any(|role| named.contains(&(*role, kind, *id)));
        (!is_named).then(|| Wrong {
            place: *place,
            member: member.clone(),
            said: format!(
                "the event does not name {} {id} in a role of {roles:?}",
                kind.as_str()
            ),
        })
    });
    left_out.collect()
}

/// The roles, one of which says what became of a thing.
#[cfg(test)]
fn roles(fate: Fate, disclosed: bool) -> &'static [ObjectRole] {
    match fate {
        Fate::Created => &[ObjectRole::Created],
        Fate::Changed => &[ObjectRole::Changed, ObjectRole::Ended, ObjectRole::SentTo],
        Fate::Unchanged if disclosed => &[ObjectRole::Shown],
        Fate::Unchanged => ObjectRole::ALL,
    }
}

/// The members that hold ids by the document, and of which the sample has none: it would prove
/// nothing of them. Of changes these are the members of the request, of disclosures those of the
/// answer too.
#[cfg(test)]
fn not_in_sample(
    operation: Operation,
    declared: &Declared,
    reply: &Reply,
    ids: &[(Place, Found)],
) -> Vec<Wrong> {
    let schema = |media: &'static serde_json::Value| in_schema(&media["schema"]);
    let sent = operation.body().map(|(_, media)| schema(media));
    let answer = operation.answer(reply.status.as_str());
    let answer = answer.filter(|_| declared.leaves == AuditEffect::Disclosure);
    let answered = answer.map(|answer| schema(&answer["content"]["application/json"]));
    let missing = [(Place::Body, sent), (Place::Answer, answered)]
        .into_iter()
        .flat_map(|(place, members)| {
            let members = members.into_iter().flatten();
            members.map(move |member| (place, member))
        })
        .filter(|(place, member)| {
            !ids.iter()
                .any(|(at, found)| at == place && found.member == *member)
        });
    let wrong = missing.map(|(place, member)| Wrong {
        place,
        member,
        said: "the sample has no such id".to_owned(),
    });
    wrong.collect()
}
