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

/// Behind a proxy, where so many accounts may fail from an address as by default.
#[cfg(test)]
fn settings() -> ServiceSettings {
    let limits = Limits {
        failing_accounts_per_address: 20,
        ..generous().limits
    };
    ServiceSettings {
        limits,
        trusted_proxies: vec!["127.0.0.1/32".parse().unwrap()],
        ..generous()
    }
}

/// A school with these settings.
#[cfg(test)]
async fn watchful(backend: Backend) -> TestApp {
    TestApp::start_with(backend, settings()).await
}

/// A member of staff's sign-in to the district with this password.
#[cfg(test)]
async fn adult(school: &TestApp, from: &str, name: &str, password: &str) -> Reply {
    let body = to_maple(&format!("{name}@example.edu"), password);
    sign_in(school, from, "/v1/auth/sign-in", body).await
}

/// A class of thirty, each with a passphrase: its code and their usernames.
#[cfg(test)]
async fn class_of_thirty(school: &TestApp, number: usize) -> (String, Vec<String>) {
    let teacher = school.teacher(&format!("Teacher{number}")).await;
    let class = teacher.class("Coding").await;
    let code = teacher
        .get(&format!("/v1/classes/{class}"))
        .await
        .assert(200)
        .text("/sign_in_code");
    let names: Vec<String> = (0..30)
        .map(|seat| format!("student{number}x{seat}"))
        .collect();
    for name in &names[1..] {
        school.student_in(class, name).await;
    }
    school.student_with_passphrase(class, &names[0]).await;
    (code, names)
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
    async fn a_whole_school_gets_in_on_its_first_morning_and_a_list_of_stolen_passwords_gets_nowhere(school: TestApp) {
        let school = watchful(school.backend).await;
        let mut classes = Vec::new();
        for number in 0..20 {
            classes.push(class_of_thirty(&school, number).await);
        }
        for number in 0..60 {
            school.teacher(&format!("Staff{number}")).await;
        }
        school.give_passwords_to_staff().await;
        // One class copies a wrong code from the board, and one child invents names.
        for name in &classes[0].1 {
            student(&school, AT_SCHOOL, "CDFG2345", name, PASSPHRASE).await.assert_problem(401, "sign_in_failed");
        }
        for number in 0..22 {
            let name = format!("nobody{number}");
            student(&school, AT_SCHOOL, &classes[1].0, &name, "x y z").await.assert_problem(401, "sign_in_failed");
        }
        for (code, names) in &classes {
            for (seat, name) in names.iter().enumerate() {
                if seat % 4 == 0 {
                    let mistyped = student(&school, AT_SCHOOL, code, name, "maple river kit").await;
                    mistyped.assert_problem(401, "sign_in_failed");
                }
                student(&school, AT_SCHOOL, code, name, PASSPHRASE).await.assert(200);
            }
        }
        adult(&school, AT_SCHOOL, "staff0", PASSWORD).await.assert(200);

        let mut tried = 0;
        for number in 0..500 {
            // One of them uses the same password here.
            let password = if number == 41 { PASSWORD } else { "from another site" };
            let reply = adult(&school, ELSEWHERE, &format!("staff{number}"), password).await;
            assert!(!reply.status.is_success(), "{number}");
            tried += usize::from(reply.status == 401);
        }
        assert!(tried <= 40, "{tried}");
    }

    async fn a_class_that_mistypes_as_one_waits_for_nothing(school: TestApp) {
        let school = watchful(school.backend).await;
        let classes = [class_of_thirty(&school, 0).await, class_of_thirty(&school, 1).await];
        for (code, names) in &classes {
            for name in names {
                student(&school, AT_SCHOOL, code, name, "maple river kit").await;
            }
        }
        for (code, names) in &classes {
            for name in names {
                student(&school, AT_SCHOOL, code, name, PASSPHRASE).await.assert(200);
            }
        }
    }

    async fn names_that_no_one_has_keep_no_one_out_and_are_not_told_from_others(school: TestApp) {
        let school = watchful(school.backend).await;
        school.admin_with_password("Okoro").await;
        school.admin_with_password("Moore").await;
        for number in 0..20 {
            let refused = adult(&school, ELSEWHERE, &format!("guess{number}"), "wrong").await;
            refused.assert_problem(401, "sign_in_failed");
        }
        let nobody = adult(&school, ELSEWHERE, "guess20", "wrong").await.assert_problem(429, "too_many_requests");
        assert_eq!(nobody.header("retry-after"), "600");
        let somebody = adult(&school, ELSEWHERE, "moore", "wrong").await.assert_problem(429, "too_many_requests");
        assert_eq!(somebody.body_without_request_id(), nobody.body_without_request_id());
        assert_eq!(somebody.header("retry-after"), nobody.header("retry-after"));
        adult(&school, ELSEWHERE, "okoro", PASSWORD).await.assert(200);
        adult(&school, ELSEWHERE, "moore", PASSWORD).await.assert(200);
        adult(&school, AT_SCHOOL, "guess21", "wrong").await.assert_problem(401, "sign_in_failed");
    }

    async fn who_signed_in_at_school_before_gets_in_there_after_a_restart_whatever_others_do(school: TestApp) {
        let school = watchful(school.backend).await;
        for number in 0..30 {
            school.teacher(&format!("Staff{number}")).await;
        }
        school.give_passwords_to_staff().await;
        adult(&school, AT_SCHOOL, "staff0", PASSWORD).await.assert(200);
        let school = school.restarted(settings()).await;
        for number in 1..=20 {
            adult(&school, AT_SCHOOL, &format!("staff{number}"), "wrong").await.assert_problem(401, "sign_in_failed");
        }
        adult(&school, AT_SCHOOL, "staff21", PASSWORD).await.assert_problem(429, "too_many_requests");
        adult(&school, AT_SCHOOL, "staff0", PASSWORD).await.assert(200);
        adult(&school, AT_SCHOOL, "staff5", PASSWORD).await.assert(200);
        adult(&school, ELSEWHERE, "staff21", PASSWORD).await.assert(200);
        school.clock.advance(TimeDelta::minutes(10));
        adult(&school, AT_SCHOOL, "staff22", PASSWORD).await.assert(200);
    }
}
