//! Accounts and sessions, as adults and students live with them.

mod cookies;
mod devices;
mod guessing;
mod hashes;
mod housekeeping;
mod keys;
mod names;
mod sessions;
mod signing_in;
mod suspended;

use actix_web::rt;
use api::accounts::key_store;
use base64::{Engine as _, engine::general_purpose::URL_SAFE_NO_PAD};
use chrono::TimeDelta;
use domain::{ids::PLATFORM, staff::role::StaffRole};
use serde_json::json;
use tests::{
    accounts::{PASSPHRASE, PASSWORD, to_maple},
    app::TestApp,
    founding, on_each_backend,
    reply::Reply,
    rows::Rows,
};

const SIGN_IN: &str = "/v1/auth/sign-in";
const CLASS_SIGN_IN: &str = "/v1/auth/class-sign-in";
const ACCEPT: &str = "/v1/auth/invitations/accept";

/// Refreshes with one token so many times at once.
#[cfg(test)]
async fn at_once(school: &TestApp, token: &str, times: usize) -> Vec<Reply> {
    let tasks: Vec<_> = (0..times)
        .map(|_| {
            let (school, token) = (school.clone(), token.to_owned());
            rt::spawn(async move { school.refresh(&token).await })
        })
        .collect();
    let mut replies = Vec::new();
    for task in tasks {
        replies.push(task.await.unwrap());
    }
    replies
}

/// The refresh tokens of all sessions that nobody has presented.
#[cfg(test)]
fn live_leaves(school: &TestApp) -> String {
    let query =
        "SELECT CAST(count(*) AS text) AS value FROM refresh_tokens WHERE consumed_at IS NULL";
    Rows::of(school).values(query).concat()
}

/// How often the audit log says so.
#[cfg(test)]
fn audited(school: &TestApp, happening: &str) -> String {
    let query = format!(
        "SELECT CAST(count(*) AS text) AS value FROM audit_events WHERE happening = '{happening}'"
    );
    Rows::of(school).values(&query).concat()
}

#[cfg(test)]
async fn sign_in_code(
    school: &TestApp,
    teacher: &tests::persona::Persona,
) -> (String, domain::ids::ClassId) {
    let class = teacher.class("Grade 4 Coding").await;
    let shown = teacher
        .get(&format!("/v1/classes/{class}"))
        .await
        .assert(200);
    school.student_with_passphrase(class, "Ada").await;
    (shown.text("/sign_in_code"), class)
}

