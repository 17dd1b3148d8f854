//! New passphrases for students.

use serde_json::{Value, json};
use tests::{classes::NOWHERE, on_each_backend};

on_each_backend! {
    async fn a_new_passphrase_ends_the_students_sessions(school: TestApp) {
        let cast = school.cast().await;
        let path = format!("/v1/classes/{}/students/{}/credential", cast.class, cast.ada.user);
        cast.ada.get("/v1/me/classes").await.assert(200);
        let slip = cast.rivera.post_empty(&path).await.assert(200);
        assert_eq!(slip.text("/username"), "ada");
        assert_eq!(slip.text("/passphrase").split(' ').count(), 3);
        assert_eq!(slip.text("/display_name"), "Ada E.");
        let class = cast.rivera.get(&format!("/v1/classes/{}", cast.class)).await;
        assert_eq!(slip.text("/sign_in_code"), class.text("/sign_in_code"));
        cast.ada.get("/v1/me/classes").await.assert_problem(401, "unauthenticated");

        let another = cast.diaz.post_empty(&path).await.assert(200);
        assert_ne!(another.text("/passphrase"), slip.text("/passphrase"));
    }

    async fn a_slip_opens_the_account_and_the_slip_before_it_does_not(school: TestApp) {
        let cast = school.cast().await;
        let students = format!("/v1/classes/{}/students", cast.class);
        let created = cast.rivera.post(&students, json!({"students": [{"given_name": "Bo"}]})).await.assert(201);
        let first = created.json()["students"][0].clone();
        let path = format!("{students}/{}/credential", created.text("/students/0/student_id"));
        let sign_in = async |slip: &Value| {
            let claim = json!({
                "class_code": slip["sign_in_code"],
                "username": slip["username"],
                "passphrase": slip["passphrase"],
            });
            school.anybody().post("/v1/auth/class-sign-in", claim).await
        };
        sign_in(&first).await.assert(200);
        let second = cast.rivera.post_empty(&path).await.assert(200).json();
        sign_in(&first).await.assert_problem(401, "sign_in_failed");
        sign_in(&second).await.assert(200);
        let sheet = cast.rivera.post(&format!("/v1/classes/{}/credential-sheet", cast.class), json!({})).await.assert(200);
        sign_in(&second).await.assert_problem(401, "sign_in_failed");
        for slip in sheet.json()["students"].as_array().unwrap() {
            sign_in(slip).await.assert(200);
        }
    }

    async fn a_passphrase_is_reset_through_a_class_that_the_student_is_in(school: TestApp) {
        let cast = school.cast().await;
        let ada = cast.ada.user;
        cast.refuses(&[&cast.chen, &cast.kim, &cast.moore], async |person, class| {
            person.post_empty(&format!("/v1/classes/{class}/students/{ada}/credential")).await
        }).await;
        let path = format!("/v1/classes/{}/students/{ada}", cast.class);
        let absent = format!("/v1/classes/{}/students/{NOWHERE}/credential", cast.class);
        cast.rivera.post_empty(&absent).await.assert_problem(404, "not_found");
        cast.ada.get("/v1/me/classes").await.assert(200);

        cast.rivera.delete(&path).await.assert(204);
        cast.rivera.post_empty(&format!("{path}/credential")).await.assert_problem(404, "not_found");
        cast.diaz.post_empty(&format!("{path}/credential")).await.assert_problem(404, "not_found");
        cast.ada.get("/v1/me/classes").await.assert(200);
    }

    async fn a_repeated_reset_shows_the_same_passphrase(school: TestApp) {
        let cast = school.cast().await;
        let path = format!("/v1/classes/{}/credential-sheet", cast.class);
        let first = cast.rivera.post_once(&path, "k-1", json!({})).await.assert(200);
        let again = cast.rivera.post_once(&path, "k-1", json!({})).await.assert(200);
        assert_eq!(first.body, again.body);
        assert_eq!(again.header("idempotent-replayed"), "true");
    }

    async fn a_sheet_has_a_slip_for_every_student_who_is_named_or_for_all(school: TestApp) {
        let cast = school.cast().await;
        let bo = cast.rivera.enrol(cast.class, "Bo", "Chang").await;
        let path = format!("/v1/classes/{}/credential-sheet", cast.class);

        let one = cast.rivera.post(&path, json!({"student_ids": [bo.uuid()]})).await.assert(200);
        assert_eq!(one.json()["students"].as_array().unwrap().len(), 1);
        assert_eq!(one.text("/students/0/student_id"), bo.to_string());
        cast.ada.get("/v1/me/classes").await.assert(200);

        let all = cast.diaz.post(&path, json!({})).await.assert(200);
        assert_eq!(all.json()["students"].as_array().unwrap().len(), 2);
        cast.ada.get("/v1/me/classes").await.assert_problem(401, "unauthenticated");
    }

    async fn a_sheet_is_for_students_of_the_class_alone(school: TestApp) {
        let cast = school.cast().await;
        cast.refuses(&[&cast.chen, &cast.kim, &cast.moore, &cast.ada], async |person, class| {
            person.post(&format!("/v1/classes/{class}/credential-sheet"), json!({})).await
        }).await;
        let path = format!("/v1/classes/{}/credential-sheet", cast.class);
        let theirs = cast.strangers[0].class("Robots").await;
        let bo = cast.strangers[0].enrol(theirs, "Bo", "Chang").await;
        let ada = cast.ada.user.uuid();
        let elsewhere = json!({"student_ids": [ada, bo.uuid()]});
        let nobody = json!({"student_ids": [ada, NOWHERE]});
        let twice = json!({"student_ids": [ada, ada]});
        for wrong in [elsewhere, nobody, twice] {
            let refused = cast.rivera.post(&path, wrong).await.assert_problem(422, "invalid_fields");
            assert_eq!(refused.text("/errors/0/pointer"), "/student_ids/1");
        }
        cast.rivera.post(&path, json!({"student_ids": []})).await.assert_problem(422, "invalid_fields");
        cast.ada.get("/v1/me/classes").await.assert(200);
    }
}
