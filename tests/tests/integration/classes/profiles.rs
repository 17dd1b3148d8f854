//! One student of a class: shown, corrected, taken out.

use chrono::TimeDelta;
use serde_json::json;
use tests::{classes::NOWHERE, on_each_backend};

on_each_backend! {
    async fn a_student_is_shown_as_far_as_one_may_see(school: TestApp) {
        let people = school.people().await;
        let ada = people.ada.user;
        people.refuses(&[], async |person, class| {
            person.get(&format!("/v1/classes/{class}/students/{ada}")).await
        }).await;
        let path = format!("/v1/classes/{}/students/{ada}", people.class);
        let full = people.rivera.get(&path).await.assert(200);
        assert_eq!((full.text("/given_name"), full.text("/username")), ("Ada".to_owned(), "ada".to_owned()));
        let display_only = people.kim.get(&path).await.assert(200);
        assert_eq!(display_only.text("/display_name"), "Ada E.");
        assert_eq!(display_only.json()["given_name"], json!(null));
        people.ada.get(&path).await.assert_problem(404, "not_found");
        let absent = format!("/v1/classes/{}/students/{NOWHERE}", people.class);
        people.rivera.get(&absent).await.assert_problem(404, "not_found");
    }

    async fn a_student_of_another_class_is_not_reached_through_mine(school: TestApp) {
        let people = school.people().await;
        let theirs = people.strangers[0].class("Robots").await;
        let bo = people.strangers[0].enrol(theirs, "Bo", "Chang").await;
        let through_mine = format!("/v1/classes/{}/students/{bo}", people.class);
        let not_mine = format!("/v1/classes/{theirs}/students/{bo}");
        for path in [through_mine, not_mine] {
            people.rivera.get(&path).await.assert_problem(404, "not_found");
            people.rivera.patch(&path, "*", json!({"given_name": "Al"})).await.assert_problem(404, "not_found");
            people.rivera.post_empty(&format!("{path}/credential")).await.assert_problem(404, "not_found");
            people.rivera.delete(&path).await.assert_problem(404, "not_found");
        }
    }

    async fn a_correction_changes_what_it_names_and_the_display_name(school: TestApp) {
        let people = school.people().await;
        let path = format!("/v1/classes/{}/students/{}", people.class, people.ada.user);
        let etag = people.rivera.get(&path).await.assert(200).header("etag");
        let changed = people.rivera.patch(&path, &etag, json!({"family_name": "Byron", "grade_level": "05"})).await.assert(200);
        assert_eq!(changed.text("/display_name"), "Ada B.");
        assert_eq!(changed.text("/given_name"), "Ada");
        assert_eq!(changed.text("/grade_level"), "05");
        let late = people.diaz.patch(&path, &etag, json!({"given_name": "Late"})).await;
        late.assert_problem(412, "precondition_failed");

        let cleared = people.diaz.patch(&path, &changed.header("etag"), json!({"family_name": null, "grade_level": null})).await.assert(200);
        assert_eq!(cleared.text("/display_name"), "Ada");
        assert_eq!(cleared.json()["family_name"], json!(null));
        assert_eq!(people.rivera.get(&path).await.body, cleared.body);
        for (wrong, pointer) in [
            (json!({"given_name": ""}), "/given_name"),
            (json!({"family_name": "www.example.org"}), "/family_name"),
            (json!({"username": "bo"}), "/username"),
        ] {
            let refused = people.rivera.patch(&path, "*", wrong).await.assert_problem(422, "invalid_fields");
            assert_eq!(refused.text("/errors/0/pointer"), pointer);
        }
    }

    async fn a_profile_is_corrected_by_the_teacher_of_record_or_the_schools_admin(school: TestApp) {
        let people = school.people().await;
        let ada = people.ada.user;
        people.refuses(&[&people.chen, &people.kim, &people.moore], async |person, class| {
            person.patch(&format!("/v1/classes/{class}/students/{ada}"), "*", json!({"given_name": "Al"})).await
        }).await;
    }

    async fn taking_a_student_out_ends_what_the_class_gave(school: TestApp) {
        let people = school.people().await;
        let ada = people.ada.user;
        people.refuses(&[&people.chen, &people.kim, &people.moore], async |person, class| {
            person.delete(&format!("/v1/classes/{class}/students/{ada}")).await
        }).await;
        let path = format!("/v1/classes/{}/students/{ada}", people.class);
        people.ada.get(&format!("/v1/classes/{}", people.class)).await.assert(200);
        school.clock.advance(TimeDelta::milliseconds(1));
        people.rivera.delete(&path).await.assert(204);

        for person in [&people.rivera, &people.chen, &people.kim] {
            person.get(&path).await.assert_problem(404, "not_found");
        }
        people.rivera.delete(&path).await.assert_problem(404, "not_found");
        assert!(people.rivera.get(&format!("/v1/classes/{}/students", people.class)).await.rows().is_empty());
        people.ada.get(&format!("/v1/classes/{}", people.class)).await.assert_problem(404, "not_found");
        assert!(people.ada.get("/v1/me/classes").await.assert(200).rows().is_empty());
        people.diaz.get(&path).await.assert(200);
        people.diaz.delete(&path).await.assert_problem(404, "not_found");
    }
}
