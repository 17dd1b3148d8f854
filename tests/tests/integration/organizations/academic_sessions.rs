//! Terms and school years, and the classes that end with them.

use serde_json::json;
use tests::on_each_backend;

use crate::organizations::requests::{NOWHERE, fall, other_district_admin};

on_each_backend! {
    async fn when_a_term_ends_later_so_do_its_classes(school: TestApp) {
        let okoye = school.district_admin("Okoye").await;
        let created = okoye.post_once("/v1/academic-sessions", "k", fall()).await.assert(201);
        let again = okoye.post_once("/v1/academic-sessions", "k", fall()).await.assert(201);
        assert_eq!(created.body, again.body);
        let rivera = school.teacher("Rivera").await;
        let body = json!({"title": "Robots", "academic_session_id": created.text("/id")});
        let class = rivera.post(&format!("/v1/schools/{}/classes", school.world.school), body).await.assert(201);
        assert_eq!(class.text("/access_ends_at"), "2027-01-17T08:00:00Z");
        let other = rivera.class("All year").await;

        let path = created.header("location");
        let etag = rivera.get(&path).await.assert(200).header("etag");
        let changed = okoye.patch(&path, &etag, json!({"ends_on": "2026-12-22"})).await.assert(200);
        assert_eq!(changed.text("/ends_on"), "2026-12-22");
        okoye.patch(&path, &etag, json!({"title": "Late"})).await.assert_problem(412, "precondition_failed");

        let shown = rivera.get(&class.header("location")).await.assert(200);
        assert_eq!(shown.text("/access_ends_at"), "2027-01-21T08:00:00Z");
        let untouched = rivera.get(&format!("/v1/classes/{other}")).await.assert(200);
        assert_eq!(untouched.text("/access_ends_at"), "2027-08-30T07:00:00Z");
        assert_eq!(okoye.get("/v1/academic-sessions").await.text("/data/0/title"), "Fall 2026");
    }

    async fn a_term_of_another_district_does_not_exist(school: TestApp) {
        let pinewood = other_district_admin(&school).await;
        let theirs = pinewood.post("/v1/academic-sessions", fall()).await.assert(201);
        let okoye = school.district_admin("Okoye").await;
        let hidden = okoye.get(&theirs.header("location")).await.assert_problem(404, "not_found");
        let absent = okoye.get(&format!("/v1/academic-sessions/{NOWHERE}")).await.assert_problem(404, "not_found");
        assert_eq!(hidden.body_without_request_id(), absent.body_without_request_id());
        okoye.patch(&theirs.header("location"), "*", json!({"title": "x"})).await.assert(404);
        assert_eq!(okoye.get("/v1/academic-sessions").await.json()["data"], json!([]));

        let mut below = fall();
        below["parent_academic_session_id"] = json!(theirs.text("/id"));
        let refused = okoye.post("/v1/academic-sessions", below).await.assert_problem(422, "invalid_fields");
        assert_eq!(refused.text("/errors/0/pointer"), "/parent_academic_session_id");
        let mut backwards = fall();
        backwards["ends_on"] = json!("2026-08-23");
        okoye.post("/v1/academic-sessions", backwards).await.assert_problem(422, "invalid_fields");
        school.anybody().get(&theirs.header("location")).await.assert(401);
    }
}
