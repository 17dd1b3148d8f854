//! What is confirmed before students are created in a class (SCH-03).

use chrono::TimeDelta;
use domain::{accounts::sessions::SessionKind, mint::Clock as _};
use serde_json::{Value, json};
use tests::{app::TestApp, on_each_backend, persona::Persona, rows::Rows};

#[cfg(test)]
fn students(number: usize) -> Value {
    json!({ "students": vec![json!({ "given_name": "Ada" }); number] })
}

/// A class of a teacher who has confirmed nothing, in the fall term.
#[cfg(test)]
async fn class_in_the_fall(school: &TestApp, teacher: &Persona) -> String {
    let fall = json!({
        "kind": "term", "title": "Fall 2026", "starts_on": "2026-08-24", "ends_on": "2026-12-18", "school_year": 2027,
    });
    let moore = school.district_admin("Moore").await;
    let term = moore.post("/v1/academic-sessions", fall).await;
    let class = json!({ "title": "Robots", "academic_session_id": term.assert(201).text("/id") });
    let path = format!("/v1/schools/{}/classes", school.world.school);
    teacher.post(&path, class).await.assert(201).text("/id")
}

on_each_backend! {
    async fn without_an_attestation_no_student_is_created(school: TestApp) {
        let rivera = school.teacher("Rivera").await;
        let class = class_in_the_fall(&school, &rivera).await;
        let path = format!("/v1/classes/{class}/students");
        let refused = rivera.post(&path, students(1)).await;
        assert_eq!(refused.assert_problem(403, "attestation_required").text("/rule"), "SCH-03");
        // That of a colleague is theirs.
        let diaz = school.school_admin("Diaz").await;
        diaz.attest(&class).await.assert(201);
        rivera.post(&path, students(1)).await.assert_problem(403, "attestation_required");
        rivera.attest(&class).await.assert(201);
        rivera.post(&path, students(1)).await.assert(201);
    }

    async fn all_three_statements_are_confirmed_as_they_are_shown(school: TestApp) {
        let rivera = school.teacher("Rivera").await;
        let class = class_in_the_fall(&school, &rivera).await;
        let shown = school.anybody().get("/v1/attestation-statements").await.assert(200).json();
        let all: Vec<Value> = shown["statements"].as_array().unwrap().iter().map(|one| one["statement"].clone()).collect();
        assert_eq!(all.len(), 3);
        let path = format!("/v1/classes/{class}/attestations");
        let two = json!({"statement_version": shown["statement_version"], "statements": all[..2]});
        let refused = rivera.post(&path, two).await.assert_problem(422, "invalid_fields");
        assert_eq!(json!(refused.text("/errors/0/code")), all[2]);
        let old = json!({"statement_version": 2, "statements": all});
        let refused = rivera.post(&path, old).await.assert_problem(422, "invalid_fields");
        assert_eq!(refused.text("/errors/0/pointer"), "/statement_version");
        let students = format!("/v1/classes/{class}/students");
        rivera.post(&students, self::students(1)).await.assert_problem(403, "attestation_required");
    }

    async fn an_attestation_ends_with_its_academic_session(school: TestApp) {
        let rivera = school.teacher("Rivera").await;
        let class = class_in_the_fall(&school, &rivera).await;
        let attested = rivera.attest(&class).await.assert(201);
        assert_eq!(attested.text("/expires_at"), "2026-12-19T08:00:00Z");
        let path = format!("/v1/classes/{class}/students");
        let ends_at: chrono::DateTime<chrono::Utc> = "2026-12-19T08:00:00Z".parse().unwrap();
        school.clock.advance(ends_at - school.clock.now() - TimeDelta::seconds(1));
        let rivera = school.again(&rivera, SessionKind::Staff).await;
        rivera.post(&path, students(1)).await.assert(201);
        school.clock.advance(TimeDelta::seconds(1));
        rivera.post(&path, students(1)).await.assert_problem(403, "attestation_required");
        rivera.attest(&class).await.assert(201);
    }

    async fn an_attestation_is_linked_to_each_student_who_is_created_under_it(school: TestApp) {
        let rivera = school.teacher("Rivera").await;
        let class = class_in_the_fall(&school, &rivera).await;
        let attested = rivera.attest(&class).await.assert(201);
        let path = format!("/v1/classes/{class}/students");
        rivera.post(&path, students(30)).await.assert(201);
        let mut rows = Rows::of(&school);
        let id = rows.id_as_text("attestation_id");
        let linked = rows.values(&format!("SELECT {id} AS value FROM attested_students"));
        assert_eq!(linked.len(), 30);
        assert!(linked.iter().all(|id| id.replace('-', "").to_lowercase() == attested.text("/id").replace('-', "")));
    }
}
