//! What somebody could do to the log who owns the database.

use aws_lc_rs::hmac;
use tests::{app::TestApp, rows::Rows};
use uuid::Uuid;

/// Everything that somebody could do to the log who owns the database, with what it is.
#[cfg(test)]
pub fn all(school: &TestApp, rows: &Rows, length: i64) -> Vec<(String, String)> {
    let tenant = rows.id(school.world.district.uuid());
    let other = rows.id(school.world.other_district.uuid());
    let id = rows.id(Uuid::from_u128(99));
    let middle = length / 2;
    let at = |position: i64| {
        format!(
            "organization_id = {tenant} AND id = (SELECT event_id FROM audit_links
             WHERE organization_id = {tenant} AND position = {position})"
        )
    };
    let place = |position: i64| format!("organization_id = {tenant} AND position = {position}");
    let later = match rows {
        Rows::Sqlite(_) => "at + 1",
        Rows::Postgres(_) => "at + interval '1 microsecond'",
    };
    let bytes = rows.bytes(&"5a".repeat(32));
    let mut all: Vec<(String, String)> = [
        ("organization_id", other.as_str()),
        ("id", &id),
        ("at", later),
        ("happening", "'read_class'"),
        (
            "outcome",
            "CASE outcome WHEN 'done' THEN 'refused' ELSE 'done' END",
        ),
        ("actor_id", &id),
        ("relationship", "'forged'"),
        ("basis", "'forged'"),
        ("subject_kind", "'Forged'"),
        ("subject_id", &id),
        ("person_id", &id),
        ("object_list", &bytes),
        ("records", "records + 1"),
        ("attempts", "attempts + 1"),
        (
            "channel",
            "CASE channel WHEN 'api' THEN 'worker' ELSE 'api' END",
        ),
        ("request_id", &id),
        ("source_network", "'203.0.113.0/24'"),
        ("source_client", "'forged'"),
        ("detail", &bytes),
        ("leaf", &bytes),
    ]
    .iter()
    .flat_map(|(column, value)| {
        [1, middle, length].map(|position| {
            let change = format!(
                "UPDATE audit_events SET {column} = {value} WHERE {}",
                at(position)
            );
            (format!("{column} of {position}"), change)
        })
    })
    .collect();
    for (column, value) in [
        ("position", format!("{}", length + 5)),
        ("event_id", id.clone()),
        ("link", bytes.clone()),
        ("organization_id", id.clone()),
    ] {
        for position in [1, middle, length] {
            let change = format!(
                "UPDATE audit_links SET {column} = {value} WHERE {}",
                place(position)
            );
            all.push((format!("{column} of link {position}"), change));
        }
    }
    for position in [1, middle, length] {
        let named = format!(
            "organization_id = {tenant} AND position = 0 AND list = (SELECT object_list
             FROM audit_events WHERE {})",
            at(position)
        );
        for change in [
            format!("UPDATE audit_objects SET object_id = {id} WHERE {named}"),
            format!("UPDATE audit_objects SET role = 'shown' WHERE {named}"),
            format!("UPDATE audit_objects SET kind = 'lesson' WHERE {named}"),
            format!("DELETE FROM audit_objects WHERE {named}"),
            format!(
                "INSERT INTO audit_objects SELECT organization_id, list, 9999, role, kind, {id}
                 FROM audit_objects WHERE {named}"
            ),
        ] {
            all.push((format!("an object of {position}"), change));
        }
        all.push((
            format!("event {position} deleted"),
            format!("DELETE FROM audit_events WHERE {}", at(position)),
        ));
        all.push((
            format!("link {position} deleted"),
            format!("DELETE FROM audit_links WHERE {}", place(position)),
        ));
    }
    all.push((
        "an event and its link deleted".to_owned(),
        format!(
            "DELETE FROM audit_events WHERE {}; DELETE FROM audit_links WHERE {}",
            at(middle),
            place(middle)
        ),
    ));
    all.push((
        "two events change places".to_owned(),
        format!(
            "UPDATE audit_links SET position = -1 WHERE {}; UPDATE audit_links SET position = {middle} WHERE {};
             UPDATE audit_links SET position = {} WHERE {}",
            place(middle), place(middle + 1), middle + 1, place(-1)
        ),
    ));
    let forged = format!(
        "INSERT INTO audit_events SELECT organization_id, {id}, at, happening, outcome, actor_id,
         relationship, basis, subject_kind, subject_id, person_id, object_list, records, attempts, channel, request_id, source_network,
         source_client, detail, leaf
         FROM audit_events WHERE {}",
        at(middle)
    );
    all.push(("an event slipped in".to_owned(), forged.clone()));
    all.push((
        "an event slipped in with a link".to_owned(),
        format!(
            "{forged}; INSERT INTO audit_links VALUES ({tenant}, {}, {id}, {bytes})",
            length + 1
        ),
    ));
    all
}

