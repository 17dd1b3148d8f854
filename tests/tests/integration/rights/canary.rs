//! A marker in everything that is typed about a student: after the erasure, and after the next housekeeping,
//! it is nowhere, and neither is the key under which it was sealed (RET-04).

use chrono::TimeDelta;
use serde_json::json;
use tests::{
    app::{Backend, TestApp},
    classes::People,
    founding::installation,
    learning::{Events, StarterCourse},
    on_each_backend,
    persona::Persona,
    rosters::count,
    rows::Rows,
};

use super::{ask, grant, work};

/// What nobody else writes.
const MARKER: &str = "zq7canary";

/// Every row of every table in text, and on SQLite every byte of the files.
#[cfg(test)]
fn everything(school: &TestApp) -> Vec<u8> {
    let mut rows = Rows::of(school);
    let mut dump = Vec::new();
    for (name, table) in rows.schema() {
        let row = rows.whole_row(&name, table.columns.keys());
        for value in rows.values(&format!("SELECT {row} AS value FROM {name}")) {
            dump.extend(value.into_bytes());
        }
    }
    drop(rows);
    if let Some(file) = school.place.file() {
        for file in [file.with_extension("db-wal"), file] {
            dump.extend(std::fs::read(file).unwrap_or_default());
        }
    }
    dump
}

#[cfg(test)]
fn holds(dump: &[u8], needle: &[u8]) -> bool {
    dump.windows(needle.len())
        .any(|window| window.eq_ignore_ascii_case(needle))
}

#[cfg(test)]
fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

/// Says the marker wherever something can be typed about a student, and by them.
#[cfg(test)]
async fn marked(school: &TestApp, people: &People) -> Persona {
    let course = StarterCourse::load(school).await;
    course.assign(&people.rivera, people.class).await;
    people.rivera.attest(people.class).await.assert(201);
    let student = json!({
        "given_name": format!("{MARKER}a"),
        "family_name": format!("{MARKER}b"),
        "username": format!("{MARKER}c"),
    });
    let path = format!("/v1/classes/{}/students", people.class);
    let body = json!({ "students": [student] });
    let created = people.rivera.post_once(&path, "k", body).await.assert(201);
    let student = school.student(created.id("/students/0/student_id")).await;
    let saved = format!("/v1/me/activities/{}/work", course.activities(0)[1]);
    let text = json!({ "text": format!("print('{MARKER}d')") });
    student.put(&saved, "*", text).await.assert(200);
    school.clock.advance(TimeDelta::minutes(4));
    let events = Events::from(school, 1);
    let attempt = events.attempt(
        90,
        course.activities(0)[1],
        "passed",
        &format!("print('{MARKER}e')"),
    );
    let body = json!({ "events": [attempt] });
    student
        .post_once("/v1/progress/events", &format!("{MARKER}f"), body)
        .await
        .assert(200);
    let disclosures = format!("/v1/students/{}/disclosures", student.user);
    let disclosed = json!({
        "ground": "other",
        "recipient": format!("{MARKER}g"),
        "categories": ["name"],
        "statements": [],
    });
    people.diaz.post(&disclosures, disclosed).await.assert(201);
    let emergency = json!({
        "threat": format!("{MARKER}h"),
        "recipients": [{ "name": format!("{MARKER}i") }],
        "categories": ["name"],
    });
    let emergencies = format!("/v1/students/{}/emergencies", student.user);
    people.diaz.post(&emergencies, emergency).await.assert(201);
    let informal = json!({
        "kind": "agency_request",
        "issuer": format!("{MARKER}j"),
        "reference": format!("{MARKER}k"),
        "categories": ["name"],
    });
    let processes = format!("/v1/students/{}/legal-processes", student.user);
    people.diaz.post(&processes, informal).await.assert(201);
    school.guardian_of(student.user, "Noor").await;
    student.post("/v1/me/exports", json!({})).await;
    student
}

on_each_backend! {
    async fn ret_04_what_was_typed_about_an_erased_student_is_nowhere(school: TestApp) {
        let people = school.people().await;
        let student = marked(&school, &people).await;
        work(&school).await;
        let mut rows = Rows::of(&school);
        let of = format!("subject_keys WHERE subject_id = {}", rows.id(student.user.uuid()));
        let key = match school.backend {
            Backend::Sqlite => format!("SELECT lower(hex(wrapped)) AS value FROM {of}"),
            Backend::Postgres => format!("SELECT encode(wrapped, 'hex') AS value FROM {of}"),
        };
        let key = rows.values(&key).remove(0);
        drop(rows);
        let wrapped: Vec<u8> = (0..key.len()).step_by(2).map(|at| u8::from_str_radix(&key[at..at + 2], 16).unwrap()).collect();
        let before = everything(&school);
        assert!(holds(&before, key.as_bytes()), "the dump holds what is there");
        // An idempotency key is the client's own name for a request, and the student's.
        assert!(holds(&before, format!("{MARKER}f").as_bytes()));
        for sealed in ["a", "b", "c", "d", "e", "g"] {
            assert!(!holds(&before, format!("{MARKER}{sealed}").as_bytes()), "{sealed} in the clear");
        }

        let request = ask(&people.moore, &student, "erase").await;
        grant(&people.diaz, &request).await;
        work(&school).await;
        assert_eq!(count(&school, &of), 0);
        assert_eq!(count(&school, "erased_subjects WHERE part = 'person'"), 1);
        school.clock.advance(TimeDelta::days(2));
        api::housekeeping::sweep(installation(), &school.hallpass).await.unwrap();

        let after = everything(&school);
        for needle in [MARKER.to_owned(), hex(MARKER.as_bytes()), key] {
            assert!(!holds(&after, needle.as_bytes()), "{needle}");
        }
        assert!(!after.windows(wrapped.len()).any(|bytes| bytes == wrapped), "the key itself");
    }
}
