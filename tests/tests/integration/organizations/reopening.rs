//! Staff who are let into their accounts again.

use serde_json::{Value, json};
use tests::{
    accounts::{PASSWORD, to_maple},
    app::TestApp,
    bundles::Bundle,
    on_each_backend,
    persona::Persona,
    reply::Reply,
    rosters::{Importer, importer},
    rows::Rows,
};

use crate::organizations::requests::{NOWHERE, opened, other_school_admin, person};

#[cfg(test)]
async fn sign_in(school: &TestApp, named: &str) -> Reply {
    let body = to_maple(&format!("{named}@example.edu"), PASSWORD);
    school.anybody().post("/v1/auth/sign-in", body).await
}

#[cfg(test)]
async fn reset_at_school(school: &TestApp, by: &Persona, whom: &Persona) -> Reply {
    let path = format!("/v1/schools/{}/staff/{}", school.world.school, whom.user);
    by.post_empty(&format!("{path}/credential-reset")).await
}

#[cfg(test)]
async fn reset_in_district(by: &Persona, whom: &Persona) -> Reply {
    by.post_empty(&format!("/v1/staff/{}/credential-reset", whom.user))
        .await
}

on_each_backend! {
    async fn a_teacher_who_is_locked_out_comes_back_by_the_schools_administrator(school: TestApp) {
        let diaz = school.school_admin("Diaz").await;
        let sam = opened(&school, &diaz, school.world.school, "Sam").await;
        Rows::of(&school).execute("UPDATE credentials SET failures = 50");
        sign_in(&school, "sam").await.assert_problem(401, "sign_in_failed");

        let path = format!("/v1/schools/{}/staff/{}/credential-reset", school.world.school, sam.user);
        let reset = diaz.post_once(&path, "k", json!({})).await.assert(200);
        assert_eq!((reset.text("/user_id"), reset.text("/status")), (sam.user.to_string(), "invited".to_owned()));
        assert_eq!(diaz.post_once(&path, "k", json!({})).await.assert(200).body, reset.body);
        sam.get("/v1/me").await.assert_problem(401, "unauthenticated");
        let stored = "SELECT CAST(count(*) AS text) AS value FROM credentials";
        assert_eq!(Rows::of(&school).values(stored), ["0"], "what was known opens nothing");

        school.accept(&reset.text("/invitation_token")).await.assert(200);
        sign_in(&school, "sam").await.assert(200);
        let events = Rows::of(&school).values("SELECT happening AS value FROM audit_events WHERE happening = 'reset_staff_credential'");
        assert_eq!(events.len(), 2, "once to reset, once to show the same invitation again");
    }

    async fn a_school_resets_only_who_works_nowhere_else(school: TestApp) {
        let (diaz, okoye) = (school.school_admin("Diaz").await, school.district_admin("Okoye").await);
        let chen = opened(&school, &okoye, school.world.school, "Chen").await;
        let mut elsewhere = person("Chen");
        elsewhere["role"] = json!("teacher");
        let oak = format!("/v1/schools/{}/staff-invitations", school.world.other_school);
        okoye.post(&oak, elsewhere).await.assert(201);
        chen.get("/v1/me").await.assert(200);

        reset_at_school(&school, &diaz, &chen).await.assert_problem(403, "forbidden");
        chen.get("/v1/me").await.assert(200);
        reset_at_school(&school, &okoye, &chen).await.assert(200);
        chen.get("/v1/me").await.assert_problem(401, "unauthenticated");

        let rivera = school.teacher("Rivera").await;
        reset_at_school(&school, &rivera, &rivera).await.assert_problem(403, "forbidden");
        reset_at_school(&school, &diaz, &diaz).await.assert_conflict("account_not_reopened");
        let oakes = other_school_admin(&school).await;
        let hidden = reset_at_school(&school, &oakes, &rivera).await.assert_problem(404, "not_found");
        let nobody = format!("/v1/schools/{}/staff/{NOWHERE}/credential-reset", school.world.school);
        let absent = diaz.post_empty(&nobody).await.assert_problem(404, "not_found");
        assert_eq!(hidden.body_without_request_id(), absent.body_without_request_id());
    }

    async fn administrators_of_a_district_reset_one_another_and_nobody_themself(school: TestApp) {
        let (okoye, mut otto) = (school.district_admin("Okoye").await, school.admin_with_password("Otto").await);
        otto.user = otto.get("/v1/me").await.id("/id");
        let reset = reset_in_district(&okoye, &otto).await.assert(200);
        otto.get("/v1/me").await.assert_problem(401, "unauthenticated");
        school.accept(&reset.text("/invitation_token")).await.assert(200);
        reset_in_district(&okoye, &okoye).await.assert_conflict("account_not_reopened");

        let diaz = school.school_admin("Diaz").await;
        reset_in_district(&diaz, &okoye).await.assert_problem(403, "forbidden");
        let class = school.teacher("Rivera").await.class("Robots").await;
        let ada = school.student_in(class, "Ada").await;
        reset_in_district(&okoye, &ada).await.assert_problem(404, "not_found");
        reset_in_district(&ada, &okoye).await.assert_problem(404, "not_found");
    }

    async fn staff_of_a_roster_are_invited_by_who_they_are(school: TestApp) {
        let Importer(novak) = importer(&school).await;
        Importer(novak.clone()).import(&Bundle::small()).await;
        let diaz = school.school_admin("Diaz").await;
        let path = format!("/v1/schools/{}/staff", school.world.school);
        let rostered = |listed: &Reply| -> Value {
            let rows = listed.rows();
            rows.into_iter().find(|row| row["login"] == "t***@e***.edu").unwrap()
        };
        let listed = diaz.get(&path).await.assert(200);
        let member = rostered(&listed);
        assert_eq!(member["status"], "invited");
        let member = format!("{path}/{}/invitation", member["id"].as_str().unwrap());
        let first = diaz.post_empty(&member).await.assert(200).text("/invitation_token");
        let second = diaz.post_empty(&member).await.assert(200).text("/invitation_token");
        school.accept(&first).await.assert_problem(401, "invitation_refused");
        school.accept(&second).await.assert(200);
        diaz.post_empty(&member).await.assert_conflict("account_not_reopened");
        assert_eq!(rostered(&diaz.get(&path).await)["status"], "active");
        Importer(novak).import(&Bundle::small()).await;
        assert_eq!(rostered(&diaz.get(&path).await)["status"], "active", "a roster within the school's reach changes nothing");
    }

    async fn somebody_without_an_address_cannot_be_invited(school: TestApp) {
        let diaz = school.school_admin("Diaz").await;
        let rivera = school.teacher("Rivera").await;
        let mut rows = Rows::of(&school);
        let id = rows.id(rivera.user.uuid());
        rows.execute(&format!("UPDATE users SET status = 'invited', email = NULL, email_index = NULL WHERE id = {id}"));
        let path = format!("/v1/schools/{}/staff", school.world.school);
        diaz.post_empty(&format!("{path}/{}/invitation", rivera.user)).await.assert_conflict("account_not_reopened");
        let listed = diaz.get(&path).await.rows();
        let found = listed.iter().find(|row| row["id"] == rivera.user.to_string()).unwrap();
        assert_eq!(found["login"], Value::Null);
    }
}
