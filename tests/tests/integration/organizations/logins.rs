//! The addresses with which staff sign in, and who corrects them.

use serde_json::{Value, json};
use tests::{
    accounts::{PASSWORD, to_maple},
    on_each_backend,
};

use crate::organizations::requests::{opened, other_school_admin, person};

#[cfg(test)]
fn email(address: &str) -> Value {
    json!({ "email": address })
}

on_each_backend! {
    async fn a_corrected_address_is_the_one_to_sign_in_with_and_ends_the_sessions_of_before(school: TestApp) {
        let diaz = school.school_admin("Diaz").await;
        let rivera = opened(&school, &diaz, school.world.school, "Rivera").await;
        let login = format!("/v1/staff/{}/login", rivera.user);
        let shown = diaz.get(&login).await.assert(200);
        assert_eq!(shown.text("/login"), "r***@e***.edu");
        let changed = diaz.patch(&login, &shown.header("etag"), email("Maria.Rivera@example.org")).await.assert(200);
        assert_eq!(changed.text("/login"), "m***@e***.org");
        rivera.get("/v1/me").await.assert_problem(401, "unauthenticated");
        school.anybody().post("/v1/auth/sign-in", to_maple("rivera@example.edu", PASSWORD)).await.assert_problem(401, "sign_in_failed");
        let back = school.anybody().post("/v1/auth/sign-in", to_maple("maria.rivera@example.org", PASSWORD)).await.assert(200);
        // The same address again ends nothing.
        diaz.patch(&login, "*", email("maria.rivera@example.org")).await.assert(200);
        school.bearer(&back.text("/access_token")).get("/v1/me").await.assert(200);
        let taken = diaz.patch(&login, "*", email("diaz@example.edu")).await.assert_problem(409, "already_exists");
        assert_eq!(taken.text("/errors/0/code"), "taken");
        diaz.patch(&login, &shown.header("etag"), email("r@example.edu")).await.assert_problem(412, "precondition_failed");
        diaz.patch(&login, "*", email("nowhere")).await.assert_problem(422, "invalid_fields");
    }

    async fn nobody_changes_the_address_of_somebody_beyond_their_reach(school: TestApp) {
        let (diaz, okoye, novak) = (school.school_admin("Diaz").await, school.district_admin("Okoye").await, school.district_admin("Novak").await);
        let of = |user: domain::ids::UserId| format!("/v1/staff/{user}/login");
        // Who was opened by the district is worth more than the word of a school.
        let boss = opened(&school, &okoye, school.world.school, "Boss").await;
        let oakes = other_school_admin(&school).await;
        let chen = school.teacher_at_other_school("Chen").await;
        for beyond in [boss.user, okoye.user, oakes.user, chen.user] {
            diaz.get(&of(beyond)).await.assert_problem(403, "forbidden");
            diaz.patch(&of(beyond), "*", email("mine@example.edu")).await.assert_problem(403, "forbidden");
        }
        chen.patch(&of(diaz.user), "*", email("mine@example.edu")).await.assert_problem(403, "forbidden");
        novak.patch(&of(novak.user), "*", email("mine@example.edu")).await.assert_conflict("own_address");
        for within in [boss.user, okoye.user, oakes.user, chen.user] {
            novak.patch(&of(within), "*", email(&format!("{within}@example.edu"))).await.assert(200);
        }
        school.teacher_in_other_district("Far").await.get(&of(diaz.user)).await.assert_problem(404, "not_found");
    }

    async fn an_open_invitation_ends_with_the_address_for_which_it_was_handed_out(school: TestApp) {
        let (diaz, okoye) = (school.school_admin("Diaz").await, school.district_admin("Okoye").await);
        let mut body = person("Sam");
        body["role"] = json!("teacher");
        let path = format!("/v1/schools/{}/staff-invitations", school.world.school);
        let invited = okoye.post(&path, body).await.assert(201);
        let member = invited.text("/user_id");
        diaz.patch(&format!("/v1/staff/{member}/login"), "*", email("superintendent@example.edu")).await.assert(200);
        school.accept(&invited.text("/invitation_token")).await.assert_problem(401, "invitation_refused");
        let again = format!("/v1/schools/{}/staff/{member}/invitation", school.world.school);
        let again = diaz.post_empty(&again).await.assert(200);
        school.accept(&again.text("/invitation_token")).await.assert(200);
    }
}
