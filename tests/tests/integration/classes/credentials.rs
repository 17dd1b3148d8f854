//! New passphrases for students.

use api::housekeeping;
use chrono::TimeDelta;
use domain::accounts::sessions::SessionKind;
use persistence::idempotency::SECRETS_KEPT_FOR;
use serde_json::{Value, json};
use tests::{classes::NOWHERE, founding, on_each_backend, rows::Rows};

on_each_backend! {
    async fn a_new_passphrase_ends_the_students_sessions(school: TestApp) {
        let people = school.people().await;
        let path = format!("/v1/classes/{}/students/{}/credential", people.class, people.ada.user);
        people.ada.get("/v1/me/classes").await.assert(200);
        let slip = people.rivera.post_empty(&path).await.assert(200);
        assert_eq!(slip.text("/username"), "ada");
        assert_eq!(slip.text("/passphrase").split(' ').count(), 3);
        assert_eq!(slip.text("/display_name"), "Ada E.");
        let class = people.rivera.get(&format!("/v1/classes/{}", people.class)).await;
        assert_eq!(slip.text("/sign_in_code"), class.text("/sign_in_code"));
        people.ada.get("/v1/me/classes").await.assert_problem(401, "unauthenticated");

        let another = people.diaz.post_empty(&path).await.assert(200);
        assert_ne!(another.text("/passphrase"), slip.text("/passphrase"));
    }

    async fn a_slip_opens_the_account_and_the_slip_before_it_does_not(school: TestApp) {
        let people = school.people().await;
        let students = format!("/v1/classes/{}/students", people.class);
        let created = people.rivera.post(&students, json!({"students": [{"given_name": "Bo"}]})).await.assert(201);
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
        let second = people.rivera.post_empty(&path).await.assert(200).json();
        sign_in(&first).await.assert_problem(401, "sign_in_failed");
        sign_in(&second).await.assert(200);
        let sheet = people.rivera.post(&format!("/v1/classes/{}/credential-sheet", people.class), json!({})).await.assert(200);
        sign_in(&second).await.assert_problem(401, "sign_in_failed");
        for slip in sheet.json()["students"].as_array().unwrap() {
            sign_in(slip).await.assert(200);
        }
    }

    async fn a_passphrase_of_a_student_of_two_schools_is_the_districts_to_hand_out(school: TestApp) {
        let people = school.people().await;
        let lindqvist = school.teacher_at_other_school("Lindqvist").await;
        let classes = format!("/v1/schools/{}/classes", school.world.other_school);
        let theirs = lindqvist.post(&classes, json!({"title": "Music"})).await.assert(201).id("/id");
        let ada = people.ada.user;
        let joined = json!({"student_id": ada.uuid()});
        people.moore.post(&format!("/v1/classes/{theirs}/enrollments"), joined).await.assert(201);
        let through = |class| format!("/v1/classes/{class}/students/{ada}/credential");
        lindqvist.post_empty(&through(theirs)).await.assert_conflict("passphrase_beyond_reach");
        people.rivera.post_empty(&through(people.class)).await.assert_conflict("passphrase_beyond_reach");
        people.diaz.post_empty(&through(people.class)).await.assert_conflict("passphrase_beyond_reach");
        people.ada.get("/v1/me/classes").await.assert(200);
        let sheet = format!("/v1/classes/{}/credential-sheet", people.class);
        let printed = people.rivera.post(&sheet, json!({})).await.assert(200).json();
        assert!(printed["students"].as_array().unwrap().iter().all(|slip| slip["student_id"] != json!(ada)));
        let named = json!({"student_ids": [ada.uuid()]});
        people.rivera.post(&sheet, named.clone()).await.assert_problem(422, "invalid_fields");
        people.ada.get("/v1/me/classes").await.assert(200);
        people.moore.post(&sheet, named).await.assert(200);
        people.moore.post_empty(&through(theirs)).await.assert(200);
        // Who is at one school only is their school's again.
        lindqvist.delete(&format!("/v1/classes/{theirs}/students/{ada}")).await.assert(204);
        people.rivera.post_empty(&through(people.class)).await.assert(200);
    }

    /// FER-04, D3: what opens the account of a student of one school is that school's to hand out.
    async fn the_district_hands_out_no_passphrase_of_a_student_of_one_school(school: TestApp) {
        let people = school.people().await;
        let of_class = format!("/v1/classes/{}", people.class);
        let reset = format!("{of_class}/students/{}/credential", people.ada.user);
        people.moore.post_empty(&reset).await.assert_conflict("passphrase_beyond_reach");
        let sheet = format!("{of_class}/credential-sheet");
        let named = json!({"student_ids": [people.ada.user.uuid()]});
        people.moore.post(&sheet, named).await.assert_problem(422, "invalid_fields");
        let printed = people.moore.post(&sheet, json!({})).await.assert(200).json();
        assert_eq!(printed["students"], json!([]));
        people.ada.get("/v1/me/classes").await.assert(200);
        people.diaz.post_empty(&reset).await.assert(200);
    }

    async fn a_passphrase_is_reset_through_a_class_that_the_student_is_in(school: TestApp) {
        let people = school.people().await;
        let ada = people.ada.user;
        people.refuses(&[&people.chen, &people.kim], async |person, class| {
            person.post_empty(&format!("/v1/classes/{class}/students/{ada}/credential")).await
        }).await;
        let path = format!("/v1/classes/{}/students/{ada}", people.class);
        let absent = format!("/v1/classes/{}/students/{NOWHERE}/credential", people.class);
        people.rivera.post_empty(&absent).await.assert_problem(404, "not_found");
        people.ada.get("/v1/me/classes").await.assert(200);

        people.rivera.delete(&path).await.assert(204);
        people.rivera.post_empty(&format!("{path}/credential")).await.assert_problem(404, "not_found");
        people.diaz.post_empty(&format!("{path}/credential")).await.assert_problem(404, "not_found");
        people.ada.get("/v1/me/classes").await.assert(200);
    }

    async fn a_repeated_reset_shows_the_same_passphrase(school: TestApp) {
        let people = school.people().await;
        let path = format!("/v1/classes/{}/credential-sheet", people.class);
        let first = people.rivera.post_once(&path, "k-1", json!({})).await.assert(200);
        let again = people.rivera.post_once(&path, "k-1", json!({})).await.assert(200);
        assert_eq!(first.body, again.body);
        assert_eq!(again.header("idempotent-replayed"), "true");
    }

    async fn secrets_can_be_repeated_for_ten_minutes_and_each_repetition_is_in_the_log(school: TestApp) {
        let people = school.people().await;
        let path = format!("/v1/classes/{}/credential-sheet", people.class);
        let shown = |rows: &mut Rows| {
            let sent = rows.values("SELECT CAST(count(*) AS text) AS value FROM audit_events WHERE happening = 'print_credentials'");
            sent[0].clone()
        };
        let mut rows = Rows::of(&school);
        let first = people.rivera.post_once(&path, "k-1", json!({})).await.assert(200);
        assert_eq!(shown(&mut rows), "1");
        school.clock.advance(SECRETS_KEPT_FOR - TimeDelta::seconds(1));
        let again = people.rivera.post_once(&path, "k-1", json!({})).await.assert(200);
        assert_eq!(first.body, again.body);
        assert_eq!(shown(&mut rows), "2");

        school.clock.advance(TimeDelta::seconds(1));
        let rivera = school.again(&people.rivera, SessionKind::Staff).await;
        rivera.post_once(&path, "k-1", json!({})).await.assert_conflict("answer_gone");
        let slip = first.json()["students"][0].clone();
        let claim = json!({"class_code": slip["sign_in_code"], "username": slip["username"], "passphrase": slip["passphrase"]});
        school.anybody().post("/v1/auth/class-sign-in", claim).await.assert(200);
        housekeeping::sweep(founding::installation(), &school.hallpass).await.unwrap();
        assert_eq!(rows.values("SELECT key AS value FROM idempotency_keys WHERE body IS NOT NULL"), Vec::<String>::new());
        rivera.post_once(&path, "k-1", json!({})).await.assert_conflict("answer_gone");
    }

    async fn secrets_do_not_outlive_the_key_of_the_student_whose_they_are(school: TestApp) {
        let people = school.people().await;
        let path = format!("/v1/classes/{}/students/{}/credential", people.class, people.ada.user);
        people.rivera.post_empty_once(&path, "k-1").await.assert(200);
        people.rivera.post_empty_once(&path, "k-1").await.assert(200);
        let mut rows = Rows::of(&school);
        let ada = rows.id(people.ada.user.uuid());
        rows.execute(&format!("DELETE FROM subject_keys WHERE subject_id = {ada}"));
        people.rivera.post_empty_once(&path, "k-1").await.assert_conflict("answer_gone");
    }

    async fn the_database_alone_does_not_say_that_two_people_asked_for_the_same(school: TestApp) {
        let people = school.people().await;
        let path = format!("/v1/classes/{}/students/{}/credential", people.class, people.ada.user);
        people.rivera.post_empty_once(&path, "k-1").await.assert(200);
        people.rivera.post_empty_once(&path, "k-2").await.assert(200);
        people.diaz.post_empty_once(&path, "k-1").await.assert(200);
        let distinct = "SELECT CAST(count(DISTINCT fingerprint) AS text) AS value FROM idempotency_keys";
        assert_eq!(Rows::of(&school).values(distinct), ["3"]);
    }

    async fn an_answer_is_repeated_for_the_same_action_only(school: TestApp) {
        let people = school.people().await;
        let path = format!("/v1/classes/{}/students/{}/credential", people.class, people.ada.user);
        people.rivera.post_empty_once(&path, "k-1").await.assert(200);
        people.diaz.post_empty_once(&path, "k-1").await.assert(200);
        let sheet = format!("/v1/classes/{}/credential-sheet", people.class);
        people.rivera.post_once(&sheet, "k-1", json!({})).await.assert_problem(422, "idempotency_key_reused");
    }

    async fn a_sheet_has_a_slip_for_every_student_who_is_named_or_for_all(school: TestApp) {
        let people = school.people().await;
        let bo = people.rivera.enrol(people.class, "Bo", "Chang").await;
        let path = format!("/v1/classes/{}/credential-sheet", people.class);

        let one = people.rivera.post(&path, json!({"student_ids": [bo.uuid()]})).await.assert(200);
        assert_eq!(one.json()["students"].as_array().unwrap().len(), 1);
        assert_eq!(one.text("/students/0/student_id"), bo.to_string());
        people.ada.get("/v1/me/classes").await.assert(200);

        let all = people.diaz.post(&path, json!({})).await.assert(200);
        assert_eq!(all.json()["students"].as_array().unwrap().len(), 2);
        people.ada.get("/v1/me/classes").await.assert_problem(401, "unauthenticated");
    }

    async fn a_sheet_is_for_students_of_the_class_alone(school: TestApp) {
        let people = school.people().await;
        people.refuses(&[&people.chen, &people.kim, &people.ada], async |person, class| {
            person.post(&format!("/v1/classes/{class}/credential-sheet"), json!({})).await
        }).await;
        let path = format!("/v1/classes/{}/credential-sheet", people.class);
        let theirs = people.strangers[0].class("Robots").await;
        let bo = people.strangers[0].enrol(theirs, "Bo", "Chang").await;
        let ada = people.ada.user.uuid();
        let elsewhere = json!({"student_ids": [ada, bo.uuid()]});
        let nobody = json!({"student_ids": [ada, NOWHERE]});
        let twice = json!({"student_ids": [ada, ada]});
        for wrong in [elsewhere, nobody, twice] {
            let refused = people.rivera.post(&path, wrong).await.assert_problem(422, "invalid_fields");
            assert_eq!(refused.text("/errors/0/pointer"), "/student_ids/1");
        }
        people.rivera.post(&path, json!({"student_ids": []})).await.assert_problem(422, "invalid_fields");
        people.ada.get("/v1/me/classes").await.assert(200);
    }
}
