//! Batches of which some events are bad, and batches that are large.

use serde_json::{Value, json};
use tests::{
    learning::{Events, StarterCourse, counted},
    on_each_backend,
};
use uuid::Uuid;

use crate::progress::{EVENTS, report};

on_each_backend! {
    async fn an_event_that_cannot_be_read_does_not_keep_the_others_from_being_recorded(school: TestApp) {
        let rivera = school.teacher("Rivera").await;
        let class = rivera.class("Grade 4 Coding").await;
        let course = StarterCourse::load(&school).await;
        course.assign(&rivera, class).await;
        let ada = school.student_in(class, "Ada").await;
        let events = Events::from(&school, 1);
        let [read, code, ..] = course.activities(0)[..] else { panic!("six") };
        let with = |field: &str, value: Value| {
            let mut event = events.attempt(0, code, "failed", "x");
            event[field] = value;
            event
        };
        let batch = [
            events.completed(0, read),
            with("kind", json!("teleported")),
            with("activity_id", json!("no uuid")),
            events.ago(0, json!({"kind": "time_spent", "activity_id": code, "seconds": -3})),
            events.ago(0, json!({"kind": "time_spent", "activity_id": code})),
            with("occurred_at", json!("yesterday")),
            with("colour", json!("red")),
            with("id", json!("mine")),
            json!(7),
            events.attempt(0, code, "failed", "y"),
        ];
        let told = ada.post(EVENTS, json!({"events": batch})).await.assert(200).json();
        let results = told["results"].as_array().unwrap();
        assert_eq!(results.len(), batch.len());
        let details = [
            "/kind must be one of", "/activity_id does not have the documented type", "/seconds does not have the documented type",
            "seconds is required for time_spent", "/occurred_at does not have the documented type", "/colour is not a field",
            "/id does not have the documented type", "does not have the documented type",
        ];
        for (place, result) in results.iter().enumerate() {
            assert_eq!(result["index"], place);
            let readable = batch[place]["id"].as_str().and_then(|id| Uuid::try_parse(id).ok());
            assert_eq!(result["id"], json!(readable));
            if place == 0 || place == 9 {
                assert_eq!(result["result"], "recorded");
                assert_eq!(result["detail"], json!(null));
            } else {
                assert_eq!((&result["result"], &result["reason"]), (&json!("refused"), &json!("malformed")));
                let detail = result["detail"].as_str().unwrap();
                assert!(detail.starts_with(details[place - 1]), "{place}: {detail}");
            }
        }
        assert_eq!(report(&ada, &batch[9..]).await, ["already_recorded"]);
    }

    async fn the_name_of_a_field_that_nobody_knows_comes_back_short_and_plain(school: TestApp) {
        let rivera = school.teacher("Rivera").await;
        let class = rivera.class("Grade 4 Coding").await;
        let ada = school.student_in(class, "Ada").await;
        let mut event = Events::from(&school, 1).completed(0, Uuid::from_u128(1));
        event[format!("line\n{}", "x".repeat(1000))] = json!(1);
        let told = ada.post(EVENTS, json!({"events": [event]})).await.assert(200).json();
        let detail = told["results"][0]["detail"].as_str().unwrap();
        assert_eq!(detail.chars().count(), 200);
        assert!(!detail.contains('\n'));
    }

    async fn a_full_batch_of_work_of_full_length_fits(school: TestApp) {
        let rivera = school.teacher("Rivera").await;
        let class = rivera.class("Grade 4 Coding").await;
        let course = StarterCourse::load(&school).await;
        course.assign(&rivera, class).await;
        let ada = school.student_in(class, "Ada").await;
        let events = Events::from(&school, 1);
        let work = "x".repeat(16 * 1024);
        let mut batch: Vec<Value> = (0..200)
            .map(|_| events.attempt(0, course.activities(0)[1], "failed", &work))
            .collect();
        let told = report(&ada, &batch).await;
        assert_eq!(json!(counted(&told)), json!({"recorded": 200}));

        for event in &mut batch {
            event["code"] = json!("x".repeat(21 * 1024));
        }
        let refused = ada.post(EVENTS, json!({"events": batch})).await;
        refused.assert_problem(413, "payload_too_large");
        // Other bodies stay as small as they were.
        let feedback = format!("/v1/classes/{class}/students/{}/feedback", ada.user);
        let refused = rivera.post(&feedback, json!({"code": "x".repeat(2 << 20)})).await;
        refused.assert_problem(413, "payload_too_large");
        let limits = school.anybody().get("/v1/meta/limits").await.assert(200).json();
        assert_eq!(limits["large_body_bytes"], 4 << 20);
    }
}
