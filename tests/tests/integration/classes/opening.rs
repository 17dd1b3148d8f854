//! Opening, changing and archiving a class.

use chrono::TimeDelta;
use serde_json::json;
use tests::on_each_backend;

on_each_backend! {
    async fn a_teacher_opens_a_class_and_finds_it_among_theirs(school: TestApp) {
        let rivera = school.teacher("Rivera").await;
        let class = rivera.class("Grade 4 Coding").await;

        let shown = rivera.get(&format!("/v1/classes/{class}")).await.assert(200);
        assert_eq!(shown.text("/title"), "Grade 4 Coding");
        assert_eq!(shown.text("/grade_level"), "04");
        assert_eq!(shown.text("/sign_in_code").len(), 8);

        let mine = rivera.get("/v1/me/classes").await.assert(200);
        assert_eq!(mine.text("/data/0/id"), class.to_string());
        assert_eq!(mine.json()["has_more"], false);
    }

    async fn nobody_else_learns_whether_a_class_exists(school: TestApp) {
        let rivera = school.teacher("Rivera").await;
        let class = rivera.class("Grade 4 Coding").await;
        let nowhere = "/v1/classes/01999999-9999-7999-8999-999999999999";

        school.anybody().get(&format!("/v1/classes/{class}")).await.assert_problem(401, "unauthenticated");
        for stranger in [
            school.teacher("Chen").await,
            school.teacher_at_other_school("Okafor").await,
            school.teacher_in_other_district("Silva").await,
            school.operator("Olsen").await,
        ] {
            let hidden = stranger.get(&format!("/v1/classes/{class}")).await.assert_problem(404, "not_found");
            let absent = stranger.get(nowhere).await.assert_problem(404, "not_found");
            assert_eq!(hidden.body_without_request_id(), absent.body_without_request_id());
        }
    }

    async fn archiving_a_class_ends_the_teachers_access_at_once(school: TestApp) {
        let rivera = school.teacher("Rivera").await;
        let class = rivera.class("Grade 4 Coding").await;
        rivera.post_empty(&format!("/v1/classes/{class}/archive")).await.assert(200);
        rivera.get(&format!("/v1/classes/{class}")).await.assert_problem(404, "not_found");
        let admin = school.school_admin("Diaz").await;
        admin.get(&format!("/v1/classes/{class}")).await.assert(200);
    }

    async fn access_through_a_class_ends_thirty_days_after_its_school_year(school: TestApp) {
        let rivera = school.teacher("Rivera").await;
        let class = rivera.class("Grade 4 Coding").await;
        let shown = rivera.get(&format!("/v1/classes/{class}")).await.assert(200);
        assert_eq!(shown.text("/access_ends_at"), "2027-08-30T07:00:00Z");
        school.clock.advance(TimeDelta::days(400));
        rivera.get(&format!("/v1/classes/{class}")).await.assert_problem(401, "unauthenticated");
    }

    async fn a_change_needs_the_tag_of_what_was_read(school: TestApp) {
        let rivera = school.teacher("Rivera").await;
        let class = rivera.class("Grade 4 Coding").await;
        let path = format!("/v1/classes/{class}");
        let etag = rivera.get(&path).await.assert(200).header("etag");

        let changed = rivera.patch(&path, &etag, json!({"grade_level": null})).await.assert(200);
        assert_eq!(changed.json()["grade_level"], json!(null));
        assert_eq!(changed.text("/title"), "Grade 4 Coding");
        rivera.patch(&path, &etag, json!({"title": "Late"})).await.assert_problem(412, "precondition_failed");
        let unconditional = rivera.send(
            actix_web::http::Method::PATCH,
            &path,
            &[("Content-Type", "application/merge-patch+json")],
            b"{}".to_vec(),
        );
        unconditional.await.assert_problem(428, "precondition_required");
    }

    async fn a_repeated_request_opens_one_class(school: TestApp) {
        let rivera = school.teacher("Rivera").await;
        let path = format!("/v1/schools/{}/classes", school.world.school);
        let body = json!({"title": "Robots"});
        let first = rivera.post_once(&path, "k-1", body.clone()).await.assert(201);
        let again = rivera.post_once(&path, "k-1", body).await.assert(201);
        assert_eq!(first.body, again.body);
        assert_eq!(again.header("idempotent-replayed"), "true");
        assert_eq!(again.header("location"), first.header("location"));
        assert_eq!(again.header("location"), format!("/v1/classes/{}", first.text("/id")));
        rivera
            .post_once(&path, "k-1", json!({"title": "Other"}))
            .await
            .assert_problem(422, "idempotency_key_reused");
        assert_eq!(rivera.get("/v1/me/classes").await.json()["data"].as_array().unwrap().len(), 1);
    }

    async fn a_bad_body_names_its_fields(school: TestApp) {
        let rivera = school.teacher("Rivera").await;
        let path = format!("/v1/schools/{}/classes", school.world.school);
        let refused = rivera.post(&path, json!({"title": " x", "grade": 4})).await;
        let refused = refused.assert_problem(422, "invalid_fields");
        assert_eq!(refused.text("/errors/0/pointer"), "/grade");
        for (title, code) in [("win at free-prize.example.com/x", "not_a_name"), ("Robots\u{200F}", "not_a_line")] {
            let refused = rivera.post(&path, json!({"title": title})).await.assert_problem(422, "invalid_fields");
            assert_eq!((refused.text("/errors/0/pointer"), refused.text("/errors/0/code")), ("/title".to_owned(), code.to_owned()));
        }
        let refused = rivera.post(&path, json!({"title": ""})).await.assert_problem(422, "invalid_fields");
        assert_eq!(refused.text("/errors/0/pointer"), "/title");
        assert_eq!(refused.text("/errors/0/code"), "too_short");
        rivera
            .send(actix_web::http::Method::POST, &path, &[("Content-Type", "application/json")], b"{".to_vec())
            .await
            .assert_problem(400, "malformed_json");
        rivera
            .send(actix_web::http::Method::POST, &path, &[], b"{}".to_vec())
            .await
            .assert_problem(415, "unsupported_media_type");
    }
}
