//! The log, as the district reads it.

use chrono::TimeDelta;
use serde_json::json;
use tests::on_each_backend;

use crate::requests::{other_district_admin, person};

on_each_backend! {
    async fn the_log_is_read_page_by_page_newest_first_and_without_names(school: TestApp) {
        let rivera = school.teacher("Quillfeather").await;
        rivera.class("Robots").await;
        rivera.post("/v1/schools", json!({"name": "Elm", "time_zone": "UTC"})).await.assert(403);
        let okoye = school.district_admin("Okoye").await;
        let invited = okoye.post("/v1/staff-invitations", person("Ada")).await.assert(201);
        school.clock.advance(TimeDelta::milliseconds(5));
        let log = okoye.get("/v1/audit/events?limit=200").await.assert(200);
        let events = log.json()["data"].as_array().unwrap().clone();
        let of = |happening: &str| events.iter().find(|event| event["happening"] == happening).cloned().unwrap();
        let opened = of("create_class");
        assert_eq!(opened["actor_id"], rivera.user.to_string());
        assert_eq!(opened["basis"], "educational_interest");
        assert_eq!(of("create_school")["outcome"], "refused");
        let invitation = of("invite_district_staff");
        assert_eq!(invitation["person_id"], invited.json()["user_id"]);
        assert!(!String::from_utf8_lossy(&log.body).contains("Quillfeather"));

        school.clock.advance(TimeDelta::milliseconds(5));
        let first = okoye.get("/v1/audit/events?limit=1").await.assert(200);
        assert_eq!(first.text("/data/0/happening"), "read_audit_log", "reading is an event too");
        let next = okoye.get(&format!("/v1/audit/events?limit=1&cursor={}", first.text("/next_cursor"))).await.assert(200);
        assert_eq!(next.json()["data"][0], events[0]);
        let theirs = other_district_admin(&school).await.get("/v1/audit/events?limit=200").await.assert(200);
        assert!(!String::from_utf8_lossy(&theirs.body).contains(&rivera.user.to_string()));
    }
}
