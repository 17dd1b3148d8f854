//! Districts and those who open them.

use serde_json::json;
use tests::on_each_backend;

use crate::organizations::requests::{NOWHERE, ask, birch, of_district};

on_each_backend! {
    async fn an_operator_opens_a_district_and_its_administrator_is_invited(school: TestApp) {
        let olsen = school.operator("Olsen").await;
        let opened = olsen.post("/v1/organizations", birch()).await.assert(201);
        let id = opened.text("/organization/id");
        assert_eq!(opened.text("/organization/slug"), "birch-county");
        assert_eq!(opened.header("location"), format!("/v1/organizations/{id}"));
        assert!(opened.text("/invitation_token").starts_with("hpi_"));

        let shown = olsen.get(&format!("/v1/organizations/{id}")).await.assert(200);
        assert_eq!(shown.text("/state"), "active");
        assert!(!String::from_utf8_lossy(&shown.body).contains("hpi_"), "shown once");
        let listed = olsen.get("/v1/organizations").await.assert(200);
        let mut slugs: Vec<String> = listed.json()["data"]
            .as_array().unwrap().iter().map(|one| one["slug"].as_str().unwrap().to_owned()).collect();
        slugs.sort_unstable();
        assert_eq!(slugs, ["birch-county", "hallpass", "maple", "pine"]);
    }

    async fn a_district_is_opened_once_and_its_short_name_is_its_own(school: TestApp) {
        let olsen = school.operator("Olsen").await;
        let first = olsen.post_once("/v1/organizations", "k", birch()).await.assert(201);
        let again = olsen.post_once("/v1/organizations", "k", birch()).await.assert(201);
        assert_eq!(first.body, again.body);
        let taken = olsen.post("/v1/organizations", birch()).await.assert_problem(409, "already_exists");
        assert_eq!(taken.text("/errors/0/pointer"), "/slug");
        let listed = olsen.get("/v1/organizations").await.assert(200);
        assert_eq!(listed.json()["data"].as_array().unwrap().len(), 4);

        for (pointer, wrong) in [
            ("/slug", json!("Birch County")),
            ("/name", json!(" ")),
            ("/admin/email", json!("ada at example")),
            ("/admin/given_name", json!("")),
        ] {
            let mut body = birch();
            *body.pointer_mut(pointer).unwrap() = wrong;
            let refused = olsen.post("/v1/organizations", body).await.assert_problem(422, "invalid_fields");
            assert_eq!(refused.text("/errors/0/pointer"), pointer);
        }
    }

    async fn nobody_but_an_operator_opens_or_lists_districts(school: TestApp) {
        let rivera = school.teacher("Rivera").await;
        let class = rivera.class("Robots").await;
        let refused = [
            (rivera, 403), (school.school_admin("Diaz").await, 403), (school.district_admin("Okoye").await, 403),
            (school.student_in(class, "Ada").await, 403), (school.assistant("Kim").await, 404), (school.anybody(), 401),
        ];
        for (who, status) in refused {
            who.post("/v1/organizations", birch()).await.assert(status);
            who.get("/v1/organizations").await.assert(status);
        }
        let olsen = school.operator("Olsen").await;
        for (method, path, body) in of_district() {
            ask(&olsen, method, &path, &body).await.assert(403);
        }
    }

    async fn a_district_is_shown_to_its_members_and_to_operators_only(school: TestApp) {
        let rivera = school.teacher("Rivera").await;
        let class = rivera.class("Robots").await;
        let path = format!("/v1/organizations/{}", school.world.district);
        for member in [
            rivera, school.assistant("Kim").await, school.district_admin("Okoye").await,
            school.student_in(class, "Ada").await, school.operator("Olsen").await,
        ] {
            assert_eq!(member.get(&path).await.assert(200).text("/slug"), "maple");
        }
        school.anybody().get(&path).await.assert_problem(401, "unauthenticated");
        let stranger = school.teacher_in_other_district("Silva").await;
        let hidden = stranger.get(&path).await.assert_problem(404, "not_found");
        let absent = stranger.get(&format!("/v1/organizations/{NOWHERE}")).await.assert_problem(404, "not_found");
        assert_eq!(hidden.body_without_request_id(), absent.body_without_request_id());
        school.operator("Ortiz").await.get(&format!("/v1/organizations/{NOWHERE}")).await.assert(404);
    }
}
