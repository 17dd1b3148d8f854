//! Those who teach a class.

use chrono::TimeDelta;
use domain::mint::Clock;
use serde_json::json;
use tests::{classes::NOWHERE, learning::instant, on_each_backend, rows::Rows};

/// Another id that nothing has.
const ELSEWHERE: &str = "01999999-9999-7999-8999-999999999998";

on_each_backend! {
    async fn a_student_sees_of_teachers_their_display_names_and_of_the_class_no_code(school: TestApp) {
        let people = school.people().await;
        let teachers = people.ada.get(&format!("/v1/classes/{}/teachers", people.class)).await.assert(200);
        assert_eq!(teachers.column("display_name"), ["Mx. Chen", "Mx. Kim", "Mx. Rivera"]);
        assert!(teachers.rows().iter().all(|row| row.as_object().unwrap().len() == 1));
        people.ada.get(&format!("/v1/classes/{}/staff", people.class)).await.assert_problem(403, "forbidden");
        let shown = people.ada.get(&format!("/v1/classes/{}", people.class)).await.assert(200);
        assert_eq!(shown.text("/title"), "Grade 4 Coding");
        assert_eq!(shown.json()["sign_in_code"], json!(null));
        let mine = people.ada.get("/v1/me/classes").await.assert(200);
        assert_eq!(mine.rows()[0]["sign_in_code"], json!(null));
        assert_ne!(people.chen.get("/v1/me/classes").await.rows()[0]["sign_in_code"], json!(null));
    }

    async fn staff_see_who_teaches_a_class_in_which_part(school: TestApp) {
        let people = school.people().await;
        people.refuses(&[&people.ada], async |person, class| {
            person.get(&format!("/v1/classes/{class}/staff")).await
        }).await;
        people.refuses(&[], async |person, class| {
            person.get(&format!("/v1/classes/{class}/teachers")).await
        }).await;
        for person in [&people.rivera, &people.chen, &people.kim, &people.diaz, &people.moore] {
            let listed = person.get(&format!("/v1/classes/{}/staff", people.class)).await.assert(200);
            assert_eq!(listed.column("role"), ["co_teacher", "teacher_of_record", "teaching_assistant"]);
        }
    }

    async fn a_part_is_given_to_somebody_of_the_school_by_id_or_address(school: TestApp) {
        let people = school.people().await;
        let path = format!("/v1/classes/{}/staff", people.class);
        let later = school.clock.now() + TimeDelta::days(30);
        people.refuses(&[&people.chen, &people.kim, &people.ada], async |person, class| {
            let body = json!({"email": "okafor@example.edu", "role": "co_teacher", "ends_at": later});
            person.post(&format!("/v1/classes/{class}/staff"), body).await
        }).await;
        let body = json!({"email": " Okafor@Example.edu", "role": "co_teacher", "ends_at": later});
        let given = people.moore.post_once(&path, "k-1", body.clone()).await.assert(201);
        let again = people.moore.post_once(&path, "k-1", body.clone()).await.assert(201);
        assert_eq!(given.body, again.body);
        assert_eq!(given.text("/display_name"), "Mx. Okafor");
        assert_eq!(given.text("/user_id"), people.strangers[0].user.to_string());
        people.strangers[0].get(&format!("/v1/classes/{}", people.class)).await.assert(200);
        people.diaz.post(&path, body).await.assert_problem(409, "already_exists");
    }

    async fn nobody_from_elsewhere_gets_a_part_and_nobody_learns_of_them(school: TestApp) {
        let people = school.people().await;
        let path = format!("/v1/classes/{}/staff", people.class);
        let later = school.clock.now() + TimeDelta::days(30);
        let [_, other_school, other_district, _] = &people.strangers;
        let helper = school.assistant("Park").await;
        let part = |person: &dyn ToString, role: &str| json!({"user_id": person.to_string(), "role": role, "ends_at": later});
        let mut answers = Vec::new();
        for body in [
            part(&other_school.user, "co_teacher"),
            part(&other_district.user, "co_teacher"),
            part(&NOWHERE, "co_teacher"),
            part(&people.ada.user, "teaching_assistant"),
            part(&people.moore.user, "co_teacher"),
            part(&helper.user, "co_teacher"),
            part(&helper.user, "teacher_of_record"),
        ] {
            let refused = people.rivera.post(&path, body).await.assert_problem(422, "invalid_fields");
            answers.push(refused.body_without_request_id());
        }
        answers.dedup();
        assert_eq!(answers.len(), 1);
        people.rivera.post(&path, part(&helper.user, "teaching_assistant")).await.assert(201);
    }

    async fn a_part_says_who_and_until_when(school: TestApp) {
        let people = school.people().await;
        let path = format!("/v1/classes/{}/staff", people.class);
        let (okafor, now) = (people.strangers[0].user.uuid(), school.clock.now());
        for (body, pointer, code) in [
            (json!({"role": "co_teacher"}), "/user_id", "required"),
            (json!({"user_id": okafor, "email": "a@example.edu", "role": "co_teacher"}), "/email", "superfluous"),
            (json!({"email": "nobody", "role": "co_teacher"}), "/email", "malformed"),
            (json!({"user_id": okafor, "role": "co_teacher"}), "/ends_at", "required"),
            (json!({"user_id": okafor, "role": "teaching_assistant"}), "/ends_at", "required"),
            (json!({"user_id": okafor, "role": "co_teacher", "ends_at": now}), "/ends_at", "past"),
            (json!({"user_id": okafor, "role": "principal"}), "/role", "unknown_value"),
        ] {
            let refused = people.rivera.post(&path, body).await.assert_problem(422, "invalid_fields");
            assert_eq!((refused.text("/errors/0/pointer"), refused.text("/errors/0/code")), (pointer.to_owned(), code.to_owned()));
        }
    }

    async fn ending_a_part_ends_every_other_part_of_the_same_person_in_the_class(school: TestApp) {
        let people = school.people().await;
        let staff = format!("/v1/classes/{}/staff", people.class);
        let listed = people.rivera.get(&staff).await.assert(200).rows();
        let part = listed.iter().find(|part| part["user_id"] == people.chen.user.to_string()).unwrap();
        let mut rows = Rows::of(&school);
        let (first, second) = (
            rows.id(part["id"].as_str().unwrap().parse().unwrap()),
            rows.id(NOWHERE.parse().unwrap()),
        );
        // As an import may leave it: somebody was appointed, and the roster has them too.
        rows.execute(&format!(
            "INSERT INTO teaching_assignments
                 (organization_id, id, class_id, user_id, role, begins_at)
             SELECT organization_id, {second}, class_id, user_id, role, begins_at
             FROM teaching_assignments WHERE id = {first}"
        ));
        let part = part["id"].as_str().unwrap();
        people.rivera.delete(&format!("{staff}/{part}")).await.assert(204);
        let students = format!("/v1/classes/{}/students", people.class);
        people.chen.get(&students).await.assert_problem(404, "not_found");
    }

    async fn a_part_that_has_not_begun_never_begins_once_it_is_ended(school: TestApp) {
        let people = school.people().await;
        let class = format!("/v1/classes/{}", people.class);
        let listed = people.rivera.get(&format!("{class}/staff")).await.assert(200).rows();
        let part = listed.iter().find(|part| part["user_id"] == people.chen.user.to_string()).unwrap();
        let soon = instant(&school, school.clock.now() + TimeDelta::minutes(2));
        let mut rows = Rows::of(&school);
        let chen = rows.id(people.chen.user.uuid());
        // As an import leaves it, of a roster that says when somebody begins.
        rows.execute(&format!("UPDATE teaching_assignments SET begins_at = {soon} WHERE user_id = {chen}"));
        let part = part["id"].as_str().unwrap();
        people.rivera.delete(&format!("{class}/staff/{part}")).await.assert(204);
        school.clock.advance(TimeDelta::minutes(3));
        people.chen.get(&class).await.assert_problem(404, "not_found");
    }

    async fn a_place_that_has_not_begun_ends_with_the_one_that_has(school: TestApp) {
        let people = school.people().await;
        let class = format!("/v1/classes/{}", people.class);
        let soon = instant(&school, school.clock.now() + TimeDelta::minutes(2));
        let mut rows = Rows::of(&school);
        let (ada, second) = (rows.id(people.ada.user.uuid()), rows.id(NOWHERE.parse().unwrap()));
        rows.execute(&format!(
            "INSERT INTO enrollments (organization_id, id, class_id, user_id, collected_under, begins_at)
             SELECT organization_id, {second}, class_id, user_id, collected_under, {soon}
             FROM enrollments WHERE user_id = {ada}"
        ));
        people.rivera.delete(&format!("{class}/students/{}", people.ada.user)).await.assert(204);
        school.clock.advance(TimeDelta::minutes(3));
        people.ada.get(&class).await.assert_problem(404, "not_found");
    }

    async fn somebody_with_two_parts_is_no_other_teacher_of_record(school: TestApp) {
        let people = school.people().await;
        let staff = format!("/v1/classes/{}/staff", people.class);
        let listed = people.rivera.get(&staff).await.assert(200).rows();
        let part = listed.iter().find(|part| part["role"] == "teacher_of_record").unwrap();
        let mut rows = Rows::of(&school);
        let first = rows.id(part["id"].as_str().unwrap().parse().unwrap());
        for (second, role) in [(NOWHERE, "teacher_of_record"), (ELSEWHERE, "teaching_assistant")] {
            let second = rows.id(second.parse().unwrap());
            rows.execute(&format!(
                "INSERT INTO teaching_assignments
                     (organization_id, id, class_id, user_id, role, begins_at)
                 SELECT organization_id, {second}, class_id, user_id, '{role}', begins_at
                 FROM teaching_assignments WHERE id = {first}"
            ));
        }
        for part in [part["id"].as_str().unwrap(), NOWHERE, ELSEWHERE] {
            people.moore.delete(&format!("{staff}/{part}")).await.assert_conflict("last_teacher_of_record");
        }
    }

    async fn ending_a_part_ends_access_and_the_last_teacher_of_record_stays(school: TestApp) {
        let people = school.people().await;
        let path = format!("/v1/classes/{}/staff", people.class);
        let staff = people.rivera.get(&path).await.rows();
        let [of_record, co] = ["teacher_of_record", "co_teacher"].map(|role| {
            let part = staff.iter().find(|part| part["role"] == role).unwrap();
            part["id"].as_str().unwrap().to_owned()
        });
        people.refuses(&[&people.chen, &people.kim, &people.ada], async |person, class| {
            person.delete(&format!("/v1/classes/{class}/staff/{co}")).await
        }).await;
        people.rivera.delete(&format!("{path}/{NOWHERE}")).await.assert_problem(404, "not_found");
        let mine = people.strangers[0].class("Robots").await;
        people.strangers[0].delete(&format!("/v1/classes/{mine}/staff/{co}")).await.assert_problem(404, "not_found");

        people.rivera.delete(&format!("{path}/{co}")).await.assert(204);
        people.rivera.delete(&format!("{path}/{co}")).await.assert(204);
        people.chen.get(&path).await.assert_problem(404, "not_found");
        let refused = people.moore.delete(&format!("{path}/{of_record}")).await.assert_conflict("last_teacher_of_record");
        assert!(refused.text("/detail").contains("teacher of record"));

        let body = json!({"user_id": people.chen.user.uuid(), "role": "teacher_of_record"});
        people.diaz.post(&path, body).await.assert(201);
        people.diaz.delete(&format!("{path}/{of_record}")).await.assert(204);
        people.rivera.get(&path).await.assert_problem(404, "not_found");
        people.chen.get(&path).await.assert(200);
    }
}
