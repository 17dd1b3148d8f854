//! What somebody could do to the log who owns the database.

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
         relationship, basis, subject_kind, subject_id, person_id, object_list, records, channel, request_id, source_network,
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
