//! Sessions: refreshed, listed, ended.

use actix_web::http::Method;
use chrono::TimeDelta;
use domain::staff::role::StaffRole;
use serde_json::{Value, json};
use std::collections::BTreeSet;
use tests::{
    accounts::{PASSWORD, to_maple},
    on_each_backend,
};

use crate::accounts::{SIGN_IN, at_once, audited, live_leaves};

on_each_backend! {
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
}
