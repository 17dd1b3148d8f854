//! Signing in: right, wrong, and slowed down.

use actix_web::rt;
use chrono::TimeDelta;
use domain::{
    accounts::credentials::{CredentialKind, PersonKind},
    mint::Clock,
    staff::role::StaffRole,
};
use persistence::testing;
use serde_json::json;
use std::collections::BTreeSet;
use tests::{
    accounts::{PASSPHRASE, PASSWORD, to_maple},
    founding, on_each_backend,
    rows::Rows,
};

use crate::accounts::{ACCEPT, CLASS_SIGN_IN, SIGN_IN, audited, sign_in_code};

on_each_backend! {
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

    async fn who_was_dismissed_has_no_secret_any_more_that_a_returning_role_would_bring_to_life(school: TestApp) {
        let okoro = school.admin_with_password("Okoro").await.get("/v1/me").await.text("/id");
        let moore = school.district_admin("Moore").await;
        moore.delete(&format!("/v1/staff/{okoro}")).await.assert(204);
        let sign_in = to_maple("okoro@example.edu", PASSWORD);
        school.anybody().post(SIGN_IN, sign_in.clone()).await.assert_problem(401, "sign_in_failed");
        let mut rows = Rows::of(&school);
        let okoro = rows.id(okoro.parse().unwrap());
        rows.execute(&format!("UPDATE staff_roles SET ends_at = NULL WHERE user_id = {okoro}"));
        school.anybody().post(SIGN_IN, sign_in).await.assert_problem(401, "sign_in_failed");
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
        let mut compared = 0;
        for task in tasks {
            // Whom a busy database turns away had nothing compared.
            let status = task.await.unwrap().status.as_u16();
            assert!([401, 429, 503].contains(&status), "{status}");
            compared += usize::from(status == 401);
        }
        assert!((1..=5).contains(&compared), "{compared}");
    }

    async fn a_student_signs_in_through_an_open_class_and_through_no_other(school: TestApp) {
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
        assert_eq!((me.text("/kind"), me.text("/session_kind")), ("student".to_owned(), "student_personal_device".to_owned()));

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

    async fn a_student_signs_in_from_a_keyboard_of_wide_letters(school: TestApp) {
        let rivera = school.teacher("Rivera").await;
        let class = rivera.class("Games").await;
        school.student_with_passphrase(class, "Ada").await;
        let shown = rivera.get(&format!("/v1/classes/{class}")).await.assert(200);
        let wide = |text: &str| -> String {
            let wide = |sign: char| char::from_u32(u32::from(sign) + 0xFEE0).filter(|_| sign.is_ascii_graphic());
            text.chars().map(|sign| wide(sign).unwrap_or(sign)).chain(['\u{200B}']).collect()
        };
        let body = json!({
            "class_code": wide(&shown.text("/sign_in_code")),
            "username": wide("ada"),
            "passphrase": wide(PASSPHRASE),
        });
        school.anybody().post(CLASS_SIGN_IN, body).await.assert(200);
    }

    async fn after_ten_failures_a_student_needs_the_teacher(school: TestApp) {
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
        let secret = api::accounts::secret_text::SecretText::passphrase(&PASSPHRASE.to_owned().into());
        school.give_secrets(PersonKind::Student, &secret, costlier).await;
        let body = json!({"class_code": code, "username": "ada", "passphrase": PASSPHRASE});
        school.anybody().post(CLASS_SIGN_IN, body.clone()).await.assert(200);
        let (district, now) = (school.world.district, school.clock.now());
        let stored = founding::write(&school.database, district, now, |tx| {
            testing::hashes(tx, CredentialKind::Passphrase)
        }).await.concat();
        assert!(stored.contains("m=8,"), "{stored}");
        school.anybody().post(CLASS_SIGN_IN, body).await.assert(200);
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
}
