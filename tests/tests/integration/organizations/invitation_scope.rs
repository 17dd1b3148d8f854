//! What an account is worth that somebody opened on a word that does not reach as far as its roles.

use serde_json::{Value, json};
use tests::{
    accounts::{PASSWORD, to_maple},
    app::TestApp,
    bundles::Bundle,
    on_each_backend,
    rosters::importer,
    rows::Rows,
};

use crate::organizations::requests::{invitations_to, opened, other_school_admin, person};

#[cfg(test)]
fn teacher(named: &str) -> Value {
    let mut body = person(named);
    body["role"] = json!("teacher");
    body
}

#[cfg(test)]
async fn cannot_sign_in(school: &TestApp, named: &str) {
    let body = to_maple(&format!("{named}@example.edu"), PASSWORD);
    let refused = school.anybody().post("/v1/auth/sign-in", body).await;
    refused.assert_problem(401, "sign_in_failed");
}

on_each_backend! {
    async fn who_opens_an_account_in_anothers_name_does_not_get_the_district(school: TestApp) {
        let (diaz, okoye) = (school.school_admin("Diaz").await, school.district_admin("Okoye").await);
        let hijacker = opened(&school, &diaz, school.world.school, "Boss").await;
        hijacker.get("/v1/me").await.assert(200);

        let invited = okoye.post("/v1/staff-invitations", person("Boss")).await.assert(201);
        assert_eq!((invited.text("/status"), invited.id("/user_id")), ("invited".to_owned(), hijacker.user));
        hijacker.get("/v1/me").await.assert_problem(401, "unauthenticated");
        cannot_sign_in(&school, "boss").await;
        let boss = school.accept(&invited.text("/invitation_token")).await.assert(200);
        school.bearer(&boss.text("/access_token")).get("/v1/audit/events").await.assert(200);
        let events = "SELECT happening AS value FROM audit_events WHERE happening = 'credential_reset' AND actor_id IS NULL AND person_id IS NOT NULL";
        assert_eq!(Rows::of(&school).values(events).len(), 1);

        let again = okoye.post(&invitations_to(school.world.other_school), teacher("Boss")).await.assert(201);
        assert_eq!((&again.json()["status"], &again.json()["invitation_token"]), (&json!("active"), &Value::Null), "the district's word reaches everywhere");
    }

    async fn a_roster_does_not_give_its_roles_to_who_opened_an_account_in_anothers_name(school: TestApp) {
        let importer = importer(&school).await;
        let diaz = school.school_admin("Diaz").await;
        let hijacker = opened(&school, &diaz, school.world.school, "te1").await;
        let honest = opened(&school, &diaz, school.world.school, "te0").await;
        let named = Bundle::small()
            .replace("users.csv", "Givente0,Familyte0", "te0,Example")
            .replace("users.csv", "Givente1,Familyte1", "te1,Example");
        importer.import(&named).await;
        hijacker.get("/v1/me").await.assert_problem(401, "unauthenticated");
        cannot_sign_in(&school, "te1").await;
        honest.get("/v1/me").await.assert(200);
    }

    async fn an_invitation_opens_nothing_if_a_role_to_come_is_beyond_its_reach(school: TestApp) {
        let diaz = school.school_admin("Diaz").await;
        let invited = diaz.post(&invitations_to(school.world.school), teacher("Boss")).await.assert(201);
        let oakes = other_school_admin(&school).await;
        let mut rows = Rows::of(&school);
        let [boss, office] = [invited.id::<domain::ids::kind::User>("/user_id"), oakes.user].map(|user| rows.id(user.uuid()));
        let next_year = "SELECT CAST(begins_at AS text) AS value FROM staff_roles";
        assert!(!rows.values(next_year).is_empty());
        let later = match rows {
            Rows::Sqlite(_) => "begins_at + 31536000000000",
            Rows::Postgres(_) => "begins_at + interval '1 year'",
        };
        rows.execute(&format!("UPDATE staff_roles SET user_id = {boss}, begins_at = {later} WHERE user_id = {office}"));
        school.accept(&invited.text("/invitation_token")).await.assert_problem(401, "invitation_refused");
        let again = diaz.post(&invitations_to(school.world.school), teacher("Boss")).await;
        again.assert_problem(409, "already_exists");
    }

    async fn an_invitation_opens_nothing_once_who_issued_it_has_left_office(school: TestApp) {
        let (diaz, okoye) = (school.school_admin("Diaz").await, school.district_admin("Okoye").await);
        let invited = diaz.post(&invitations_to(school.world.school), teacher("Sam")).await.assert(201);
        okoye.delete(&format!("/v1/schools/{}/staff/{}", school.world.school, diaz.user)).await.assert(204);
        school.accept(&invited.text("/invitation_token")).await.assert_problem(401, "invitation_refused");
    }

    async fn no_school_takes_away_a_secret_that_another_school_handed_out(school: TestApp) {
        let (diaz, oakes) = (school.school_admin("Diaz").await, other_school_admin(&school).await);
        let sam = opened(&school, &diaz, school.world.school, "Sam").await;
        oakes.post(&invitations_to(school.world.other_school), teacher("Sam")).await.assert(201);
        sam.get("/v1/me").await.assert(200);

        let okoye = school.district_admin("Okoye").await;
        let moved = okoye.post(&invitations_to(school.world.other_school), teacher("Sam")).await.assert(201);
        sam.get("/v1/me").await.assert_problem(401, "unauthenticated");
        school.accept(&moved.text("/invitation_token")).await.assert(200);
    }
}