/// The head of the district's log as a statement that puts it back later.
#[cfg(test)]
pub fn saved_head(school: &TestApp, rows: &mut Rows) -> String {
    let tenant = rows.id(school.world.district.uuid());
    rows.execute(&format!(
        "CREATE TABLE saved_head AS SELECT * FROM audit_heads WHERE organization_id = {tenant}"
    ));
    format!(
        "DELETE FROM audit_heads WHERE organization_id = {tenant};
         INSERT INTO audit_heads SELECT * FROM saved_head;
         DELETE FROM audit_links WHERE organization_id = {tenant}
             AND position > (SELECT position FROM saved_head)"
    )
}

/// What somebody could do besides who knows how the log is made, with a key of their own where it
/// takes one: whole parts of it gone, and the rest made to fit.
#[cfg(test)]
pub fn with_full_access(
    school: &TestApp,
    rows: &mut Rows,
    length: i64,
    back_to_saved_head: &str,
) -> Vec<(String, String)> {
    let district = school.world.district.uuid();
    let (tenant, other) = (
        rows.id(district),
        rows.id(school.world.other_district.uuid()),
    );
    let (id, mac) = (rows.id(Uuid::from_u128(99)), rows.bytes(&"5a".repeat(32)));
    let events = Links::of(rows, &tenant);
    let behind = |position: i64| {
        format!(
            "DELETE FROM audit_events WHERE organization_id = {tenant} AND id IN (SELECT event_id
                 FROM audit_links WHERE organization_id = {tenant} AND position > {position});
             DELETE FROM audit_links WHERE organization_id = {tenant} AND position > {position}"
        )
    };
    let unlinked = "NOT EXISTS (SELECT 1 FROM audit_links AS l WHERE
        l.organization_id = audit_events.organization_id AND l.event_id = audit_events.id)";
    let gone: String = ["events", "links", "queue", "objects", "heads"]
        .map(|part| format!("DELETE FROM audit_{part} WHERE organization_id = {tenant};"))
        .concat();
    let row_gone = format!("DELETE FROM organizations WHERE organization_id = {tenant}");
    let queued = format!(
        "DELETE FROM audit_links WHERE organization_id = {tenant} AND position > {};
         INSERT INTO audit_queue SELECT organization_id, id, {mac} FROM audit_events
             WHERE organization_id = {tenant} AND {unlinked}",
        length - 2
    );
    let altered = format!(
        "UPDATE audit_events SET happening = 'read_class' WHERE organization_id = {tenant} AND id =
         (SELECT event_id FROM audit_links WHERE organization_id = {tenant} AND position = 2)"
    );
    let all = [
        ("the last event is cut off", behind(length - 1)),
        ("the tail is cut off", behind(length - 3)),
        (
            "the tail is cut off, and an older head put back",
            format!(
                "{back_to_saved_head}; DELETE FROM audit_events WHERE organization_id = {tenant}
                 AND {unlinked}"
            ),
        ),
        (
            "the last events are unlinked, and an older head put back",
            back_to_saved_head.to_owned(),
        ),
        ("the whole log is gone", gone.clone()),
        (
            "the whole log and its organization are gone",
            format!("{gone} {row_gone}"),
        ),
        ("the organization is gone", row_gone),
        (
            "an event is altered and the chain made anew",
            format!("{altered}; {}", events.chained(rows, &tenant)),
        ),
        (
            "the middle is taken out and the chain made anew",
            events.without_middle().chained(rows, &tenant),
        ),
        (
            "the order is turned and the chain made anew",
            events.turned().chained(rows, &tenant),
        ),
        ("the last events are queued again", queued.clone()),
        (
            "the last events are queued again and altered, and the head made to fit",
            format!(
                "{queued}; UPDATE audit_events SET records = records + 1
                     WHERE organization_id = {tenant} AND {unlinked};
                 UPDATE audit_heads SET position = {}, mac = {mac}, link = (SELECT link FROM
                     audit_links WHERE organization_id = {tenant} AND position = {})
                     WHERE organization_id = {tenant}",
                length - 2,
                length - 2
            ),
        ),
        (
            "an event is slipped into the queue",
            format!(
                "INSERT INTO audit_events SELECT organization_id, {id}, at, happening, outcome,
                 actor_id, relationship, basis, subject_kind, subject_id, person_id, object_list,
                 records, attempts, channel, request_id, source_network, source_client, detail, leaf
                 FROM audit_events WHERE organization_id = {tenant} AND happening = 'create_class'
                 LIMIT 1; INSERT INTO audit_queue VALUES ({tenant}, {id}, {mac})"
            ),
        ),
        (
            "nothing is queued in the name of an event",
            format!("INSERT INTO audit_queue VALUES ({tenant}, {id}, {mac})"),
        ),
        (
            "the head is gone",
            format!("DELETE FROM audit_heads WHERE organization_id = {tenant}"),
        ),
        (
            "the head of another log is put in its place",
            format!(
                "UPDATE audit_heads SET (position, link, mac) = (SELECT position, link, mac FROM
                 audit_heads WHERE organization_id = {other}) WHERE organization_id = {tenant}"
            ),
        ),
        (
            "the head over all is gone",
            "DELETE FROM audit_installation".to_owned(),
        ),
        (
            "the head over all covers nothing",
            format!("UPDATE audit_installation SET heads = {}", rows.bytes("")),
        ),
        (
            "the head over all is moved",
            "UPDATE audit_installation SET position = position + 1".to_owned(),
        ),
    ];
    all.map(|(what, statements)| (what.to_owned(), statements))
        .to_vec()
}

