//! A record that is inspected: explained, copied, and looked at together.

use chrono::TimeDelta;
use serde_json::json;
use tests::{classes::NOWHERE, on_each_backend};

use super::again;

on_each_backend! {
    async fn a_record_is_explained_and_copied_before_the_inspection_is_done(school: TestApp) {
        let people = school.people().await;
        let noor = school.guardian_of(people.ada.user, "Noor").await.persona;
        let body = json!({ "subject_id": people.ada.user.to_string(), "kind": "access" });
        let request = noor.post("/v1/requests", body).await.assert(201).text("/id");
        let path = |what: &str| format!("/v1/requests/{request}/{what}");
        let explained = json!({ "given": "explanation" });
        let early = people.diaz.post(&path("inspection"), explained.clone()).await;
        early.assert_conflict("request_elsewhere");
        people.diaz.post_empty(&path("explanation-request")).await.assert(403);
        noor.post_empty(&path("explanation-request")).await.assert(200);
        noor.post(&path("inspection"), explained.clone()).await.assert(403);
        people.diaz.post(&path("decision"), json!({ "decision": "grant" })).await.assert(200);
        people.diaz.post_empty(&path("completion")).await.assert_conflict("explanation_due");
        people.diaz.post(&path("inspection"), explained).await.assert(200);
        let copied = people.diaz.post(&path("inspection"), json!({ "given": "copies" })).await.assert(200);
        let steps = copied.json()["inspection"].as_array().unwrap().len();
        assert_eq!(steps, 3);
        people.diaz.post_empty(&path("completion")).await.assert(200);
        noor.post_empty(&path("explanation-request")).await.assert_conflict("request_elsewhere");
    }

    /// FER-10: a quarter of an hour, at the word of the guardian, and in the log.
    async fn a_guardian_looks_at_the_record_together_with_a_teacher_for_fifteen_minutes(school: TestApp) {
        let people = school.people().await;
        let student = people.ada.user;
        let noor = school.guardian_of(student, "Noor").await;
        let sessions = format!("/v1/students/{student}/inspection-sessions");
        let invite = |who: &tests::persona::Persona| json!({ "staff_id": who.user.to_string() });
        people.rivera.post(&sessions, invite(&people.rivera)).await.assert(403);
        let nobody = noor.persona.post(&sessions, invite(&people.ada)).await.assert(422);
        assert_eq!(nobody.text("/errors/0/code"), "unknown");
        let opened = noor.persona.post(&sessions, invite(&people.rivera)).await.assert(201);
        assert_eq!(opened.text("/ends_at"), "2026-09-21T15:15:00Z");
        let record = format!("{sessions}/{}/record", opened.text("/id"));
        let own = noor.persona.get(&format!("/v1/students/{student}/record")).await.assert(200).json();
        assert_eq!(people.rivera.get(&record).await.assert(200).json(), own);
        people.rivera.get(&format!("{sessions}/{NOWHERE}/record")).await.assert(404);
        people.diaz.get(&record).await.assert(404);
        people.moore.get(&record).await.assert(403);
        noor.persona.get(&record).await.assert(403);
        // Who has no part in teaching the student reads nothing, whoever invited them.
        let stranger = &people.strangers[0];
        let other = noor.persona.post(&sessions, invite(stranger)).await.assert(201);
        stranger.get(&format!("{sessions}/{}/record", other.text("/id"))).await.assert(404);
        let log = format!("/v1/students/{student}/access-log");
        let log = noor.persona.get(&log).await.assert(200).json();
        let mut accesses = log["accesses"].as_array().unwrap().iter();
        let read = accesses.find(|access| access["happening"] == "inspect_record").unwrap();
        assert_eq!(read["actor_id"], json!(people.rivera.user));

        let limits = format!("/v1/students/{student}/guardianships/{}/limits", noor.id);
        let until = school.hallpass.now() + TimeDelta::minutes(5);
        let order = json!({ "basis": "court_order", "ends_at": until });
        people.diaz.post(&limits, order).await.assert(201);
        people.rivera.get(&record).await.assert(404);
        school.clock.advance(TimeDelta::minutes(14));
        let rivera = again(&school, &people.rivera).await;
        rivera.get(&record).await.assert(200);
        school.clock.advance(TimeDelta::minutes(1));
        let rivera = again(&school, &people.rivera).await;
        rivera.get(&record).await.assert(404);
    }
}
