//! What the school accepts by itself.

use chrono::TimeDelta;
use serde_json::json;
use tests::{
    learning::{Events, StarterCourse},
    on_each_backend,
    rosters::count,
};

use super::{contest, contested, of};

on_each_backend! {
    async fn what_the_school_accepts_is_corrected_at_once_and_earlier_recipients_are_told(school: TestApp) {
        let people = school.people().await;
        let student = people.ada.user;
        let noor = school.guardian_of(student, "Noor").await.persona;
        let record = format!("/v1/students/{student}/record");
        let disclosures = format!("/v1/students/{student}/disclosures");
        let disclosed = |categories: &[&str]| json!({
            "ground": "school_of_transfer",
            "recipient": "Juniper Elementary",
            "categories": categories,
            "statements": ["enrollment_intended", "rights_holder_told_before"],
        });
        let earlier = people.diaz.post(&disclosures, disclosed(&["enrollment"])).await.assert(201);
        people.diaz.post(&disclosures, disclosed(&["name"])).await.assert(201);

        let amendment = contested(&noor, student, "grade_level").await;
        let same = contest(&noor, student, "grade_level").await.assert(200);
        assert!(amendment.ends_with(&same.text("/id")));
        assert_eq!(same.text("/act_by"), "2026-10-21T15:00:00Z");
        let shown = noor.get(&record).await.assert(200).json();
        assert_eq!(shown["contested"][0]["part"], "grade_level");
        assert_eq!(shown["contested"][0]["standing"], "disputed");
        let recipients = format!("{amendment}/recipients");
        assert_eq!(people.diaz.get(&recipients).await.assert(200).json()["data"], json!([]));

        let decision = format!("{amendment}/decision");
        for (body, pointer) in [
            (json!({ "decision": "accept" }), "/correction"),
            (json!({ "decision": "accept", "correction": { "given_name": "Eva" } }), "/correction"),
            (json!({ "decision": "accept", "correction": {} }), "/correction"),
            (json!({ "decision": "refuse" }), "/reasons"),
        ] {
            let refused = people.diaz.post(&decision, body).await.assert(422);
            assert_eq!(refused.text("/errors/0/pointer"), pointer);
        }
        school.clock.advance(TimeDelta::seconds(1));
        let accept = json!({ "decision": "accept", "correction": { "grade_level": "05" } });
        let accepted = people.diaz.post(&decision, accept.clone()).await.assert(200);
        assert_eq!(accepted.text("/state"), "accepted");
        assert_eq!(accepted.json()["is_disputed"], false);
        people.diaz.post(&decision, accept).await.assert_conflict("amendment_elsewhere");
        let shown = noor.get(&record).await.assert(200).json();
        assert_eq!(shown["student"]["grade_level"], "05");
        assert_eq!(shown["contested"], json!([]));

        let list = people.diaz.get(&recipients).await.assert(200).json();
        assert_eq!(list["data"].as_array().unwrap().len(), 1, "who got the name got nothing of this");
        assert_eq!(list["data"][0]["recipient"], "Juniper Elementary");
        assert_eq!(list["data"][0]["told_at"], json!(null));
        let told = format!("{recipients}/{}/told", earlier.text("/disclosure/id"));
        let told = people.diaz.post_empty(&told).await.assert(200);
        assert_eq!(told.text("/told_at"), "2026-09-21T15:00:01Z");
        noor.get(&recipients).await.assert_problem(403, "forbidden");
    }

    async fn the_merit_of_a_grade_is_not_contested_and_an_item_is_one_of_the_record(school: TestApp) {
        let people = school.people().await;
        let student = people.ada.user;
        let course = StarterCourse::load(&school).await;
        course.assign(&people.rivera, people.class).await;
        let events = Events::from(&school, 1);
        let activity = course.activities(0)[1];
        let tried = events.attempt(30, activity, "failed", "print()");
        let event = tried["id"].clone();
        people.ada.post("/v1/progress/events", json!({ "events": [tried] })).await.assert(200);
        let path = format!("/v1/classes/{}/students/{student}/feedback", people.class);
        let body = json!({ "activity_id": activity, "event_id": event, "code": "kept_going" });
        let feedback = people.rivera.post(&path, body).await.assert(201).text("/id");
        let noor = school.guardian_of(student, "Noor").await.persona;
        let body = |part: &str, item: &str, ground: &str| {
            json!({ "part": part, "item_id": item, "ground": ground, "contention": "It is unfair." })
        };
        let merit = noor.post(&of(student), body("feedback", &feedback, "grade_merit")).await.assert(422);
        assert_eq!(merit.text("/errors/0/pointer"), "/ground");
        assert_eq!(merit.text("/errors/0/code"), "not_available");
        for (part, item, code) in [
            ("feedback", event.as_str().unwrap(), "unknown"),
            ("enrollment", feedback.as_str(), "unknown"),
            ("given_name", feedback.as_str(), "superfluous"),
        ] {
            let refused = noor.post(&of(student), body(part, item, "misleading")).await.assert(422);
            assert_eq!(refused.text("/errors/0/code"), code, "{part}");
        }
        assert_eq!(contest(&noor, student, "work").await.assert(422).text("/errors/0/code"), "required");
        for (part, item) in [
            ("feedback", feedback.clone()),
            ("work", event.as_str().unwrap().to_owned()),
            ("enrollment", people.class.to_string()),
        ] {
            let filed = noor.post(&of(student), body(part, &item, "privacy_violation")).await;
            let filed = filed.assert(201);
            let decision = format!("{}/{}/decision", of(student), filed.text("/id"));
            // Corrected by hand before, as the platform has no other way to it.
            let accepted = people.diaz.post(&decision, json!({ "decision": "accept" })).await.assert(200);
            assert_eq!(accepted.json()["corrected_at"], json!(school.hallpass.now()), "{part}");
        }
        // What was contested of the learning history ends with it.
        let erase = json!({ "subject_id": student.to_string(), "kind": "erase_part" });
        let erase = people.rivera.post("/v1/requests", erase).await.assert(201).text("/id");
        let grant = json!({ "decision": "grant" });
        people.diaz.post(&format!("/v1/requests/{erase}/decision"), grant).await.assert(200);
        school.does_its_work().await;
        assert_eq!(count(&school, "amendments"), 1);
        assert_eq!(count(&school, "amendments WHERE part = 'enrollment'"), 1);
    }
}
