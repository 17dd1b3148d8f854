//! Schools, and who may do what to them.

use actix_web::http::Method;
use chrono::TimeDelta;
use serde_json::json;
use tests::on_each_backend;

use crate::organizations::requests::{
    NOWHERE, agreement, ask, of_district, of_school, other_district_admin, other_school_admin,
};

on_each_backend! {
    async fn a_district_administrator_adds_and_changes_a_school(school: TestApp) {
        school.clock.advance(TimeDelta::milliseconds(5));
        let okoye = school.district_admin("Okoye").await;
        let body = json!({"name": "Elm Elementary", "time_zone": "America/Denver"});
        let added = okoye.post_once("/v1/schools", "k", body.clone()).await.assert(201);
        let again = okoye.post_once("/v1/schools", "k", body).await.assert(201);
        assert_eq!(added.body, again.body);
        let path = added.header("location");

        let shown = okoye.get(&path).await.assert(200);
        let etag = shown.header("etag");
        let changed = okoye.patch(&path, &etag, json!({"name": "Elm School"})).await.assert(200);
        assert_eq!(changed.text("/name"), "Elm School");
        assert_eq!(changed.text("/time_zone"), "America/Denver");
        okoye.patch(&path, &etag, json!({"name": "Late"})).await.assert_problem(412, "precondition_failed");

        let etag = changed.header("etag");
        let weak = format!("\"other\", W/{etag}");
        let changed = okoye.patch(&path, &weak, json!({"name": "Elm"})).await.assert(200);
        let merge = ("Content-Type", "application/merge-patch+json");
        let etag = changed.header("etag");
        let lines = [merge, ("If-Match", "\"other\""), ("If-Match", etag.as_str())];
        let body = json!({"name": "Elm Academy"}).to_string().into_bytes();
        okoye.send(Method::PATCH, &path, &lines, body.clone()).await.assert(200);
        okoye.send(Method::PATCH, &path, &lines, body).await.assert_problem(412, "precondition_failed");

        let first = okoye.get("/v1/schools?limit=3").await.assert(200);
        assert_eq!(first.json()["has_more"], true);
        let rest = okoye.get(&format!("/v1/schools?limit=3&cursor={}", first.text("/next_cursor"))).await.assert(200);
        assert_eq!(rest.json()["data"].as_array().unwrap().len(), 1);
        assert_eq!(rest.text("/data/0/name"), "Elm Academy");
    }

    async fn a_school_lives_by_the_clocks_of_an_iana_zone(school: TestApp) {
        let okoye = school.district_admin("Okoye").await;
        for zone in ["Pacific Time", "", "UTC-8"] {
            let body = json!({"name": "Elm", "time_zone": zone});
            let refused = okoye.post("/v1/schools", body).await.assert_problem(422, "invalid_fields");
            assert_eq!(refused.text("/errors/0/code"), "unknown_time_zone");
        }
        let rivera = school.teacher("Rivera").await;
        let class = rivera.class("Robots").await;
        let path = format!("/v1/schools/{}", school.world.school);
        okoye.patch(&path, "*", json!({"time_zone": "America/New_York"})).await.assert(200);
        let shown = rivera.get(&format!("/v1/classes/{class}")).await.assert(200);
        assert_eq!(shown.text("/access_ends_at"), "2027-08-30T04:00:00Z");
    }

    async fn strangers_learn_nothing_of_a_school(school: TestApp) {
        let rivera = school.teacher("Rivera").await;
        let person = rivera.user.to_string();
        let agreements = format!("/v1/schools/{}/agreements", school.world.school);
        let okoye = school.district_admin("Okoye").await;
        let held = okoye.get(&agreements).await.assert(200).text("/data/0/id");
        let real = of_school(school.world.school, &held, &person);
        let absent = of_school(NOWHERE, NOWHERE, NOWHERE);
        let strangers = [
            other_school_admin(&school).await, other_district_admin(&school).await,
            school.teacher_in_other_district("Silva").await, school.operator("Olsen").await,
        ];
        for ((method, path, body), (_, nowhere, _)) in real.iter().zip(&absent) {
            ask(&school.anybody(), method, path, body).await.assert_problem(401, "unauthenticated");
            for stranger in &strangers {
                let hidden = ask(stranger, method, path, body).await.assert_problem(404, "not_found");
                let absent = ask(stranger, method, nowhere, body).await.assert_problem(404, "not_found");
                assert_eq!(hidden.body_without_request_id(), absent.body_without_request_id(), "{method} {path}");
            }
        }
        for (method, path, body) in &absent {
            ask(&okoye, method, path, body).await.assert_problem(404, "not_found");
        }
    }

    async fn what_is_an_administrators_is_not_a_teachers(school: TestApp) {
        let rivera = school.teacher("Rivera").await;
        let diaz = school.school_admin("Diaz").await;
        let kim = school.assistant("Kim").await;
        let student = school.student_in(rivera.class("Robots").await, "Ada").await;
        let person = rivera.user.to_string();
        for (method, path, body) in of_school(school.world.school, NOWHERE, &person) {
            let may = method == "GET" && path.ends_with(&school.world.school.to_string());
            ask(&rivera, method, &path, &body).await.assert(if may { 200 } else { 403 });
            ask(&kim, method, &path, &body).await.assert(if may { 200 } else { 404 });
            ask(&student, method, &path, &body).await.assert(404);
        }
        for (method, path, body) in of_district() {
            for (who, status) in [(&rivera, 403), (&diaz, 403), (&student, 403), (&kim, 404)] {
                ask(who, method, &path, &body).await.assert(status);
            }
            ask(&school.anybody(), method, &path, &body).await.assert(401);
        }
        let agreements = format!("/v1/schools/{}/agreements", school.world.school);
        diaz.get(&agreements).await.assert(200);
        diaz.post(&agreements, agreement()).await.assert_problem(403, "forbidden");
    }
}
