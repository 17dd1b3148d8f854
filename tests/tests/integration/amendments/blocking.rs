//! What is not destroyed while it is contested.

use chrono::TimeDelta;
use serde_json::json;
use tests::{on_each_backend, rosters::count};

use super::{again, contested, refuse};

on_each_backend! {
    async fn nothing_is_destroyed_of_a_record_that_is_contested(school: TestApp) {
        let people = school.people().await;
        let student = people.ada.user;
        let noor = school.guardian_of(student, "Noor").await.persona;
        let amendment = contested(&noor, student, "family_name").await;
        let erase = json!({ "subject_id": student.to_string(), "kind": "erase" });
        let erase = people.rivera.post("/v1/requests", erase).await.assert(201).text("/id");
        let grant = format!("/v1/requests/{erase}/decision");
        let decision = json!({ "decision": "grant" });
        people.diaz.post(&grant, decision.clone()).await.assert_conflict("erasure_blocked");
        let plan = format!("/v1/people/{student}/erasure-plan?scope=account");
        let plan = people.rivera.get(&plan).await.assert(200).json();
        assert_eq!(plan["blockers"], json!(["open_inspection"]));
        let account = format!("/v1/classes/{}/students/{student}/account", people.class);
        people.rivera.delete(&account).await.assert_conflict("erasure_blocked");

        // A revocation locks at once, and its deletion waits.
        school.clock.advance(TimeDelta::seconds(1));
        let revoke = format!("/v1/schools/{}/students/{student}/revoke", school.world.school);
        people.diaz.post_empty(&revoke).await.assert(200);
        school.clock.advance(TimeDelta::days(31));
        school.does_its_work().await;
        assert_eq!(count(&school, "users WHERE kind = 'student'"), 1);
        // The student has left the school: the district answers.
        let moore = again(&school, &people.moore).await;
        refuse(&moore, &amendment).await.assert(200);
        school.clock.advance(TimeDelta::days(29));
        school.does_its_work().await;
        assert_eq!(count(&school, "amendments"), 1, "the family may still ask for a hearing");
        school.clock.advance(TimeDelta::days(2));
        school.does_its_work().await;
        assert_eq!(count(&school, "users WHERE kind = 'student'"), 0);
        assert_eq!(count(&school, "amendments"), 0);
    }
}
