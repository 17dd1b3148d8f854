//! A district that is suspended.

use serde_json::json;
use tests::{
    accounts::{PASSPHRASE, PASSWORD, to_maple},
    app::TestApp,
    on_each_backend,
    rows::Rows,
};

use crate::accounts::{CLASS_SIGN_IN, SIGN_IN, sign_in_code};

#[cfg(test)]
fn turn(school: &TestApp, state: &str) {
    let mut rows = Rows::of(school);
    let district = rows.id(school.world.district.uuid());
    rows.execute(&format!(
        "UPDATE organizations SET state = '{state}' WHERE organization_id = {district}"
    ));
}

on_each_backend! {
    async fn nobody_of_a_suspended_district_gets_in_or_on(school: TestApp) {
        let okoro = school.admin_with_password("Okoro").await;
        let signed_in = school.anybody().post(SIGN_IN, to_maple("okoro@example.edu", PASSWORD)).await.assert(200);
        let refresh = signed_in.text("/refresh_token");
        let rivera = school.teacher("Rivera").await;
        let (code, _) = sign_in_code(&school, &rivera).await;
        let student = json!({"class_code": code, "username": "ada", "passphrase": PASSPHRASE});
        let body = json!({"email": "sam@example.edu", "given_name": "Sam", "family_name": "Rivera", "display_name": "Sam"});
        let invitation = okoro.post("/v1/staff-invitations", body).await.assert(201).text("/invitation_token");

        turn(&school, "suspended");
        okoro.get("/v1/me").await.assert_problem(401, "unauthenticated");
        rivera.get("/v1/me/classes").await.assert_problem(401, "unauthenticated");
        school.refresh(&refresh).await.assert_problem(401, "refresh_token_refused");
        school.anybody().post(SIGN_IN, to_maple("okoro@example.edu", PASSWORD)).await.assert_problem(401, "sign_in_failed");
        school.anybody().post(CLASS_SIGN_IN, student.clone()).await.assert_problem(401, "sign_in_failed");
        school.accept(&invitation).await.assert_problem(401, "invitation_refused");
        school.teacher_in_other_district("Silva").await.get("/v1/me").await.assert(200);

        turn(&school, "active");
        okoro.get("/v1/me").await.assert(200);
        school.refresh(&refresh).await.assert(200);
        school.anybody().post(CLASS_SIGN_IN, student).await.assert(200);
        school.accept(&invitation).await.assert(200);
    }
}