/// The events of a log in an order, with their leaves.
#[cfg(test)]
#[derive(Clone)]
struct Links(Vec<(String, Vec<u8>)>);

#[cfg(test)]
impl Links {
    fn of(rows: &mut Rows, tenant: &str) -> Self {
        let (id, leaf) = match rows {
            Rows::Sqlite(_) => ("lower(hex(e.id))", "lower(hex(e.leaf))"),
            Rows::Postgres(_) => ("replace(e.id::text, '-', '')", "encode(e.leaf, 'hex')"),
        };
        let found = rows.values(&format!(
            "SELECT {id} || ' ' || {leaf} AS value FROM audit_links AS l
             JOIN audit_events AS e ON e.organization_id = l.organization_id AND e.id = l.event_id
             WHERE l.organization_id = {tenant} ORDER BY l.position"
        ));
        let read = |text: &String| {
            let (id, leaf) = text.split_once(' ').unwrap();
            let id = rows.id(Uuid::parse_str(id).unwrap());
            (id, bytes_of(leaf))
        };
        Self(found.iter().map(read).collect())
    }

    fn without_middle(&self) -> Self {
        let mut events = self.clone();
        events.0.remove(self.0.len() / 2);
        events
    }

    fn turned(&self) -> Self {
        Self(self.0.iter().rev().cloned().collect())
    }

    /// Statements that make these the log: nothing else, chained as it is done, with a key of
    /// somebody's own.
    fn chained(&self, rows: &Rows, tenant: &str) -> String {
        let key = hmac::Key::new(hmac::HMAC_SHA256, &[0; 32]);
        let mut statements = format!("DELETE FROM audit_links WHERE organization_id = {tenant};");
        let mut previous = vec![0; 32];
        let mut position: i64 = 0;
        for (id, leaf) in &self.0 {
            position += 1;
            let message = [&[2], previous.as_slice(), leaf, &position.to_be_bytes()].concat();
            previous = hmac::sign(&key, &message).as_ref().to_vec();
            statements += &format!(
                "INSERT INTO audit_links VALUES ({tenant}, {position}, {id}, {});",
                rows.bytes(&hex(&previous))
            );
        }
        let message = [&[4], position.to_be_bytes().as_slice(), &previous].concat();
        let mac = hex(hmac::sign(&key, &message).as_ref());
        statements
            + &format!(
                "DELETE FROM audit_events WHERE organization_id = {tenant} AND id NOT IN
                     (SELECT event_id FROM audit_links WHERE organization_id = {tenant});
                 UPDATE audit_heads SET position = {position}, link = {}, mac = {}
                     WHERE organization_id = {tenant}",
                rows.bytes(&hex(&previous)),
                rows.bytes(&mac)
            )
    }
}

#[cfg(test)]
fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

#[cfg(test)]
fn bytes_of(hex: &str) -> Vec<u8> {
    let byte = |at: usize| u8::from_str_radix(&hex[at..at + 2], 16).unwrap();
    (0..hex.len()).step_by(2).map(byte).collect()
}
