//! Accounts and sessions, as adults and pupils live with them.

mod guessing;
mod housekeeping;
mod names;
mod suspended;

use std::collections::BTreeSet;

use actix_web::{http::Method, rt};
use api::accounts::key_store;
use base64::{Engine as _, engine::general_purpose::URL_SAFE_NO_PAD};
use chrono::TimeDelta;
use domain::{ids::PLATFORM, organizations::staff_role::StaffRole};
use serde_json::{Value, json};
use tests::{
    accounts::{PASSPHRASE, PASSWORD, to_maple},
    app::TestApp,
    on_each_backend,
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
    school.pupil_with_passphrase(class, "Ada").await;
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

    async fn whatever_is_wrong_with_a_sign_in_the_answer_is_the_same(school: TestApp) {
        school.admin_with_password("Okoro").await;
        let gone = school.admin_with_password("Gone").await.get("/v1/me").await.text("/id");
        school.invitation(school.world.district, "Novak", StaffRole::DistrictAdmin).await;
        let mut rows = Rows::of(&school);
        let gone = rows.id(gone.parse().unwrap());
        rows.execute(&format!("UPDATE users SET status = 'disabled' WHERE id = {gone}"));
        let wrong = school.anybody().post(SIGN_IN, to_maple("okoro@example.edu", "wrong")).await;
        let wrong = wrong.assert_problem(401, "sign_in_failed");
        for body in [
            to_maple("gone@example.edu", PASSWORD),
            to_maple("novak@example.edu", PASSWORD),
            to_maple("nobody@example.edu", PASSWORD),
            json!({"organization": "nowhere", "email": "okoro@example.edu", "password": PASSWORD}),
            json!({"organization": "pine", "email": "okoro@example.edu", "password": PASSWORD}),
        ] {
            let refused = school.anybody().post(SIGN_IN, body.clone()).await.assert_problem(401, "sign_in_failed");
            assert_eq!(refused.body_without_request_id(), wrong.body_without_request_id(), "{body}");
        }
    }

    async fn five_failures_slow_down_an_account_and_a_name_that_nobody_has_alike(school: TestApp) {
        school.admin_with_password("Okoro").await;
        let mut courses: Vec<Vec<(u16, String)>> = Vec::new();
        for (organization, email) in [
            ("maple", "okoro@example.edu"),
            ("maple", "nobody@example.edu"),
            ("nowhere", "okoro@example.edu"),
        ] {
            let body = json!({"organization": organization, "email": email, "password": "wrong"});
            let mut seen = Vec::new();
            for wait in [0, 0, 0, 0, 0, 0, 1, 0, 2] {
                school.clock.advance(TimeDelta::seconds(wait));
                let reply = school.anybody().post(SIGN_IN, body.clone()).await;
                seen.push((reply.status.as_u16(), reply.header("retry-after")));
            }
            courses.push(seen);
        }
        let failed = (401, String::new());
        let mut expected = vec![failed.clone(); 5];
        expected.extend([(429, "1".to_owned()), failed.clone(), (429, "2".to_owned()), failed]);
        for course in courses {
            assert_eq!(course, expected);
        }

        let right = to_maple("okoro@example.edu", PASSWORD);
        let wrong = to_maple("okoro@example.edu", "wrong");
        school.anybody().post(SIGN_IN, wrong.clone()).await.assert_problem(401, "sign_in_failed");
        school.anybody().post(SIGN_IN, right.clone()).await.assert_problem(429, "too_many_requests");
        school.clock.advance(TimeDelta::seconds(8));
        school.anybody().post(SIGN_IN, right).await.assert(200);
        school.clock.advance(TimeDelta::hours(1));
        for _ in 0..5 {
            school.anybody().post(SIGN_IN, wrong.clone()).await.assert_problem(401, "sign_in_failed");
        }
    }

    async fn guesses_made_at_once_are_slowed_down_like_guesses_in_a_row(school: TestApp) {
        school.admin_with_password("Okoro").await;
        let tasks: Vec<_> = (0..20)
            .map(|_| {
                let school = school.clone();
                rt::spawn(async move { school.anybody().post(SIGN_IN, to_maple("okoro@example.edu", "wrong")).await })
            })
            .collect();
        let mut answered = 0;
        for task in tasks {
            answered += usize::from(task.await.unwrap().status == 401);
        }
        assert_eq!(answered, 5);
    }

    async fn a_pupil_signs_in_through_an_open_class_and_through_no_other(school: TestApp) {
        let rivera = school.teacher("Rivera").await;
        let (code, class) = sign_in_code(&school, &rivera).await;
        let other = rivera.class("Robots").await;
        let other = rivera.get(&format!("/v1/classes/{other}")).await.text("/sign_in_code");

        let spoken = format!("{}-{}", &code[..4], code[4..].to_lowercase());
        let body = json!({"class_code": spoken, "username": " ADA ", "passphrase": "Maple-River, Kite!"});
        let shared = school.anybody().post(CLASS_SIGN_IN, body).await.assert(200);
        assert_eq!(shared.text("/refresh_expires_at"), "2026-09-21T15:15:00Z");
        let body = json!({"class_code": code, "username": "ada", "passphrase": PASSPHRASE, "device": "personal"});
        let own = school.anybody().post(CLASS_SIGN_IN, body.clone()).await.assert(200);
        assert_eq!(own.text("/refresh_expires_at"), "2026-09-22T15:00:00Z");
        let ada = school.bearer(&own.text("/access_token"));
        let me = ada.get("/v1/me").await.assert(200);
        assert_eq!((me.text("/kind"), me.text("/session_kind")), ("pupil".to_owned(), "pupil_personal_device".to_owned()));

        let mut refused = Vec::new();
        for (code, username, passphrase) in [
            (code.as_str(), "ada", "maple river kites"),
            (code.as_str(), "grace", PASSPHRASE),
            (code.as_str(), "no such name", PASSPHRASE),
            (other.as_str(), "ada", PASSPHRASE),
            ("CDFG2345", "ada", PASSPHRASE),
            ("?", "ada", PASSPHRASE),
        ] {
            let body = json!({"class_code": code, "username": username, "passphrase": passphrase});
            let reply = school.anybody().post(CLASS_SIGN_IN, body).await.assert_problem(401, "sign_in_failed");
            refused.push(reply.body_without_request_id());
        }
        rivera.post_empty(&format!("/v1/classes/{class}/archive")).await.assert(200);
        let reply = school.anybody().post(CLASS_SIGN_IN, body).await.assert_problem(401, "sign_in_failed");
        refused.push(reply.body_without_request_id());
        assert_eq!(refused.iter().collect::<BTreeSet<_>>().len(), 1);
    }

    async fn after_ten_failures_a_pupil_needs_the_teacher(school: TestApp) {
        let rivera = school.teacher("Rivera").await;
        let (code, _) = sign_in_code(&school, &rivera).await;
        let wrong = json!({"class_code": code, "username": "ada", "passphrase": "wrong"});
        for _ in 0..10 {
            school.anybody().post(CLASS_SIGN_IN, wrong.clone()).await.assert_problem(401, "sign_in_failed");
            school.clock.advance(TimeDelta::minutes(1));
        }
        school.clock.advance(TimeDelta::days(30));
        let right = json!({"class_code": code, "username": "ada", "passphrase": PASSPHRASE});
        school.anybody().post(CLASS_SIGN_IN, right).await.assert_problem(401, "sign_in_failed");
        assert_eq!(audited(&school, "sign_in_failed"), "10");
        assert_eq!(audited(&school, "sign_in_locked"), "1");
    }

    async fn a_hash_of_other_costs_is_made_anew_at_the_next_sign_in(school: TestApp) {
        let rivera = school.teacher("Rivera").await;
        let (code, _) = sign_in_code(&school, &rivera).await;
        let costlier = api::accounts::argon2id::Cost { memory_kib: 16, passes: 1, lanes: 1 };
        let argon2id = api::accounts::argon2id::Argon2id::new(costlier, costlier, None).unwrap();
        let secret = api::accounts::secret_text::SecretText::passphrase(&PASSPHRASE.to_owned().into());
        let old = argon2id.hash(domain::accounts::credentials::PersonKind::Pupil, &secret, &[1; 16]).unwrap();
        Rows::of(&school).execute(&format!("UPDATE credentials SET hash = '{old}'"));
        let body = json!({"class_code": code, "username": "ada", "passphrase": PASSPHRASE});
        school.anybody().post(CLASS_SIGN_IN, body.clone()).await.assert(200);
        let stored = Rows::of(&school).values("SELECT hash AS value FROM credentials").concat();
        assert!(stored.contains("m=8,"), "{stored}");
        school.anybody().post(CLASS_SIGN_IN, body).await.assert(200);
    }

    async fn fifty_refreshes_at_once_leave_one_live_token(school: TestApp) {
        let token = school.invitation(school.world.district, "Okoro", StaffRole::DistrictAdmin).await;
        let mut token = school.accept(&token).await.assert(200).text("/refresh_token");
        for round in 0..3 {
            let replies = at_once(&school, &token, 50).await;
            let successors: BTreeSet<String> = replies
                .into_iter()
                .map(|reply| reply.assert(200).text("/refresh_token"))
                .collect();
            assert_eq!(successors.len(), 1, "round {round}");
            assert_eq!(live_leaves(&school), "1", "round {round}");
            token = successors.into_iter().next().unwrap();
            school.clock.advance(TimeDelta::minutes(1));
        }
        school.refresh(&token).await.assert(200);
        assert_eq!(audited(&school, "token_rotated"), "4");
        assert_eq!(audited(&school, "token_reuse_detected"), "0");
    }

    async fn a_lost_answer_is_given_again_for_thirty_seconds(school: TestApp) {
        let token = school.invitation(school.world.district, "Okoro", StaffRole::DistrictAdmin).await;
        let first = school.accept(&token).await.assert(200).text("/refresh_token");
        let second = school.refresh(&first).await.assert(200);
        school.clock.advance(TimeDelta::seconds(30));
        let again = school.refresh(&first).await.assert(200);
        assert_eq!(again.text("/refresh_token"), second.text("/refresh_token"));
        assert_eq!(again.text("/refresh_expires_at"), second.text("/refresh_expires_at"));
        school.refresh(&again.text("/refresh_token")).await.assert(200);
    }

    async fn a_token_presented_again_ends_the_session_at_once(school: TestApp) {
        for (later, browser, used) in [
            (TimeDelta::milliseconds(30_001), "", false),
            (TimeDelta::zero(), "Mozilla/5.0 Firefox/127.0", false),
            (TimeDelta::zero(), "", true),
        ] {
            let name = format!("Okoro{}{used}", browser.len());
            let token = school.invitation(school.world.district, &name, StaffRole::DistrictAdmin).await;
            let tokens = school.accept(&token).await.assert(200);
            let (access, first) = (tokens.text("/access_token"), tokens.text("/refresh_token"));
            let mut latest = school.refresh(&first).await.assert(200).text("/refresh_token");
            if used {
                latest = school.refresh(&latest).await.assert(200).text("/refresh_token");
            }
            school.bearer(&access).get("/v1/me").await.assert(200);
            school.clock.advance(later);
            let headers = [("Content-Type", "application/json"), ("User-Agent", browser)];
            let body = json!({"refresh_token": first}).to_string().into_bytes();
            let replay = school.anybody().send(Method::POST, "/v1/auth/refresh", &headers, body).await;
            replay.assert_problem(401, "refresh_token_refused");
            school.bearer(&access).get("/v1/me").await.assert_problem(401, "unauthenticated");
            school.refresh(&latest).await.assert_problem(401, "refresh_token_refused");
        }
        assert_eq!(audited(&school, "token_reuse_detected"), "3");
    }

    async fn what_is_no_refresh_token_refreshes_nothing(school: TestApp) {
        let token = school.invitation(school.world.district, "Okoro", StaffRole::DistrictAdmin).await;
        let tokens = school.accept(&token).await.assert(200);
        for nonsense in [
            "x".to_owned(),
            tokens.text("/access_token")[..200].to_owned(),
            token,
            format!("hpr_{}", "A".repeat(64)),
        ] {
            school.refresh(&nonsense).await.assert_problem(401, "refresh_token_refused");
        }
        school.anybody().post("/v1/auth/refresh", json!({})).await.assert_problem(422, "invalid_fields");
        school.clock.advance(TimeDelta::minutes(30));
        school.refresh(&tokens.text("/refresh_token")).await.assert_problem(401, "refresh_token_refused");
    }

    async fn a_session_ends_twelve_hours_after_it_began_however_busy_it_is(school: TestApp) {
        let token = school.invitation(school.world.district, "Okoro", StaffRole::DistrictAdmin).await;
        let mut tokens = school.accept(&token).await.assert(200);
        for _ in 0..35 {
            school.clock.advance(TimeDelta::minutes(20));
            tokens = school.refresh(&tokens.text("/refresh_token")).await.assert(200);
        }
        assert_eq!(tokens.text("/refresh_expires_at"), "2026-09-22T03:00:00Z");
        school.clock.advance(TimeDelta::minutes(20));
        school.refresh(&tokens.text("/refresh_token")).await.assert_problem(401, "refresh_token_refused");
    }

    async fn signing_out_holds_on_the_next_request(school: TestApp) {
        let token = school.invitation(school.world.district, "Okoro", StaffRole::DistrictAdmin).await;
        let tokens = school.accept(&token).await.assert(200);
        let okoro = school.bearer(&tokens.text("/access_token"));
        school.anybody().post_empty("/v1/auth/sign-out").await.assert_problem(401, "unauthenticated");
        okoro.post_empty("/v1/auth/sign-out").await.assert(204);
        okoro.get("/v1/me").await.assert_problem(401, "unauthenticated");
        okoro.post_empty("/v1/auth/sign-out").await.assert_problem(401, "unauthenticated");
        school.refresh(&tokens.text("/refresh_token")).await.assert_problem(401, "refresh_token_refused");
        assert_eq!(audited(&school, "signed_out"), "1");
    }

    async fn one_lists_and_ends_ones_own_sessions_and_nobody_elses(school: TestApp) {
        let okoro = school.admin_with_password("Okoro").await;
        let body = to_maple("okoro@example.edu", PASSWORD).to_string().into_bytes();
        let headers = [("Content-Type", "application/json"), ("User-Agent", "Mozilla/5.0 Firefox/127.0")];
        let tokens = school.anybody().send(Method::POST, SIGN_IN, &headers, body).await.assert(200);
        let elsewhere = school.bearer(&tokens.text("/access_token"));
        let third = school.anybody().post(SIGN_IN, to_maple("okoro@example.edu", PASSWORD)).await.assert(200);
        let third = school.bearer(&third.text("/access_token"));

        let listed = okoro.get("/v1/me/sessions").await.assert(200).json();
        let sessions = listed["data"].as_array().unwrap();
        assert_eq!(sessions.len(), 3);
        let current: Vec<&Value> = sessions.iter().filter(|session| session["current"] == true).collect();
        assert_eq!(current.len(), 1);
        let firefox = sessions.iter().find(|session| session["client"] == "firefox").unwrap();
        let page = okoro.get("/v1/me/sessions?limit=2").await.assert(200);
        let rest = okoro.get(&format!("/v1/me/sessions?cursor={}", page.text("/next_cursor"))).await.assert(200);
        assert_eq!(rest.json()["data"].as_array().unwrap().len(), 1);

        let path = format!("/v1/me/sessions/{}", firefox["id"].as_str().unwrap());
        let novak = school.district_admin("Novak").await;
        let hidden = novak.delete(&path).await.assert_problem(404, "not_found");
        let absent = novak.delete("/v1/me/sessions/01999999-9999-7999-8999-999999999999").await.assert_problem(404, "not_found");
        assert_eq!(hidden.body_without_request_id(), absent.body_without_request_id());
        school.anybody().delete(&path).await.assert_problem(401, "unauthenticated");
        elsewhere.get("/v1/me").await.assert(200);

        okoro.delete(&path).await.assert(204);
        elsewhere.get("/v1/me").await.assert_problem(401, "unauthenticated");
        school.refresh(&tokens.text("/refresh_token")).await.assert_problem(401, "refresh_token_refused");
        okoro.delete(&path).await.assert_problem(404, "not_found");

        okoro.delete("/v1/me/sessions").await.assert(204);
        third.get("/v1/me").await.assert_problem(401, "unauthenticated");
        okoro.get("/v1/me").await.assert(200);
        assert_eq!(okoro.get("/v1/me/sessions").await.json()["data"].as_array().unwrap().len(), 1);
        novak.get("/v1/me").await.assert(200);
    }

    async fn a_changed_password_ends_every_other_session(school: TestApp) {
        let okoro = school.admin_with_password("Okoro").await;
        let elsewhere = school.anybody().post(SIGN_IN, to_maple("okoro@example.edu", PASSWORD)).await.assert(200);
        let new = "lanterns over the frozen bay";

        let wrong = json!({"current_password": "wrong", "new_password": new});
        let refused = okoro.post("/v1/me/password", wrong).await.assert_problem(422, "invalid_fields");
        assert_eq!((refused.text("/errors/0/pointer"), refused.text("/errors/0/code")), ("/current_password".to_owned(), "wrong_password".to_owned()));
        let weak = json!({"current_password": PASSWORD, "new_password": "okoro@example.edu"});
        let refused = okoro.post("/v1/me/password", weak).await.assert_problem(422, "invalid_fields");
        assert_eq!(refused.text("/errors/0/pointer"), "/new_password");

        let right = json!({"current_password": PASSWORD, "new_password": new});
        school.anybody().post("/v1/me/password", right.clone()).await.assert_problem(401, "unauthenticated");
        let tokens = okoro.post("/v1/me/password", right).await.assert(200);
        okoro.get("/v1/me").await.assert_problem(401, "unauthenticated");
        school.bearer(&elsewhere.text("/access_token")).get("/v1/me").await.assert_problem(401, "unauthenticated");
        school.refresh(&elsewhere.text("/refresh_token")).await.assert_problem(401, "refresh_token_refused");
        let okoro = school.bearer(&tokens.text("/access_token"));
        assert_eq!(okoro.get("/v1/me/sessions").await.assert(200).json()["data"].as_array().unwrap().len(), 1);
        school.refresh(&tokens.text("/refresh_token")).await.assert(200);
        school.anybody().post(SIGN_IN, to_maple("okoro@example.edu", PASSWORD)).await.assert_problem(401, "sign_in_failed");
        school.anybody().post(SIGN_IN, to_maple("okoro@example.edu", new)).await.assert(200);
    }

    async fn guessing_the_present_password_is_slowed_down(school: TestApp) {
        let okoro = school.admin_with_password("Okoro").await;
        let wrong = json!({"current_password": "wrong", "new_password": "lanterns over the frozen bay"});
        for _ in 0..5 {
            okoro.post("/v1/me/password", wrong.clone()).await.assert_problem(422, "invalid_fields");
        }
        let slowed = okoro.post("/v1/me/password", wrong).await.assert_problem(429, "too_many_requests");
        assert_eq!(slowed.header("retry-after"), "1");
    }

    async fn an_adult_changes_how_others_see_them_and_a_pupil_does_not(school: TestApp) {
        let rivera = school.teacher("Rivera").await;
        let me = rivera.get("/v1/me").await.assert(200);
        assert_eq!(me.text("/roles/0/school_name"), "Maple Elementary");
        let renamed = rivera.patch("/v1/me", &me.header("etag"), json!({"display_name": "Coach R."})).await.assert(200);
        assert_eq!(renamed.text("/display_name"), "Coach R.");
        rivera.patch("/v1/me", &me.header("etag"), json!({"display_name": "Late"})).await.assert_problem(412, "precondition_failed");
        rivera.patch("/v1/me", "*", json!({"kind": "pupil"})).await.assert_problem(422, "invalid_fields");
        rivera.patch("/v1/me", "*", json!({"display_name": " "})).await.assert_problem(422, "invalid_fields");
        school.anybody().get("/v1/me").await.assert_problem(401, "unauthenticated");

        let class = rivera.class("Grade 4 Coding").await;
        let ada = school.pupil_in(class, "Ada").await;
        let etag = ada.get("/v1/me").await.assert(200).header("etag");
        ada.patch("/v1/me", &etag, json!({"display_name": "Queen"})).await.assert_problem(403, "forbidden");
        let body = json!({"current_password": PASSPHRASE, "new_password": "lanterns over the frozen bay"});
        ada.post("/v1/me/password", body).await.assert_problem(403, "forbidden");
    }

    async fn a_second_instance_accepts_what_the_first_one_signed(school: TestApp) {
        key_store::keep(&school.hallpass).await.unwrap();
        let other = school.another_instance().await;
        let okoro = school.admin_with_password("Okoro").await;
        let tokens = school.anybody().post(SIGN_IN, to_maple("okoro@example.edu", PASSWORD)).await.assert(200);
        let there = other.bearer(&tokens.text("/access_token"));
        there.get("/v1/me").await.assert(200);
        let refreshed = other.refresh(&tokens.text("/refresh_token")).await.assert(200);
        let back = school.bearer(&refreshed.text("/access_token"));
        back.get("/v1/me").await.assert(200);

        okoro.delete("/v1/me/sessions").await.assert(204);
        there.get("/v1/me").await.assert_problem(401, "unauthenticated");
        assert_eq!(school.anybody().get("/.well-known/jwks.json").await.json(), other.anybody().get("/.well-known/jwks.json").await.json());
    }

    async fn a_key_is_published_a_day_before_it_signs_and_no_token_is_refused_on_the_way(school: TestApp) {
        key_store::keep(&school.hallpass).await.unwrap();
        let keys = || async {
            let reply = school.anybody().get("/.well-known/jwks.json").await.assert(200);
            assert_eq!(reply.header("cache-control"), "public, max-age=300");
            reply.json()["keys"].as_array().unwrap().iter().map(|key| key["kid"].as_str().unwrap().to_owned()).collect::<Vec<_>>()
        };
        let kid_of = |token: &str| {
            let head = URL_SAFE_NO_PAD.decode(token.split('.').next().unwrap()).unwrap();
            serde_json::from_slice::<Value>(&head).unwrap()["kid"].as_str().unwrap().to_owned()
        };
        let first = keys().await;
        assert_eq!(first.len(), 1);
        school.admin_with_password("Okoro").await;

        school.clock.advance(TimeDelta::days(89));
        key_store::keep(&school.hallpass).await.unwrap();
        let announced = keys().await;
        assert_eq!((announced.len(), &announced[0]), (2, &first[0]));
        let anybody = school.anybody();
        let sign_in = || anybody.post(SIGN_IN, to_maple("okoro@example.edu", PASSWORD));
        let before = sign_in().await.assert(200).text("/access_token");
        assert_eq!(kid_of(&before), first[0]);

        school.clock.advance(TimeDelta::hours(24) - TimeDelta::minutes(1));
        key_store::keep(&school.hallpass).await.unwrap();
        let old = sign_in().await.assert(200).text("/access_token");
        school.clock.advance(TimeDelta::minutes(1));
        key_store::keep(&school.hallpass).await.unwrap();
        let new = sign_in().await.assert(200).text("/access_token");
        assert_eq!((kid_of(&old), kid_of(&new)), (first[0].clone(), announced[1].clone()));
        for token in [&old, &new] {
            school.bearer(token).get("/v1/me").await.assert(200);
        }
        assert_eq!(audited(&school, "signing_key_created"), "2");

        assert!(key_store::revoke(&school.hallpass, &announced[1]).await.unwrap());
        school.bearer(&new).get("/v1/me").await.assert_problem(401, "unauthenticated");
        school.bearer(&old).get("/v1/me").await.assert(200);
        let after = sign_in().await.assert(200).text("/access_token");
        school.bearer(&after).get("/v1/me").await.assert(200);
        assert!(!keys().await.contains(&announced[1]));
    }

    async fn a_bad_sign_in_body_names_its_fields_and_none_of_its_secrets(school: TestApp) {
        let anybody = school.anybody();
        for (body, pointer) in [
            (json!({"organization": "maple", "email": "okoro@example.edu"}), "/password"),
            (json!({"organization": "maple", "email": "okoro", "password": "hush-hush"}), "/email"),
            (json!({"organization": "", "email": "okoro@example.edu", "password": "hush-hush"}), "/organization"),
            (json!({"organization": "maple", "email": "okoro@example.edu", "password": ["hush-hush"]}), "/password"),
        ] {
            let refused = anybody.post(SIGN_IN, body).await.assert_problem(422, "invalid_fields");
            assert_eq!(refused.text("/errors/0/pointer"), pointer);
            assert!(!String::from_utf8_lossy(&refused.body).contains("hush"));
        }
        let body = json!({"class_code": "CDFG2345", "username": "ada", "passphrase": "x", "device": "toaster"});
        anybody.post(CLASS_SIGN_IN, body).await.assert_problem(422, "invalid_fields");
        anybody.post(ACCEPT, json!({"token": ""})).await.assert_problem(422, "invalid_fields");
    }

    async fn neither_a_password_nor_a_token_is_in_the_database(school: TestApp) {
        let token = school.invitation(school.world.district, "Okoro", StaffRole::DistrictAdmin).await;
        let refresh = school.accept(&token).await.assert(200).text("/refresh_token");
        key_store::keep(&school.hallpass).await.unwrap();
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
