//! Devices on which an account was signed in to, and strangers who try to lock it.

use chrono::TimeDelta;
use domain::ids::ClassId;
use serde_json::{Value, json};
use tests::{
    accounts::{PASSPHRASE, PASSWORD, to_maple},
    app::TestApp,
    on_each_backend,
    persona::Persona,
    reply::Reply,
    rows::Rows,
};

use crate::accounts::{CLASS_SIGN_IN, SIGN_IN};

/// A class with these students, each with a passphrase: its code.
#[cfg(test)]
async fn class_of(school: &TestApp, names: &[String]) -> (Persona, ClassId, String) {
    let rivera = school.teacher("Rivera").await;
    let class = rivera.class("Games").await;
    let code = rivera
        .get(&format!("/v1/classes/{class}"))
        .await
        .assert(200)
        .text("/sign_in_code");
    for name in &names[1..] {
        school.student_in(class, name).await;
    }
    school.student_with_passphrase(class, &names[0]).await;
    (rivera, class, code)
}

#[cfg(test)]
async fn on(school: &TestApp, device: &str, path: &str, mut body: Value) -> Reply {
    if !device.is_empty() {
        body["device_token"] = json!(device);
    }
    school.anybody().post(path, body).await
}

#[cfg(test)]
async fn student(
    school: &TestApp,
    device: &str,
    code: &str,
    name: &str,
    passphrase: &str,
) -> Reply {
    let body = json!({"class_code": code, "username": name, "passphrase": passphrase});
    on(school, device, CLASS_SIGN_IN, body).await
}

#[cfg(test)]
async fn adult(school: &TestApp, device: &str, name: &str, password: &str) -> Reply {
    on(
        school,
        device,
        SIGN_IN,
        to_maple(&format!("{name}@example.edu"), password),
    )
    .await
}

#[cfg(test)]
fn names(count: usize) -> Vec<String> {
    (0..count)
        .map(|number| format!("student{number}"))
        .collect()
}

