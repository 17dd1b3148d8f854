//! What somebody learns, and leaves behind, who guesses.

use chrono::TimeDelta;
use domain::ids::ClassId;
use serde_json::json;
use tests::{
    accounts::{PASSPHRASE, PASSWORD, to_maple},
    app::TestApp,
    on_each_backend,
    persona::Persona,
    rows::Rows,
};

use crate::accounts::{CLASS_SIGN_IN, SIGN_IN, audited};

#[cfg(test)]
async fn code_of(teacher: &Persona, class: ClassId) -> String {
    let shown = teacher.get(&format!("/v1/classes/{class}")).await;
    shown.assert(200).text("/sign_in_code")
}

/// What is seen of so many wrong passphrases, one right after the other.
#[cfg(test)]
async fn course(school: &TestApp, code: &str, username: &str, tries: usize) -> Vec<(u16, String)> {
    let body = json!({"class_code": code, "username": username, "passphrase": "wrong"});
    let mut seen = Vec::new();
    for _ in 0..tries {
        let reply = school.anybody().post(CLASS_SIGN_IN, body.clone()).await;
        seen.push((reply.status.as_u16(), reply.header("retry-after")));
    }
    seen
}

on_each_backend! {
    async fn a_student_of_two_classes_is_delayed_like_a_name_that_nobody_has(school: TestApp) {
        let rivera = school.teacher("Rivera").await;
        let (first, second) = (rivera.class("Games").await, rivera.class("Robots").await);
        let ada = school.student_with_passphrase(first, "Ada").await;
        let joined = rivera.join_code(second, 1, 5).await.text("/code");
        ada.join(&joined).await.assert(200);
        let (first, second) = (code_of(&rivera, first).await, code_of(&rivera, second).await);
        let mut courses = Vec::new();
        for username in ["ada", "nobody"] {
            let mut seen = course(&school, &first, username, 6).await;
            seen.extend(course(&school, &second, username, 6).await);
            // By now ten failures have locked whoever is somebody.
            seen.extend(course(&school, &first, username, 1).await);
            school.clock.advance(TimeDelta::minutes(1));
            seen.extend(course(&school, &second, username, 2).await);
            courses.push(seen);
        }
        assert_eq!(courses[0], courses[1]);
        assert_eq!(courses[0][5], (429, "1".to_owned()));
        let right = json!({"class_code": first, "username": "ada", "passphrase": PASSPHRASE});
        school.clock.advance(TimeDelta::hours(2));
        school.anybody().post(CLASS_SIGN_IN, right).await.assert_problem(401, "sign_in_failed");
    }

    async fn a_student_with_a_new_passphrase_does_not_wait_for_guesses_at_the_old_one(school: TestApp) {
        let rivera = school.teacher("Rivera").await;
        let class = rivera.class("Games").await;
        let ada = school.student_with_passphrase(class, "Ada").await;
        let code = code_of(&rivera, class).await;
        let seen = course(&school, &code, "ada", 12).await;
        assert_eq!(seen[11].0, 429);
        let path = format!("/v1/classes/{class}/students/{}/credential", ada.user);
        school.clock.advance(TimeDelta::milliseconds(500));
        let reset = rivera.post_empty(&path).await.assert(200).text("/passphrase");
        let right = json!({"class_code": code, "username": "ada", "passphrase": reset});
        school.anybody().post(CLASS_SIGN_IN, right).await.assert(200);
        let again = course(&school, &code, "ada", 6).await;
        assert_eq!(again[4].0, 401);
        assert_eq!(again[5].0, 429, "guesses at the new one count");
    }

    async fn that_its_owner_signed_in_does_not_show_on_a_name(school: TestApp) {
        school.admin_with_password("Okoro").await;
        let mut courses = Vec::new();
        for name in ["okoro@example.edu", "nobody@example.edu"] {
            let wrong = to_maple(name, "wrong");
            let mut seen = Vec::new();
            for _ in 0..5 {
                seen.push(school.anybody().post(SIGN_IN, wrong.clone()).await.status);
            }
            school.clock.advance(TimeDelta::seconds(2));
            let owners = school.anybody().post(SIGN_IN, to_maple(name, PASSWORD)).await.status;
            assert_eq!(owners.is_success(), name.starts_with("okoro"));
            school.clock.advance(TimeDelta::seconds(10));
            for _ in 0..2 {
                seen.push(school.anybody().post(SIGN_IN, wrong.clone()).await.status);
            }
            courses.push(seen);
        }
        assert_eq!(courses[0], courses[1]);
    }

    async fn a_guess_names_no_actor_and_the_log_has_every_kind_of_it(school: TestApp) {
        school.admin_with_password("Okoro").await;
        for (name, tries) in [("okoro@example.edu", 9), ("nobody@example.edu", 9)] {
            for _ in 0..tries {
                school.anybody().post(SIGN_IN, to_maple(name, "wrong")).await;
            }
        }
        let mut rows = Rows::of(&school);
        let mut said = |question: &str| {
            let query = format!(
                "SELECT happening AS value FROM audit_events WHERE happening LIKE 'sign_in_%' AND {question} ORDER BY id"
            );
            rows.values(&query)
        };
        let course = [vec!["sign_in_failed"; 5], vec!["sign_in_delayed"]].concat();
        assert_eq!(said("person_id IS NOT NULL"), course, "one delay is noted, not four");
        assert_eq!(said("person_id IS NULL"), course);
        assert!(said("actor_id IS NOT NULL").is_empty(), "whoever guesses is not who is guessed at");

        school.clock.advance(TimeDelta::seconds(1));
        for _ in 0..3 {
            school.anybody().post(SIGN_IN, to_maple("nobody@example.edu", "wrong")).await;
        }
        assert_eq!(audited(&school, "sign_in_delayed"), "3", "and one more after one more failure");
    }

    async fn codes_that_are_none_are_answered_like_those_that_open_nothing(school: TestApp) {
        let unknown = json!({"class_code": "CDFG2345", "username": "ada", "passphrase": "x"});
        let unknown = school.anybody().post(CLASS_SIGN_IN, unknown).await.assert_problem(401, "sign_in_failed");
        for (code, username) in [("\u{0}", "ada"), ("?", "a\u{0}b"), ("CDFG2345", "\u{0}"), ("\u{202E}", "?")] {
            let body = json!({"class_code": code, "username": username, "passphrase": "\u{0}"});
            let refused = school.anybody().post(CLASS_SIGN_IN, body).await.assert_problem(401, "sign_in_failed");
            assert_eq!(refused.body_without_request_id(), unknown.body_without_request_id());
        }
    }
}
