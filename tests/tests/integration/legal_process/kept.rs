//! What tells nobody that there is a process.

use chrono::TimeDelta;
use serde_json::json;
use tests::{on_each_backend, rosters::count};

use super::{comply, demand, of, secret, validated};

on_each_backend! {
    async fn an_end_of_data_that_waits_for_a_process_does_not_say_so(school: TestApp) {
        let people = school.people().await;
        let student = people.ada.user;
        people.moore.post(&of(student), secret(None)).await.assert(201);
        let account = format!("/v1/classes/{}/students/{student}/account", people.class);
        people.rivera.delete(&account).await.assert_conflict("erasure_blocked");
        let erase = json!({ "subject_id": student.to_string(), "kind": "erase" });
        let erase = people.rivera.post("/v1/requests", erase).await.assert(201).text("/id");
        let grant = format!("/v1/requests/{erase}/decision");
        people.diaz.post(&grant, json!({ "decision": "grant" })).await.assert_conflict("request_elsewhere");
        assert_eq!(count(&school, "rights_requests WHERE refusal_reason IS NOT NULL"), 0);
    }

    async fn a_process_that_nobody_checks_stops_the_end_of_data_for_thirty_days(school: TestApp) {
        let people = school.people().await;
        let student = people.ada.user;
        people.moore.post(&of(student), demand("subpoena")).await.assert(201);
        school.clock.advance(TimeDelta::seconds(1));
        let revoke = format!("/v1/schools/{}/students/{student}/revoke", school.world.school);
        people.diaz.post_empty(&revoke).await.assert(200);
        school.clock.advance(TimeDelta::days(31));
        school.does_its_work().await;
        assert_eq!(count(&school, "users WHERE kind = 'student'"), 0);
    }

    /// A parent who administers the district reads the log of the district without it.
    async fn the_audit_log_tells_a_parent_nothing_of_a_process(school: TestApp) {
        let people = school.people().await;
        let student = people.ada.user;
        let okoye = school.district_admin("Okoye").await;
        let haas = school.school_admin("Haas").await;
        let code = haas.pairing_code(student, Some("in_person")).await;
        okoye.post("/v1/me/guardianships", json!({ "code": code })).await.assert(201);
        let process = validated((&people.moore, &people.diaz), student, secret(None)).await;
        comply(&people.diaz, &process).await.assert(200);
        let log = "/v1/audit/events?happening=manage_legal_process";
        let about = format!("/v1/audit/events?person_id={student}");
        let all = people.moore.get(log).await.assert(200).json();
        assert_eq!(all["data"].as_array().map(Vec::len), Some(3));
        let none = okoye.get(log).await.assert(200).json();
        assert_eq!(none["data"], json!([]));
        let about = okoye.get(&about).await.assert(200).json().to_string();
        assert!(about.contains(&student.to_string()) && !about.contains("legal_process"));
    }
}