on_each_backend! {
    async fn an_invited_adult_chooses_a_password_and_signs_in_with_it(school: TestApp) {
        let token = school.invitation(school.world.district, "Okoro", StaffRole::DistrictAdmin).await;
        let body = json!({"token": token, "password": PASSWORD, "display_name": "Dr. Okoro"});
        let tokens = school.anybody().post(ACCEPT, body).await.assert(200);
        assert_eq!(tokens.text("/token_type"), "Bearer");
        assert_eq!(tokens.json()["expires_in"], 600);
        assert_eq!(tokens.text("/refresh_expires_at"), "2026-09-21T15:30:00Z");
        assert_eq!(tokens.header("cache-control"), "no-store");

        let okoro = school.bearer(&tokens.text("/access_token"));
        let me = okoro.get("/v1/me").await.assert(200);
        assert_eq!(me.text("/display_name"), "Dr. Okoro");
        assert_eq!(me.text("/organization/slug"), "maple");
        assert_eq!(me.json()["roles"], json!([{"role": "district_admin", "school_id": null, "school_name": null}]));

        let body = to_maple(" OKORO@Example.edu".trim(), PASSWORD);
        let again = school.anybody().post(SIGN_IN, body).await.assert(200);
        school.bearer(&again.text("/access_token")).get("/v1/me").await.assert(200);
        assert_eq!(audited(&school, "invitation_accepted"), "1");
        assert_eq!(audited(&school, "signed_in"), "2");
    }

    async fn an_invitation_opens_an_account_once_and_for_seven_days(school: TestApp) {
        let district = school.world.district;
        let once = school.invitation(district, "Okoro", StaffRole::DistrictAdmin).await;
        school.accept(&once).await.assert(200);
        school.accept(&once).await.assert_problem(401, "invitation_refused");

        let late = school.invitation(district, "Novak", StaffRole::DistrictAdmin).await;
        school.clock.advance(TimeDelta::days(7));
        let late = school.accept(&late).await.assert_problem(401, "invitation_refused");
        for nonsense in ["x".to_owned(), once.replace("hpi_", "hpr_"), format!("{}A", once.trim_end_matches('A'))] {
            let refused = school.accept(&nonsense).await.assert_problem(401, "invitation_refused");
            assert_eq!(refused.body_without_request_id(), late.body_without_request_id());
        }
    }

    async fn a_password_that_is_short_or_a_name_or_common_is_refused_and_the_invitation_stays(school: TestApp) {
        let token = school.invitation(school.world.district, "Okoro", StaffRole::DistrictAdmin).await;
        for (password, code) in [
            ("seven otters", "password_too_short"),
            ("Maple Unified School District", "password_expected"),
            ("passwordpassword", "password_guessable"),
        ] {
            let body = json!({"token": token, "password": password});
            let refused = school.anybody().post(ACCEPT, body).await.assert_problem(422, "invalid_fields");
            let errors = refused.json()["errors"].as_array().unwrap().clone();
            assert!(errors.iter().any(|error| error["code"] == code), "{password}: {errors:?}");
            assert!(errors.iter().all(|error| error["pointer"] == "/password"));
            assert!(!String::from_utf8_lossy(&refused.body).contains(password));
        }
        school.accept(&token).await.assert(200);
    }

    async fn an_operator_of_the_platform_signs_in_to_hallpass_for_a_short_time(school: TestApp) {
        let token = school.invitation(PLATFORM, "Olsen", StaffRole::PlatformOperator).await;
        school.accept(&token).await.assert(200);
        let body = json!({"organization": "hallpass", "email": "olsen@example.edu", "password": PASSWORD});
        let tokens = school.anybody().post(SIGN_IN, body).await.assert(200);
        assert_eq!(tokens.text("/refresh_expires_at"), "2026-09-21T15:15:00Z");
        let me = school.bearer(&tokens.text("/access_token")).get("/v1/me").await.assert(200);
        assert_eq!(me.text("/session_kind"), "platform_operator");
    }

    async fn an_adult_changes_how_others_see_them_and_a_student_does_not(school: TestApp) {
        let rivera = school.teacher("Rivera").await;
        let me = rivera.get("/v1/me").await.assert(200);
        assert_eq!(me.text("/roles/0/school_name"), "Maple Elementary");
        let renamed = rivera.patch("/v1/me", &me.header("etag"), json!({"display_name": "Coach R."})).await.assert(200);
        assert_eq!(renamed.text("/display_name"), "Coach R.");
        rivera.patch("/v1/me", &me.header("etag"), json!({"display_name": "Late"})).await.assert_problem(412, "precondition_failed");
        rivera.patch("/v1/me", "*", json!({"kind": "student"})).await.assert_problem(422, "invalid_fields");
        rivera.patch("/v1/me", "*", json!({"display_name": " "})).await.assert_problem(422, "invalid_fields");
        school.anybody().get("/v1/me").await.assert_problem(401, "unauthenticated");

        let class = rivera.class("Grade 4 Coding").await;
        let ada = school.student_in(class, "Ada").await;
        let etag = ada.get("/v1/me").await.assert(200).header("etag");
        ada.patch("/v1/me", &etag, json!({"display_name": "Queen"})).await.assert_problem(403, "forbidden");
        let body = json!({"current_password": PASSPHRASE, "new_password": "lanterns over the frozen bay"});
        ada.post("/v1/me/password", body).await.assert_problem(403, "forbidden");
    }

    async fn neither_a_password_nor_a_token_is_in_the_database(school: TestApp) {
        let token = school.invitation(school.world.district, "Okoro", StaffRole::DistrictAdmin).await;
        let refresh = school.accept(&token).await.assert(200).text("/refresh_token");
        key_store::keep(founding::installation(), &school.hallpass).await.unwrap();
        let Some(file) = school.place.file() else { return };
        let mut stored = std::fs::read(&file).unwrap();
        stored.extend(std::fs::read(file.with_extension("db-wal")).unwrap_or_default());
        for secret in [&token, &refresh] {
            let bytes = URL_SAFE_NO_PAD.decode(&secret[4..]).unwrap();
            assert!(!stored.windows(32).any(|window| window == &bytes[16..]));
        }
        assert!(!stored.windows(PASSWORD.len()).any(|window| window == PASSWORD.as_bytes()));
        let seed_prefix = [0x30, 0x51, 0x02, 0x01, 0x01, 0x30, 0x05, 0x06, 0x03, 0x2b, 0x65, 0x70];
        assert!(!stored.windows(seed_prefix.len()).any(|window| window == seed_prefix), "a private key is sealed");
    }
}
