//! Support looks at a student whom a district opened for a question, and at nobody else (FER-06).

use chrono::TimeDelta;
use domain::accounts::sessions::SessionKind;
use serde_json::{Value, json};
use tests::on_each_backend;

on_each_backend! {
    async fn support_looks_for_one_question_at_one_student_masked_and_is_seen_to(school: TestApp) {
        let people = school.people().await;
        let olsen = school.operator("Ortega").await;
        let grants = format!("/v1/students/{}/support-grants", people.ada.user);
        let question = json!({ "ticket": "help-2041", "hours": 1 });
        for (hours, status) in [(0, 422), (5, 422)] {
            let asked = json!({ "ticket": "help-2041", "hours": hours });
            people.moore.post(&grants, asked).await.assert(status);
        }
        people.moore.post(&grants, json!({ "ticket": "Ada asks", "hours": 1 })).await.assert(422);
        people.diaz.post(&grants, question.clone()).await.assert(403);
        people.rivera.post(&grants, question.clone()).await.assert(403);
        olsen.post(&grants, question.clone()).await.assert(404);
        let granted = people.moore.post(&grants, question).await.assert(201);
        let grant = granted.text("/id");
        assert_eq!(granted.text("/ends_at"), "2026-09-21T16:00:00Z");

        let open = olsen.get("/v1/support-grants").await.assert(200).json();
        assert_eq!(open["data"].as_array().unwrap().len(), 1);
        assert_eq!(open["data"][0]["organization_id"], school.world.district.to_string());
        assert!(!open.to_string().contains(&people.ada.user.to_string()));
        let look = format!("/v1/support-grants/{grant}/student");
        let seen = olsen.get(&look).await.assert(200).json();
        assert_eq!(seen["display_name"], "Ada E.");
        assert_eq!(seen["masked_username"].as_str().unwrap().chars().count(), 3);
        assert_eq!(seen["class_count"], 1);
        assert_eq!(seen.get("full_name"), None);
        for other in [&people.moore, &people.rivera, &people.ada] {
            other.get(&look).await.assert(404);
        }

        // The district and the school see that support looked.
        let log = format!("/v1/students/{}/access-log", people.ada.user);
        let log = people.diaz.get(&log).await.assert(200).json();
        let looked = |line: &&Value| line["happening"] == "read_supported_student";
        let looks: Vec<&Value> = log["accesses"].as_array().unwrap().iter().filter(looked).collect();
        assert_eq!(looks.len(), 1, "{log}");
        assert_eq!(looks[0]["relationship"], "platform_operator");

        school.clock.advance(TimeDelta::hours(1) - TimeDelta::seconds(1));
        let olsen = school.signed_in(domain::ids::PLATFORM, olsen.user, SessionKind::PlatformOperator).await;
        olsen.get(&look).await.assert(200);
        school.clock.advance(TimeDelta::seconds(1));
        olsen.get(&look).await.assert(404);
        assert_eq!(olsen.get("/v1/support-grants").await.assert(200).json()["data"], json!([]));
    }

    async fn a_district_ends_what_it_opened_and_a_restriction_ends_it_too(school: TestApp) {
        let people = school.people().await;
        let olsen = school.operator("Ortega").await;
        let grants = format!("/v1/students/{}/support-grants", people.ada.user);
        let question = json!({ "ticket": "help-2041", "hours": 4 });
        let first = people.moore.post(&grants, question.clone()).await.assert(201).text("/id");
        let of_district = format!("/v1/organizations/{}/support-grants", school.world.district);
        let listed = people.moore.get(&of_district).await.assert(200).json();
        assert_eq!(listed["data"][0]["ticket"], "help-2041");
        assert_eq!(listed["data"][0]["student_id"], people.ada.user.to_string());
        people.diaz.get(&of_district).await.assert(403);
        school.clock.advance(TimeDelta::minutes(1));
        let ended = people.moore.post_empty(&format!("{of_district}/{first}/end")).await.assert(200);
        assert_eq!(ended.text("/ends_at"), "2026-09-21T15:01:00Z");
        olsen.get(&format!("/v1/support-grants/{first}/student")).await.assert(404);

        let second = people.moore.post(&grants, question).await.assert(201).text("/id");
        let restrict = json!({ "subject_id": people.ada.user.to_string(), "kind": "restrict_part" });
        let filed = people.moore.post("/v1/requests", restrict).await.assert(201).text("/id");
        let decision = json!({ "decision": "grant" });
        people.diaz.post(&format!("/v1/requests/{filed}/decision"), decision).await.assert(200);
        olsen.get(&format!("/v1/support-grants/{second}/student")).await.assert(404);
    }
}
