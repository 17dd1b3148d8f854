//! Students who come back, classes that open again, and terms and parts that last longer.

use chrono::TimeDelta;
use domain::ids::ClassId;
use serde_json::{Value, json};
use tests::{classes::NOWHERE, on_each_backend, persona::Persona, reply::Reply};

#[cfg(test)]
const MILLISECOND: TimeDelta = TimeDelta::milliseconds(1);

#[cfg(test)]
async fn place(who: &Persona, class: ClassId, student: &Persona) -> Reply {
    let body = json!({"student_id": student.user.uuid()});
    who.post(&format!("/v1/classes/{class}/enrollments"), body)
        .await
}

on_each_backend! {
    async fn a_student_who_was_taken_out_is_placed_again(school: TestApp) {
        let people = school.people().await;
        school.clock.advance(MILLISECOND);
        for person in [&people.rivera, &people.diaz, &people.moore] {
            let path = format!("/v1/classes/{}/students/{}", people.class, people.ada.user);
            people.rivera.delete(&path).await.assert(204);
            people.rivera.get(&path).await.assert_problem(404, "not_found");
            let placed = place(person, people.class, &people.ada).await.assert(201);
            assert_eq!(placed.text("/display_name"), "Ada E.");
            assert_eq!(placed.header("location"), path);
            people.rivera.get(&path).await.assert(200);
            people.ada.get(&format!("/v1/classes/{}", people.class)).await.assert(200);
            place(person, people.class, &people.ada).await.assert_problem(409, "already_exists");
            school.clock.advance(MILLISECOND);
        }
    }

    async fn a_teacher_places_students_of_their_own_classes_and_of_no_others(school: TestApp) {
        let people = school.people().await;
        school.clock.advance(MILLISECOND);
        let next = people.rivera.class("Grade 5 Coding").await;
        people.diaz.post_empty(&format!("/v1/classes/{}/archive", people.class)).await.assert(200);
        let okafor = &people.strangers[0];
        let theirs = okafor.class("Robots").await;
        place(okafor, theirs, &people.ada).await.assert_problem(404, "not_found");
        place(&people.rivera, next, &people.ada).await.assert(201);
        place(&people.diaz, theirs, &people.ada).await.assert(201);
    }

    async fn placing_takes_the_right_to_it(school: TestApp) {
        let people = school.people().await;
        let body = json!({"student_id": people.ada.user.uuid()});
        people.refuses(&[], async |person, class| {
            person.post(&format!("/v1/classes/{class}/enrollments"), body.clone()).await
        }).await;
        for person in [&people.chen, &people.kim, &people.ada] {
            place(person, people.class, &people.ada).await.assert_problem(404, "not_found");
        }
        let path = format!("/v1/classes/{}/enrollments", people.class);
        for nobody in [NOWHERE.to_owned(), people.chen.user.to_string()] {
            let refused = people.moore.post(&path, json!({"student_id": nobody})).await;
            refused.assert_problem(404, "not_found");
        }
    }

    async fn a_class_that_is_over_takes_nobody(school: TestApp) {
        let people = school.people().await;
        let robots = people.rivera.class("Robots").await;
        people.diaz.post_empty(&format!("/v1/classes/{robots}/archive")).await.assert(200);
        place(&people.diaz, robots, &people.ada).await.assert_conflict("class_over");
    }

    async fn without_an_agreement_nobody_is_placed(school: TestApp) {
        let people = school.people().await;
        let path = format!("/v1/schools/{}/classes", school.world.school_without_agreement);
        let class = people.moore.post(&path, json!({"title": "Robots"})).await.assert(201).id("/id");
        let refused = place(&people.moore, class, &people.ada).await;
        refused.assert_problem(403, "school_authorization_required");
    }

    async fn a_repeated_placement_is_answered_alike_with_its_location(school: TestApp) {
        let people = school.people().await;
        let next = people.rivera.class("Robots").await;
        let path = format!("/v1/classes/{next}/enrollments");
        let body = json!({"student_id": people.ada.user.uuid()});
        let first = people.rivera.post_once(&path, "k-1", body.clone()).await.assert(201);
        let again = people.rivera.post_once(&path, "k-1", body.clone()).await.assert(201);
        assert_eq!((&first.body, first.header("location")), (&again.body, again.header("location")));
        assert_eq!(again.header("location"), format!("/v1/classes/{next}/students/{}", people.ada.user));
        assert_eq!(again.header("idempotent-replayed"), "true");

        people.diaz.post_empty(&format!("/v1/classes/{next}/archive")).await.assert(200);
        let lost = people.rivera.post_once(&path, "k-1", body).await;
        lost.assert_problem(404, "not_found");
    }

    async fn administrators_find_the_students_whom_a_school_has_and_had(school: TestApp) {
        let people = school.people().await;
        let bo = school.student_in(people.class, "Bo").await;
        school.clock.advance(MILLISECOND);
        people.rivera.delete(&format!("/v1/classes/{}/students/{}", people.class, bo.user)).await.assert(204);
        let path = format!("/v1/schools/{}/students", school.world.school);
        for admin in [&people.diaz, &people.moore] {
            let listed = admin.get(&path).await.assert(200).rows();
            let now: Vec<(&Value, &Value)> = listed.iter().map(|row| (&row["display_name"], &row["is_in_a_class"])).collect();
            assert!(now.contains(&(&json!("Ada E."), &json!(true))), "{now:?}");
            assert!(now.contains(&(&json!("Bo E."), &json!(false))), "{now:?}");
            assert_eq!(now.len(), 2);
        }
        let first = people.diaz.get(&format!("{path}?limit=1")).await.assert(200);
        let rest = people.diaz.get(&format!("{path}?limit=1&cursor={}", first.text("/next_cursor"))).await.assert(200);
        assert_ne!(first.rows(), rest.rows());
        people.rivera.get(&path).await.assert_problem(403, "forbidden");
        for stranger in &people.strangers[1..] {
            stranger.get(&path).await.assert_problem(404, "not_found");
        }
    }

    async fn an_administrator_opens_an_archived_class_again(school: TestApp) {
        let people = school.people().await;
        let (class, student) = (format!("/v1/classes/{}", people.class), people.ada.user);
        school.clock.advance(MILLISECOND);
        people.rivera.post_empty(&format!("{class}/archive")).await.assert(200);
        let reopen = format!("{class}/reopen");
        school.clock.advance(MILLISECOND);
        people.rivera.post_empty(&reopen).await.assert_problem(404, "not_found");
        people.moore.post_empty(&reopen).await.assert_problem(403, "forbidden");
        let open = people.diaz.post_empty(&reopen).await.assert(200);
        assert_eq!(open.json()["archived_at"], json!(null));
        people.rivera.get(&format!("{class}/students/{student}")).await.assert(200);
        people.ada.get(&class).await.assert(200);
        people.diaz.post_empty(&reopen).await.assert(200);
        people.rivera.post_empty(&reopen).await.assert_problem(403, "forbidden");
    }

    async fn a_class_is_moved_to_another_term(school: TestApp) {
        let people = school.people().await;
        let path = format!("/v1/classes/{}", people.class);
        let of_the_year = people.rivera.get(&path).await.text("/access_ends_at");
        let body = json!({
            "kind": "term", "title": "Fall", "starts_on": "2026-08-20", "ends_on": "2026-12-18", "school_year": 2027,
        });
        let term = people.moore.post("/v1/academic-sessions", body).await.assert(201).text("/id");
        let moved = people.rivera.patch(&path, "*", json!({"academic_session_id": term})).await.assert(200);
        assert_eq!(moved.text("/academic_session_id"), term);
        // 18 December and 30 days are 17 January, which begins at 08:00 UTC in Los Angeles.
        assert_eq!(moved.text("/access_ends_at"), "2027-01-17T08:00:00Z");
        assert_eq!(moved.text("/title"), "Grade 4 Coding");
        let unknown = people.rivera.patch(&path, "*", json!({"academic_session_id": NOWHERE})).await;
        let unknown = unknown.assert_problem(422, "invalid_fields");
        assert_eq!(unknown.text("/errors/0/pointer"), "/academic_session_id");
        let back = people.diaz.patch(&path, "*", json!({"academic_session_id": null})).await.assert(200);
        assert_eq!(back.json()["academic_session_id"], json!(null));
        assert_eq!(back.text("/access_ends_at"), of_the_year);
    }

    async fn a_part_is_made_to_last_longer_or_shorter(school: TestApp) {
        let people = school.people().await;
        let path = format!("/v1/classes/{}/staff", people.class);
        let staff = people.rivera.get(&path).await.assert(200).rows();
        let id_of = |role: &str| {
            let part = staff.iter().find(|part| part["role"] == role).unwrap();
            part["id"].as_str().unwrap().to_owned()
        };
        let co = format!("{path}/{}", id_of("co_teacher"));
        let shown = people.chen.get(&co).await.assert(200);
        assert!(staff.contains(&shown.json()));
        let later = json!({"ends_at": "2026-12-18T08:00:00Z"});
        people.refuses(&[&people.chen, &people.kim, &people.ada], async |person, class| {
            let part = co.replace(&people.class.to_string(), class);
            person.patch(&part, "*", later.clone()).await
        }).await;
        let changed = people.rivera.patch(&co, &shown.header("etag"), later.clone()).await.assert(200);
        assert_eq!(changed.text("/ends_at"), "2026-12-18T08:00:00Z");
        assert_eq!(people.diaz.get(&co).await.assert(200).body, changed.body);
        let late = people.rivera.patch(&co, &shown.header("etag"), later.clone()).await;
        late.assert_problem(412, "precondition_failed");
        for wrong in [json!({"ends_at": null}), json!({"ends_at": "2020-01-01T00:00:00Z"})] {
            let refused = people.rivera.patch(&co, "*", wrong).await.assert_problem(422, "invalid_fields");
            assert_eq!(refused.text("/errors/0/pointer"), "/ends_at");
        }
        let of_record = format!("{path}/{}", id_of("teacher_of_record"));
        people.diaz.patch(&of_record, "*", later).await.assert_conflict("last_teacher_of_record");
        school.clock.advance(TimeDelta::minutes(5));
        people.chen.get(&co).await.assert(200);
        people.rivera.get(&format!("{path}/{}", id_of("teaching_assistant"))).await.assert_problem(404, "not_found");
    }

    /// FER-05: a substitute teaches for as long as somebody else says.
    async fn a_substitute_makes_their_own_part_shorter_and_not_longer(school: TestApp) {
        let people = school.people().await;
        let okafor = &people.strangers[0];
        let given = people.rivera.appoint(people.class, okafor, "teacher_of_record").await.assert(201);
        let part = format!("/v1/classes/{}/staff/{}", people.class, given.text("/id"));
        let later = json!({"ends_at": "2026-12-18T08:00:00Z"});
        for longer in [later.clone(), json!({"ends_at": null})] {
            okafor.patch(&part, "*", longer).await.assert_conflict("own_part");
        }
        let sooner = school.hallpass.now() + TimeDelta::minutes(2);
        okafor.patch(&part, "*", json!({"ends_at": sooner})).await.assert(200);
        people.rivera.patch(&part, "*", later.clone()).await.assert(200);
        people.diaz.patch(&part, "*", later).await.assert(200);
    }

    async fn my_classes_say_which_part_i_have(school: TestApp) {
        let people = school.people().await;
        for (person, role) in [
            (&people.rivera, json!("teacher_of_record")),
            (&people.chen, json!("co_teacher")),
            (&people.kim, json!("teaching_assistant")),
            (&people.ada, json!(null)),
        ] {
            let mine = person.get("/v1/me/classes").await.assert(200);
            assert_eq!(mine.rows()[0]["role"], role);
            assert_eq!(mine.rows()[0]["id"], people.class.to_string());
        }
        assert_eq!(people.ada.get("/v1/me/classes").await.rows()[0]["sign_in_code"], json!(null));
    }
}