on_each_backend! {
    async fn a_class_that_strangers_lock_gets_in_on_the_device_that_it_shares(school: TestApp) {
        let names = names(3);
        let (_, _, code) = class_of(&school, &names).await;
        let mut device = String::new();
        for name in &names {
            let tokens = student(&school, &device, &code, name, PASSPHRASE).await.assert(200);
            if !device.is_empty() {
                assert_eq!(tokens.text("/device_token"), device, "the device is known and keeps its token");
            }
            device = tokens.text("/device_token");
            let out = school.bearer(&tokens.text("/access_token"));
            out.post_empty("/v1/auth/sign-out").await.assert(204);
        }
        for name in &names {
            for _ in 0..12 {
                school.clock.advance(TimeDelta::minutes(2));
                student(&school, "", &code, name, "x y z").await.assert_problem(401, "sign_in_failed");
            }
            student(&school, "", &code, name, PASSPHRASE).await.assert(429);
        }
        school.clock.advance(TimeDelta::minutes(20));
        for name in &names {
            student(&school, "", &code, name, PASSPHRASE).await.assert_problem(401, "sign_in_failed");
            student(&school, &device, &code, name, PASSPHRASE).await.assert(200);
        }
        school.clock.advance(TimeDelta::hours(1));
        student(&school, "", &code, &names[0], PASSPHRASE).await.assert(200);
    }

    async fn an_adult_gets_in_on_a_known_device_whatever_is_tried_elsewhere(school: TestApp) {
        let token = school.invitation(school.world.district, "Okoro", domain::staff::role::StaffRole::DistrictAdmin).await;
        let device = school.accept(&token).await.assert(200).text("/device_token");
        for _ in 0..96 {
            school.clock.advance(TimeDelta::minutes(15));
            adult(&school, "", "okoro", "wrong").await.assert_problem(401, "sign_in_failed");
            adult(&school, "", "okoro", "wrong").await;
        }
        adult(&school, "", "okoro", PASSWORD).await.assert_problem(429, "too_many_requests");
        let again = adult(&school, &device, "okoro", PASSWORD).await.assert(200);
        assert_eq!(again.text("/device_token"), device);
        let refreshed = school.refresh(&again.text("/refresh_token")).await.assert(200);
        assert_eq!(refreshed.json()["device_token"], Value::Null);
    }

    async fn a_known_device_has_failures_of_its_own_and_too_many_make_it_a_stranger(school: TestApp) {
        let names = names(1);
        let (_, _, code) = class_of(&school, &names).await;
        let sign_in = async |device: &str, passphrase: &str| {
            student(&school, device, &code, &names[0], passphrase).await
        };
        let device = sign_in("", PASSPHRASE).await.assert(200).text("/device_token");
        for _ in 0..5 {
            sign_in(&device, "x y z").await.assert_problem(401, "sign_in_failed");
        }
        assert_eq!(sign_in(&device, PASSPHRASE).await.assert(429).header("retry-after"), "1");
        for _ in 5..10 {
            school.clock.advance(TimeDelta::minutes(1));
            sign_in(&device, "x y z").await.assert_problem(401, "sign_in_failed");
        }
        for _ in 0..5 {
            sign_in(&device, "x y z").await.assert_problem(401, "sign_in_failed");
        }
        sign_in("", PASSPHRASE).await.assert_problem(429, "too_many_requests");
        school.clock.advance(TimeDelta::minutes(1));
        sign_in(&device, PASSPHRASE).await.assert(200);
    }

    async fn a_hundred_failures_lock_everybody_out_until_a_reset(school: TestApp) {
        let names = names(1);
        let (rivera, class, code) = class_of(&school, &names).await;
        let device = student(&school, "", &code, &names[0], PASSPHRASE).await.assert(200).text("/device_token");
        Rows::of(&school).execute("UPDATE credentials SET failures = 10, known_failures = 89");
        student(&school, &device, &code, &names[0], "x y z").await.assert_problem(401, "sign_in_failed");
        student(&school, &device, &code, &names[0], PASSPHRASE).await.assert_problem(401, "sign_in_failed");
        let slip = rivera.get(&format!("/v1/classes/{class}/students")).await.assert(200).text("/data/0/id");
        let path = format!("/v1/classes/{class}/students/{slip}/credential");
        let reset = rivera.post_empty(&path).await.assert(200).text("/passphrase");
        student(&school, &device, &code, &names[0], &reset).await.assert(200);
    }

    async fn whoever_goes_through_a_class_is_stopped_after_a_few_and_locks_no_more(school: TestApp) {
        let names = names(28);
        let (_, _, code) = class_of(&school, &names).await;
        for _ in 0..12 {
            for name in &names {
                student(&school, "", &code, name, "x y z").await;
            }
            school.clock.advance(TimeDelta::seconds(40));
        }
        let locked = "SELECT CAST(count(*) AS text) AS value FROM credentials WHERE failures >= 10";
        assert_eq!(Rows::of(&school).values(locked).concat(), "8");
        school.clock.advance(TimeDelta::minutes(10));
        for name in &names[8..16] {
            student(&school, "", &code, name, PASSPHRASE).await.assert(200);
        }
    }

    async fn the_token_of_another_device_tells_nothing_about_a_name(school: TestApp) {
        let names = names(2);
        let (_, _, code) = class_of(&school, &names).await;
        let device = student(&school, "", &code, &names[0], PASSPHRASE).await.assert(200).text("/device_token");
        let mut courses = Vec::new();
        for name in [names[1].as_str(), "nobody"] {
            let mut seen = Vec::new();
            for _ in 0..7 {
                let reply = student(&school, &device, &code, name, "x y z").await;
                seen.push((reply.status.as_u16(), reply.header("retry-after")));
            }
            courses.push(seen);
        }
        assert_eq!(courses[0], courses[1]);
        assert_eq!(courses[0][5], (429, "1".to_owned()));
    }

    async fn what_is_no_token_of_the_organization_is_a_device_that_is_not_known(school: TestApp) {
        school.admin_with_password("Okoro").await;
        let elsewhere = school.invitation(domain::ids::PLATFORM, "Moore", domain::staff::role::StaffRole::PlatformOperator).await;
        let elsewhere = school.accept(&elsewhere).await.assert(200).text("/device_token");
        let forged = format!("hpd_{}", "A".repeat(64));
        for device in [elsewhere.as_str(), &forged, "hpd_", "\u{0}"] {
            let tokens = adult(&school, device, "okoro", PASSWORD).await.assert(200);
            assert_ne!(tokens.text("/device_token"), device);
        }
        for _ in 0..30 {
            school.clock.advance(TimeDelta::seconds(1));
            adult(&school, "", "okoro", PASSWORD).await.assert(200);
        }
        let known = "SELECT CAST(count(*) AS text) AS value FROM known_devices WHERE organization_id IN
            (SELECT organization_id FROM users WHERE id IN (SELECT user_id FROM sessions)) GROUP BY user_id ORDER BY 1 DESC";
        assert_eq!(Rows::of(&school).values(known)[0], "20", "the twenty that were used last");
    }
}
