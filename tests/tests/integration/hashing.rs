//! What making secrets costs those who make them.

use api::{config::Limits, service::ServiceSettings};
use serde_json::{Value, json};
use tests::{
    accounts::PASSWORD,
    app::{Backend, TestApp, generous},
    on_each_backend,
};

/// A school in which a caller has a hundred requests a minute.
#[cfg(test)]
async fn thrifty(backend: Backend) -> TestApp {
    let limits = Limits {
        requests_per_caller: 100,
        ..generous().limits
    };
    let settings = ServiceSettings {
        limits,
        ..generous()
    };
    TestApp::start_with(backend, settings).await
}

/// Sixty students, the last of whom chooses a username.
#[cfg(test)]
fn sixty(username: &str) -> Value {
    let mut students = vec![json!({"given_name": "Ada"}); 60];
    students[59] = json!({"given_name": "Zoe", "username": username});
    json!({ "students": students })
}

on_each_backend! {
    async fn a_passphrase_costs_its_maker_a_request_and_a_refusal_or_a_repetition_costs_none(school: TestApp) {
        let school = thrifty(school.backend).await;
        let rivera = school.teacher("Rivera").await;
        let class = rivera.class("Grade 4 Coding").await;
        let path = format!("/v1/classes/{class}/students");
        let sheet = format!("/v1/classes/{class}/credential-sheet");
        rivera.post_once(&path, "k", sixty("zoe")).await.assert(201);
        rivera.post_once(&path, "k", sixty("zoe")).await.assert(201);
        rivera.post(&path, sixty("zoe")).await.assert_problem(409, "already_exists");
        let waits = rivera.post(&sheet, json!({})).await.assert_problem(429, "too_many_requests");
        assert_ne!(waits.header("retry-after"), "");
        rivera.get("/v1/me").await.assert(200);
        school.clock.advance(chrono::TimeDelta::minutes(1));
        rivera.post(&sheet, json!({})).await.assert(200);
    }

    async fn whoever_guesses_at_the_password_of_a_session_pays_for_it(school: TestApp) {
        let school = thrifty(school.backend).await;
        let okoro = school.admin_with_password("Okoro").await;
        let long = "q7Lw ".repeat(100);
        for _ in 0..25 {
            let body = json!({"current_password": PASSWORD, "new_password": long});
            okoro.post("/v1/me/password", body).await.assert_problem(422, "invalid_fields");
        }
        let body = json!({"current_password": PASSWORD, "new_password": long});
        okoro.post("/v1/me/password", body).await.assert_problem(429, "too_many_requests");
    }
}
