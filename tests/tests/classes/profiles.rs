//! One student of a class: shown, corrected, taken out.

use chrono::TimeDelta;
use serde_json::json;
use tests::{classes::NOWHERE, on_each_backend};

on_each_backend! {
    async fn a_student_is_shown_as_far_as_one_may_see(school: TestApp) {
        let cast = school.cast().await;
        let ada = cast.ada.user;
        cast.refuses(&[], async |person, class| {
            person.get(&format!("/v1/classes/{class}/students/{ada}")).await
        }).await;
        let path = format!("/v1/classes/{}/students/{ada}", cast.class);
        let full = cast.rivera.get(&path).await.assert(200);
        assert_eq!((full.text("/given_name"), full.text("/username")), ("Ada".to_owned(), "ada".to_owned()));
        let display_only = cast.kim.get(&path).await.assert(200);
        assert_eq!(display_only.text("/display_name"), "Ada E.");
        assert_eq!(display_only.json()["given_name"], json!(null));
        cast.ada.get(&path).await.assert_problem(404, "not_found");
        let absent = format!("/v1/classes/{}/students/{NOWHERE}", cast.class);
        cast.rivera.get(&absent).await.assert_problem(404, "not_found");
    }

    async fn a_student_of_another_class_is_not_reached_through_mine(school: TestApp) {
        let cast = school.cast().await;
        let theirs = cast.strangers[0].class("Robots").await;
        let bo = cast.strangers[0].enrol(theirs, "Bo", "Chang").await;
        let through_mine = format!("/v1/classes/{}/students/{bo}", cast.class);
        let not_mine = format!("/v1/classes/{theirs}/students/{bo}");
        for path in [through_mine, not_mine] {
            cast.rivera.get(&path).await.assert_problem(404, "not_found");
            cast.rivera.patch(&path, "*", json!({"given_name": "Al"})).await.assert_problem(404, "not_found");
            cast.rivera.post_empty(&format!("{path}/credential")).await.assert_problem(404, "not_found");
            cast.rivera.delete(&path).await.assert_problem(404, "not_found");
        }
    }

    async fn a_correction_changes_what_it_names_and_the_display_name(school: TestApp) {
        let cast = school.cast().await;
        let path = format!("/v1/classes/{}/students/{}", cast.class, cast.ada.user);
        let etag = cast.rivera.get(&path).await.assert(200).header("etag");
        let changed = cast.rivera.patch(&path, &etag, json!({"family_name": "Byron", "grade_level": "05"})).await.assert(200);
        assert_eq!(changed.text("/display_name"), "Ada B.");
        assert_eq!(changed.text("/given_name"), "Ada");
        assert_eq!(changed.text("/grade_level"), "05");
        let late = cast.diaz.patch(&path, &etag, json!({"given_name": "Late"})).await;
        late.assert_problem(412, "precondition_failed");

        let cleared = cast.diaz.patch(&path, &changed.header("etag"), json!({"family_name": null, "grade_level": null})).await.assert(200);
        assert_eq!(cleared.text("/display_name"), "Ada");
        assert_eq!(cleared.json()["family_name"], json!(null));
        assert_eq!(cast.rivera.get(&path).await.body, cleared.body);
        for (wrong, pointer) in [
            (json!({"given_name": ""}), "/given_name"),
            (json!({"family_name": "www.example.org"}), "/family_name"),
            (json!({"username": "bo"}), "/username"),
        ] {
            let refused = cast.rivera.patch(&path, "*", wrong).await.assert_problem(422, "invalid_fields");
            assert_eq!(refused.text("/errors/0/pointer"), pointer);
        }
    }

    async fn a_profile_is_corrected_by_the_teacher_of_record_or_the_schools_admin(school: TestApp) {
        let cast = school.cast().await;
        let ada = cast.ada.user;
        cast.refuses(&[&cast.chen, &cast.kim, &cast.moore], async |person, class| {
            person.patch(&format!("/v1/classes/{class}/students/{ada}"), "*", json!({"given_name": "Al"})).await
        }).await;
    }

    async fn taking_a_student_out_ends_what_the_class_gave(school: TestApp) {
        let cast = school.cast().await;
        let ada = cast.ada.user;
        cast.refuses(&[&cast.chen, &cast.kim, &cast.moore], async |person, class| {
            person.delete(&format!("/v1/classes/{class}/students/{ada}")).await
        }).await;
        let path = format!("/v1/classes/{}/students/{ada}", cast.class);
        cast.ada.get(&format!("/v1/classes/{}", cast.class)).await.assert(200);
        school.clock.advance(TimeDelta::milliseconds(1));
        cast.rivera.delete(&path).await.assert(204);

        for person in [&cast.rivera, &cast.chen, &cast.kim] {
            person.get(&path).await.assert_problem(404, "not_found");
        }
        cast.rivera.delete(&path).await.assert_problem(404, "not_found");
        assert!(cast.rivera.get(&format!("/v1/classes/{}/students", cast.class)).await.rows().is_empty());
        cast.ada.get(&format!("/v1/classes/{}", cast.class)).await.assert_problem(404, "not_found");
        assert!(cast.ada.get("/v1/me/classes").await.assert(200).rows().is_empty());
        cast.diaz.get(&path).await.assert(200);
        cast.diaz.delete(&path).await.assert_problem(404, "not_found");
    }
}
