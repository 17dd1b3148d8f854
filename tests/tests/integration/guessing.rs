//! Guessing at many accounts from one network (G-BF2), beside a school that signs in.

use actix_web::http::Method;
use api::{config::Limits, service::ServiceSettings};
use chrono::TimeDelta;
use serde_json::{Value, json};
use tests::{
    accounts::{PASSPHRASE, PASSWORD, to_maple},
    app::{Backend, TestApp, generous},
    on_each_backend,
    reply::Reply,
};

const AT_SCHOOL: &str = "203.0.113.9";
const ELSEWHERE: &str = "198.51.100.9";

/// A school behind a proxy, where so many accounts may fail from an address as by default.
#[cfg(test)]
async fn watchful(backend: Backend) -> TestApp {
    let limits = Limits {
        failing_accounts_per_address: 20,
        ..generous().limits
    };
    let settings = ServiceSettings {
        limits,
        trusted_proxies: vec!["127.0.0.1/32".parse().unwrap()],
        ..generous()
    };
    TestApp::start_with(backend, settings).await
}

#[cfg(test)]
async fn sign_in(school: &TestApp, from: &str, path: &str, body: Value) -> Reply {
    let headers = [
        ("Content-Type", "application/json"),
        ("X-Forwarded-For", from),
    ];
    let body = body.to_string().into_bytes();
    school
        .anybody()
        .send(Method::POST, path, &headers, body)
        .await
}

/// A student's sign-in with this passphrase.
#[cfg(test)]
async fn student(school: &TestApp, from: &str, code: &str, name: &str, passphrase: &str) -> Reply {
    let body = json!({"class_code": code, "username": name, "passphrase": passphrase});
    sign_in(school, from, "/v1/auth/class-sign-in", body).await
}

on_each_backend! {
    async fn sixty_students_behind_one_address_sign_in_though_five_mistype(school: TestApp) {
        let school = watchful(school.backend).await;
        let rivera = school.teacher("Rivera").await;
        let class = rivera.class("Grade 4 Coding").await;
        let code = rivera.get(&format!("/v1/classes/{class}")).await.assert(200).text("/sign_in_code");
        let names: Vec<String> = (0..60).map(|number| format!("student{number}")).collect();
        for name in &names[1..] {
            school.student_in(class, name).await;
        }
        school.student_with_passphrase(class, &names[0]).await;
        for name in &names[..5] {
            for _ in 0..3 {
                student(&school, AT_SCHOOL, &code, name, "maple river kit").await.assert(401);
            }
        }
        for name in &names {
            student(&school, AT_SCHOOL, &code, name, PASSPHRASE).await.assert(200);
        }
        // A prankster at the school keeps nobody out who got in from there before.
        for number in 0..60 {
            student(&school, AT_SCHOOL, &code, &format!("nobody{number}"), "x y z").await;
        }
        student(&school, AT_SCHOOL, &code, "nobody60", "x y z").await.assert_problem(429, "too_many_requests");
        for name in &names {
            student(&school, AT_SCHOOL, &code, name, PASSPHRASE).await.assert(200);
        }
    }

    async fn a_list_of_stolen_passwords_gets_no_further_than_twenty_accounts(school: TestApp) {
        let school = watchful(school.backend).await;
        school.admin_with_password("Okoro").await;
        let guess = |from: &'static str, number: usize| {
            sign_in(&school, from, "/v1/auth/sign-in", to_maple(&format!("guess{number}@example.edu"), PASSWORD))
        };
        for number in 0..20 {
            guess(ELSEWHERE, number).await.assert_problem(401, "sign_in_failed");
        }
        let refused = guess(ELSEWHERE, 20).await.assert_problem(429, "too_many_requests");
        assert_eq!(refused.header("retry-after"), "600");
        // Whether there is such an account makes no difference, and the other road is closed too.
        let okoro = || to_maple("okoro@example.edu", PASSWORD);
        let existing = sign_in(&school, ELSEWHERE, "/v1/auth/sign-in", okoro()).await;
        let existing = existing.assert_problem(429, "too_many_requests");
        assert_eq!(existing.body_without_request_id(), refused.body_without_request_id());
        student(&school, ELSEWHERE, "7KQ2-M9XD", "ada", "x y z").await.assert(429);

        guess(AT_SCHOOL, 20).await.assert(401);
        sign_in(&school, AT_SCHOOL, "/v1/auth/sign-in", okoro()).await.assert(200);
        school.clock.advance(TimeDelta::minutes(10));
        sign_in(&school, ELSEWHERE, "/v1/auth/sign-in", okoro()).await.assert(200);
    }
}
