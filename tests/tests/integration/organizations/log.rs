//! The log, as the district reads it.

use chrono::{SecondsFormat, TimeDelta};
use serde_json::{Value, json};
use tests::{learning::now_of, on_each_backend};

use crate::organizations::requests::{other_district_admin, person};

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
        for role in ["created", "sent_to"] {
            let object = json!({"role": role, "kind": "user", "id": invited.json()["user_id"]});
            assert!(invitation["objects"].as_array().unwrap().contains(&object), "{role}");
        }
        assert_eq!(invitation["channel"], "api");
        assert!(!String::from_utf8_lossy(&log.body).contains("Quillfeather"));

        school.clock.advance(TimeDelta::milliseconds(5));
        let first = okoye.get("/v1/audit/events?limit=1").await.assert(200);
        assert_eq!(first.text("/data/0/happening"), "read_audit_log", "reading is an event too");
        let next = okoye.get(&format!("/v1/audit/events?limit=1&cursor={}", first.text("/next_cursor"))).await.assert(200);
        assert_eq!(next.json()["data"][0], events[0]);
        let theirs = other_district_admin(&school).await.get("/v1/audit/events?limit=200").await.assert(200);
        assert!(!String::from_utf8_lossy(&theirs.body).contains(&rivera.user.to_string()));
    }

    async fn the_log_answers_who_saw_a_student_and_in_which_lists(school: TestApp) {
        let (rivera, okoye) = (school.teacher("Rivera").await, school.district_admin("Okoye").await);
        let (robots, games) = (rivera.class("Robots").await, rivera.class("Games").await);
        let (ada, bela) = (school.student_in(robots, "Ada").await, school.student_in(games, "Bela").await);
        rivera.get(&format!("/v1/classes/{robots}/students")).await.assert(200);
        rivera.get(&format!("/v1/classes/{robots}/students/{}", ada.user)).await.assert(200);
        rivera.get(&format!("/v1/classes/{robots}/progress")).await.assert(200);
        let about = async |query: String| {
            let log = okoye.get(&format!("/v1/audit/events?limit=200&{query}")).await.assert(200).json();
            let by_rivera = |event: &&Value| event["actor_id"] == rivera.user.to_string();
            let events = log["data"].as_array().unwrap().iter().filter(by_rivera);
            events.map(|event| event["happening"].as_str().unwrap().to_owned()).collect::<Vec<_>>()
        };
        let seen = ["read_class_progress", "read_student", "list_students"];
        assert_eq!(about(format!("person_id={}", ada.user)).await, seen);
        assert_eq!(about(format!("object_id={}&object_kind=user", ada.user)).await, seen);
        assert_eq!(about(format!("person_id={}", bela.user)).await, [""; 0]);
        okoye.get("/v1/audit/events?object_kind=user").await.assert_problem(400, "invalid_parameter");
    }

    async fn the_log_is_narrowed_down_to_people_to_what_happened_and_to_a_stretch_of_time(school: TestApp) {
        let (rivera, okoye) = (school.teacher("Rivera").await, school.district_admin("Okoye").await);
        school.clock.advance(TimeDelta::minutes(1));
        let instant = |school| now_of(school).to_rfc3339_opts(SecondsFormat::Micros, true);
        let morning = instant(&school);
        rivera.class("Robots").await;
        rivera.post("/v1/schools", json!({"name": "Elm", "time_zone": "UTC"})).await.assert(403);
        school.clock.advance(TimeDelta::minutes(1));
        let noon = instant(&school);
        let invited = okoye.post("/v1/staff-invitations", person("Ada")).await.assert(201).text("/user_id");
        rivera.class("Games").await;
        let shown = async |filters: &str| {
            let log = okoye.get(&format!("/v1/audit/events?{filters}")).await.assert(200).json();
            let words = |event: &Value| event["happening"].as_str().unwrap().to_owned();
            log["data"].as_array().unwrap().iter().map(words).collect::<Vec<_>>()
        };
        assert_eq!(shown(&format!("person_id={invited}")).await, ["invite_district_staff"]);
        let of_rivera = format!("actor_id={}&since={morning}", rivera.user);
        assert_eq!(shown(&of_rivera).await, ["create_class", "create_school", "create_class"]);
        assert_eq!(shown(&format!("{of_rivera}&outcome=refused")).await, ["create_school"]);
        assert_eq!(shown(&format!("actor_id={}&since={noon}", rivera.user)).await, ["create_class"]);
        assert_eq!(shown(&format!("{of_rivera}&until={noon}&happening=create_class")).await, ["create_class"]);
        assert_eq!(shown(&format!("since={noon}&until={noon}")).await, [""; 0]);
        for unknown in ["happening=teleport", "outcome=maybe", "person_id=ada", "since=noon", "colour=red"] {
            okoye.get(&format!("/v1/audit/events?{unknown}")).await.assert_problem(400, "invalid_parameter");
        }

        let first = okoye.get(&format!("/v1/audit/events?{of_rivera}&limit=1")).await.assert(200);
        let cursor = first.text("/next_cursor");
        let elsewhere = okoye.get(&format!("/v1/audit/events?limit=1&cursor={cursor}")).await;
        elsewhere.assert_problem(400, "invalid_cursor");
        let next = okoye.get(&format!("/v1/audit/events?{of_rivera}&limit=1&cursor={cursor}")).await.assert(200);
        assert_eq!(next.text("/data/0/happening"), "create_school");
        let link = next.header("link");
        let address = link.trim_start_matches('<').split('>').next().unwrap();
        assert_eq!(okoye.get(address).await.assert(200).json()["has_more"], false);
    }
}
