//! A class of a school without an agreement: aliases, and nothing that tells who anybody is (SCH-04).

use chrono::TimeDelta;
use domain::staff::role::StaffRole;
use serde_json::{Value, json};
use tests::{
    app::TestApp,
    learning::{Events, StarterCourse},
    on_each_backend,
    rosters::{count, word},
};

const REPORT: &str = "/v1/progress/events";

#[cfg(test)]
async fn only_parents(school: &TestApp) {
    let olsen = school.operator("Olsen").await;
    let path = format!("/v1/organizations/{}", school.world.district);
    let etag = olsen.get(&path).await.assert(200).header("etag");
    let body = json!({"consent_mode": "parent_consent_only"});
    olsen.patch(&path, &etag, body).await.assert(200);
}

on_each_backend! {
    async fn sch_04_students_of_a_sandbox_get_an_alias_and_no_name(school: TestApp) {
        let sandbox = school.sandbox().await;
        let (class, rivera) = (sandbox.class, &sandbox.rivera);
        let shown = rivera.get(&format!("/v1/classes/{class}?include=sandbox")).await.assert(200);
        assert_eq!(shown.text("/kind"), "sandbox");
        assert_eq!(shown.text("/banner"), "agreement_needed");
        assert_eq!(shown.json()["sandbox"]["seats_left"], 40);
        assert_eq!(shown.text("/sandbox/purge_at"), "2026-10-21T15:00:00Z");

        let created = rivera.create_aliases(class, 3).await.assert(201);
        let slip = &created.json()["students"][0];
        assert_eq!(slip["display_name"].as_str().unwrap().split(' ').count(), 3);
        assert_eq!(slip["passphrase"].as_str().unwrap().split(' ').count(), 3);
        let path = format!("/v1/classes/{class}/students");
        let listed = rivera.get(&path).await.assert(200).rows();
        assert_eq!(listed.len(), 3);
        for student in &listed {
            let unsaid = ["given_name", "family_name", "grade_level"].map(|it| &student[it]);
            assert_eq!(unsaid, [&Value::Null; 3]);
        }
        let mut aliases: Vec<&str> = listed.iter().map(|it| it["display_name"].as_str().unwrap()).collect();
        aliases.sort_unstable();
        aliases.dedup();
        assert_eq!(aliases.len(), 3);
        let again = rivera.get(&format!("/v1/classes/{class}?include=sandbox")).await.assert(200);
        assert_eq!(again.json()["sandbox"]["seats_left"], 37);
        let mine = rivera.get("/v1/me/classes?include=sandbox").await.assert(200).rows();
        assert_eq!(mine[0]["sandbox"]["seats_left"], 37);
        let ground = "enrollments JOIN grounds ON grounds.id = collected_under WHERE grounds.kind = 'sandbox'";
        assert_eq!(count(&school, ground), 3);

        let alias = school.student(created.id("/students/0/student_id")).await;
        let seen = alias.get(&format!("/v1/classes/{class}")).await.assert(200).json();
        assert_eq!((&seen["kind"], &seen["banner"]), (&json!("sandbox"), &Value::Null));
    }

    async fn sch_04_nobody_gets_a_name_in_a_sandbox(school: TestApp) {
        let sandbox = school.sandbox().await;
        let (class, rivera, diaz) = (sandbox.class, &sandbox.rivera, &sandbox.diaz);
        let alias = rivera.alias_in(class).await;
        let students = format!("/v1/classes/{class}/students");
        let ada = json!({"students": [{"given_name": "Ada", "family_name": "Lovelace"}]});
        let refused = rivera.post(&students, ada.clone()).await.assert_conflict("sandbox_class");
        assert_eq!(refused.text("/rule"), "SCH-04");
        rivera.has_attested(class).await;
        rivera.post(&students, ada).await.assert_conflict("sandbox_class");

        let student = format!("{students}/{}", alias.user);
        let etag = rivera.get(&student).await.assert(200).header("etag");
        let surname = json!({"family_name": "Lovelace"});
        let refused = rivera.patch(&student, &etag, surname).await.assert_conflict("sandbox_student");
        assert_eq!(refused.text("/rule"), "SCH-04");
        let login = json!({"username": "ada.lovelace"});
        let refused = diaz.patch(&format!("{student}/login"), "*", login).await;
        refused.assert_conflict("sandbox_student");
        let born = json!({"born": "2016"});
        rivera.post(&format!("{student}/age/statements"), born).await.assert_conflict("sandbox_student");

        let code = json!({"expires_in_hours": 24, "max_uses": 30});
        let refused = rivera.post(&format!("/v1/classes/{class}/join-codes"), code).await;
        refused.assert_conflict("sandbox_class");
    }

    async fn sch_04_a_student_of_a_sandbox_comes_into_no_other_class_and_no_other_into_it(school: TestApp) {
        let sandbox = school.sandbox().await;
        let alias = sandbox.rivera.alias_in(sandbox.class).await;
        let chen = school.teacher("Chen").await;
        let robots = chen.class("Robots").await;
        let ada = school.student_in(robots, "Ada").await;
        let moore = school.district_admin("Moore").await;

        let enroll = |class| format!("/v1/classes/{class}/enrollments");
        let of = |student: &tests::persona::Persona| json!({"student_id": student.user.to_string()});
        moore.post(&enroll(robots), of(&alias)).await.assert_conflict("sandbox_student");
        moore.post(&enroll(sandbox.class), of(&ada)).await.assert_conflict("sandbox_class");
        let code = chen.join_code(robots, 24, 30).await.text("/code");
        alias.join(&code).await.assert_conflict("sandbox_student");
    }

    async fn sch_04_the_forty_first_student_has_no_seat(school: TestApp) {
        let sandbox = school.sandbox().await;
        let (class, rivera) = (sandbox.class, &sandbox.rivera);
        rivera.create_aliases(class, 41).await.assert_conflict("sandbox_full");
        let created = rivera.create_aliases(class, 40).await.assert(201);
        let refused = rivera.create_aliases(class, 1).await.assert_conflict("sandbox_full");
        assert_eq!(refused.text("/rule"), "SCH-04");
        let usernames: std::collections::BTreeSet<String> = created.json()["students"].as_array().unwrap()
            .iter().map(|slip| slip["username"].as_str().unwrap().to_owned()).collect();
        assert_eq!(usernames.len(), 40);

        // Who left still has a seat; who was removed has none.
        school.clock.advance(TimeDelta::seconds(1));
        let student = |place: usize| {
            let id = created.text(&format!("/students/{place}/student_id"));
            format!("/v1/classes/{class}/students/{id}")
        };
        rivera.delete(&student(0)).await.assert(204);
        rivera.create_aliases(class, 1).await.assert_conflict("sandbox_full");
        rivera.delete(&format!("{}/account", student(1))).await.assert(204);
        rivera.create_aliases(class, 1).await.assert(201);
    }

    async fn sch_04_what_tells_who_somebody_is_is_not_stored(school: TestApp) {
        let sandbox = school.sandbox().await;
        let course = StarterCourse::load(&school).await;
        course.assign(&sandbox.rivera, sandbox.class).await;
        let alias = sandbox.rivera.alias_in(sandbox.class).await;
        school.clock.advance(TimeDelta::minutes(1));
        let [_, code, _, _, _, prompt] = course.activities(0)[..] else { panic!("six") };
        let events = Events::from(&school, 1);
        let batch = json!({"events": [
            events.opened(30, course.lesson(0)),
            {"id": "none"},
            events.attempt(30, code, "passed", "print('ada@example.org')"),
            events.answered(30, prompt, "Call me at 555-867-5309."),
        ]});
        let refused = alias.post(REPORT, batch).await.assert_problem(422, "invalid_fields");
        let told = |place: usize| (refused.text(&format!("/errors/{place}/pointer")), refused.text(&format!("/errors/{place}/code")));
        assert_eq!(told(0), ("/events/2/code".to_owned(), "email_address".to_owned()));
        assert_eq!(told(1), ("/events/3/answer".to_owned(), "phone_number".to_owned()));
        assert!(!String::from_utf8_lossy(&refused.body).contains("example.org"));
        assert_eq!(count(&school, "progress_events"), 0);

        let draft = format!("/v1/me/activities/{code}/work");
        for text in ["my name is Ada", "see www.ada.example"] {
            let refused = alias.put(&draft, "*", json!({"text": text})).await.assert_problem(422, "invalid_fields");
            assert_eq!(refused.text("/errors/0/pointer"), "/text");
        }
        assert_eq!(count(&school, "saved_work"), 0);

        alias.put(&draft, "*", json!({"text": "print('Warm')"})).await.assert(200);
        let batch = json!({"events": [events.attempt(20, code, "passed", "print('Warm')"), events.answered(20, prompt, "It was fun.")]});
        let told = alias.post(REPORT, batch).await.assert(200).json();
        assert_eq!(tests::learning::results(&told), ["recorded", "recorded"]);
        let under = "SELECT DISTINCT grounds.kind AS word FROM progress_events JOIN grounds ON grounds.id = collected_under";
        assert_eq!(word(&school, under), "sandbox");

        // Elsewhere nobody searches.
        let chen = school.teacher("Chen").await;
        let robots = chen.class("Robots").await;
        course.assign(&chen, robots).await;
        let ada = school.student_in(robots, "Ada").await;
        school.clock.advance(TimeDelta::minutes(1));
        let batch = json!({"events": [events.attempt(30, code, "passed", "print('ada@example.org')")]});
        let told = ada.post(REPORT, batch).await.assert(200).json();
        assert_eq!(tests::learning::results(&told), ["recorded"]);
    }

    async fn sch_04_another_teacher_sees_nothing_of_a_sandbox(school: TestApp) {
        let sandbox = school.sandbox().await;
        let alias = sandbox.rivera.alias_in(sandbox.class).await;
        let kim = school.staff_without_agreement("Kim", StaffRole::Teacher).await;
        let chen = school.teacher("Chen").await;
        let class = format!("/v1/classes/{}", sandbox.class);
        for other in [&kim, &chen] {
            other.get(&class).await.assert_problem(404, "not_found");
            other.get(&format!("{class}/students")).await.assert_problem(404, "not_found");
            other.get(&format!("{class}/students/{}", alias.user)).await.assert_problem(404, "not_found");
            other.create_aliases(sandbox.class, 1).await.assert_problem(404, "not_found");
            other.post_empty(&format!("{class}/leave-sandbox")).await.assert_problem(404, "not_found");
        }
    }

    async fn sch_04_a_school_with_an_agreement_opens_no_sandbox_and_an_ordinary_class_takes_no_aliases(school: TestApp) {
        let chen = school.teacher("Chen").await;
        let path = format!("/v1/schools/{}/classes", school.world.school);
        let wanted = json!({"title": "Robots", "kind": "sandbox"});
        let refused = chen.post(&path, wanted).await.assert_conflict("sandbox_not_offered");
        assert_eq!(refused.text("/rule"), "SCH-04");
        let robots = chen.class("Robots").await;
        chen.create_aliases(robots, 1).await.assert_conflict("not_a_sandbox");
        let shown = chen.get(&format!("/v1/classes/{robots}?include=sandbox")).await.assert(200).json();
        assert_eq!((&shown["kind"], &shown["banner"], &shown["sandbox"]), (&json!("ordinary"), &Value::Null, &Value::Null));
    }

    async fn sch_04_where_only_parents_agree_no_sandbox_is_opened_and_none_collects(school: TestApp) {
        let sandbox = school.sandbox().await;
        let course = StarterCourse::load(&school).await;
        course.assign(&sandbox.rivera, sandbox.class).await;
        let alias = sandbox.rivera.alias_in(sandbox.class).await;
        only_parents(&school).await;
        sandbox.rivera.sandbox("More robots").await.assert_conflict("sandbox_not_offered");
        sandbox.rivera.create_aliases(sandbox.class, 1).await.assert_conflict("sandbox_not_offered");
        school.clock.advance(TimeDelta::minutes(1));
        let events = Events::from(&school, 1);
        let batch = json!({"events": [events.opened(30, course.lesson(0))]});
        let told = alias.post(REPORT, batch).await.assert(200).json();
        assert_eq!(tests::learning::results(&told), ["not_authorized"]);
    }

    /// AGE-10: what a parent's request says of the age is not kept of somebody who has no name here.
    async fn sch_04_a_request_of_a_parent_tells_no_age_of_a_student_of_a_sandbox(school: TestApp) {
        let sandbox = school.sandbox().await;
        let alias = sandbox.rivera.alias_in(sandbox.class).await;
        let path = format!("/v1/schools/{}/parent-requests", school.world.school_without_agreement);
        let body = json!({
            "student_id": alias.user,
            "kind": "deactivate",
            "requester": "verified_parent",
            "student_age": "child",
        });
        let filed = sandbox.diaz.post(&path, body).await.assert(201);
        assert_eq!(filed.json()["student_age"], Value::Null);
        assert_eq!(count(&school, "parent_requests WHERE student_age IS NOT NULL"), 0);
    }
}
