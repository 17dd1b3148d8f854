//! Staff: how they come and how they go.

use serde_json::{Value, json};
use tests::{on_each_backend, rows::Rows};

use crate::organizations::requests::{person, sam};

on_each_backend! {
    async fn an_invited_teacher_is_staff_at_once_and_is_invited_again_as_the_same_person(school: TestApp) {
        let diaz = school.school_admin("Diaz").await;
        let path = format!("/v1/schools/{}", school.world.school);
        let invite = format!("{path}/staff-invitations");
        let first = diaz.post_once(&invite, "k", sam("teacher")).await.assert(201);
        let replayed = diaz.post_once(&invite, "k", sam("teacher")).await.assert(201);
        assert_eq!(first.body, replayed.body, "the token is kept for whoever lost the answer");
        assert_eq!(first.text("/status"), "invited");

        let mut otherwise_spelled = sam("assistant");
        otherwise_spelled["email"] = json!("SAM.Rivera@Example.edu");
        otherwise_spelled["given_name"] = json!("Samuel");
        let second = diaz.post(&invite, otherwise_spelled).await.assert(201);
        assert_eq!(second.text("/user_id"), first.text("/user_id"));
        assert_ne!(second.text("/invitation_token"), first.text("/invitation_token"));

        let haas = school.school_admin("Haas").await;
        let staff = haas.get(&format!("{path}/staff")).await.assert(200);
        let listed = staff.json()["data"].as_array().unwrap().clone();
        let found = listed.iter().find(|one| one["id"] == first.json()["user_id"]).unwrap();
        assert_eq!(found["roles"], json!(["teacher", "assistant"]));
        assert_eq!((&found["given_name"], &found["status"]), (&json!("Sam"), &json!("invited")));
        assert!(!String::from_utf8_lossy(&staff.body).contains("example.edu"));
    }

    async fn somebody_with_an_account_gets_the_role_from_the_district_without_a_token(school: TestApp) {
        let chen = school.teacher_at_other_school("Chen").await;
        let okoye = school.district_admin("Okoye").await;
        let invite = format!("/v1/schools/{}/staff-invitations", school.world.school);
        let mut body = person("Chen");
        body["role"] = json!("teacher");
        let answer = okoye.post(&invite, body.clone()).await.assert(201);
        assert_eq!(answer.text("/user_id"), chen.user.to_string());
        assert_eq!((&answer.json()["status"], &answer.json()["invitation_token"]), (&json!("active"), &Value::Null));
        chen.class("Robots").await;
        let again = okoye.post(&invite, body).await.assert_problem(409, "already_exists");
        assert_eq!(again.text("/errors/0/code"), "already_held");
    }

    async fn an_invitation_of_nobody_in_particular_is_refused(school: TestApp) {
        let okoye = school.district_admin("Okoye").await;
        let invite = format!("/v1/schools/{}/staff-invitations", school.world.school);
        for (pointer, wrong) in [
            ("/email", json!("sam@-example.edu")), ("/display_name", json!("two\nlines")),
            ("/role", json!("district_admin")), ("/given_name", json!("x".repeat(101))),
        ] {
            let mut body = sam("teacher");
            *body.pointer_mut(pointer).unwrap() = wrong;
            let refused = okoye.post(&invite, body).await.assert_problem(422, "invalid_fields");
            assert_eq!(refused.text("/errors/0/pointer"), pointer);
        }
        let mut body = person("Ada");
        body["role"] = json!("platform_operator");
        okoye.post("/v1/staff-invitations", body).await.assert_problem(422, "invalid_fields");
        let mut rows = Rows::of(&school);
        let chen = school.teacher_at_other_school("Chen").await;
        let id = rows.id(chen.user.uuid());
        rows.execute(&format!("UPDATE users SET status = 'disabled' WHERE id = {id}"));
        let mut body = person("Chen");
        body["role"] = json!("teacher");
        okoye.post(&invite, body).await.assert_conflict("account_not_invitable");
    }

    async fn who_leaves_a_school_is_out_with_their_next_request(school: TestApp) {
        let rivera = school.teacher("Rivera").await;
        let class = rivera.class("Robots").await;
        let diaz = school.school_admin("Diaz").await;
        let member = format!("/v1/schools/{}/staff/{}", school.world.school, rivera.user);
        diaz.delete(&member).await.assert(204);
        rivera.get("/v1/me/classes").await.assert_problem(401, "unauthenticated");

        let mut body = person("Rivera");
        body["role"] = json!("teacher");
        let invite = format!("/v1/schools/{}/staff-invitations", school.world.school);
        let invited = diaz.post(&invite, body).await.assert(201);
        assert_eq!(invited.id("/user_id"), rivera.user);
        let tokens = school.accept(&invited.text("/invitation_token")).await.assert(200);
        let back = school.bearer(&tokens.text("/access_token"));
        back.get(&format!("/v1/classes/{class}")).await.assert_problem(404, "not_found");
        diaz.delete(&member).await.assert(204);
        diaz.delete(&member).await.assert_problem(404, "not_found");
    }

    async fn the_end_of_a_role_ends_no_session_of_a_person_who_keeps_another(school: TestApp) {
        let okoye = school.district_admin("Okoye").await;
        let novak = school.district_admin("Novak").await;
        let diaz = school.school_admin("Diaz").await;
        let mut body = person("Okoye");
        body["role"] = json!("teacher");
        let invite = format!("/v1/schools/{}/staff-invitations", school.world.school);
        novak.post(&invite, body).await.assert(201);
        okoye.get("/v1/staff").await.assert(200);

        let member = format!("/v1/schools/{}/staff/{}", school.world.school, okoye.user);
        diaz.delete(&member).await.assert(204);
        okoye.get("/v1/staff").await.assert(200);
    }

    async fn the_work_at_another_school_goes_on(school: TestApp) {
        let chen = school.teacher_at_other_school("Chen").await;
        let elsewhere = format!("/v1/schools/{}/classes", school.world.other_school);
        let kept = chen.post(&elsewhere, json!({"title": "Robots"})).await.assert(201).header("location");
        let okoye = school.district_admin("Okoye").await;
        let mut body = person("Chen");
        body["role"] = json!("teacher");
        okoye.post(&format!("/v1/schools/{}/staff-invitations", school.world.school), body).await.assert(201);
        let lost = chen.class("Games").await;

        okoye.delete(&format!("/v1/schools/{}/staff/{}", school.world.school, chen.user)).await.assert(204);
        chen.get(&kept).await.assert(200);
        chen.get(&format!("/v1/classes/{lost}")).await.assert_problem(404, "not_found");
    }

    async fn nobody_ends_their_own_last_office(school: TestApp) {
        let diaz = school.school_admin("Diaz").await;
        let own = format!("/v1/schools/{}/staff/{}", school.world.school, diaz.user);
        diaz.delete(&own).await.assert_conflict("own_last_office");
        diaz.get(&format!("/v1/schools/{}/staff", school.world.school)).await.assert(200);

        let okoye = school.district_admin("Okoye").await;
        let mut body = person("Okoye");
        body["role"] = json!("school_admin");
        okoye.post(&format!("/v1/schools/{}/staff-invitations", school.world.school), body).await.assert(201);
        let also = format!("/v1/schools/{}/staff/{}", school.world.school, okoye.user);
        okoye.delete(&also).await.assert(204);
        school.district_admin("Other").await.delete(&own).await.assert(204);
    }

    async fn an_office_is_gone_at_the_instant_of_its_end(school: TestApp) {
        let diaz = school.school_admin("Diaz").await;
        let path = format!("/v1/schools/{}/staff", school.world.school);
        diaz.get(&path).await.assert(200);
        let mut rows = Rows::of(&school);
        let id = rows.id(diaz.user.uuid());
        rows.execute(&format!("UPDATE staff_roles SET ends_at = begins_at WHERE user_id = {id}"));
        diaz.get(&path).await.assert_problem(404, "not_found");
    }
}
