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
        let cast = school.cast().await;
        school.clock.advance(MILLISECOND);
        for person in [&cast.rivera, &cast.diaz, &cast.moore] {
            let path = format!("/v1/classes/{}/students/{}", cast.class, cast.ada.user);
            cast.rivera.delete(&path).await.assert(204);
            cast.rivera.get(&path).await.assert_problem(404, "not_found");
            let placed = place(person, cast.class, &cast.ada).await.assert(201);
            assert_eq!(placed.text("/display_name"), "Ada E.");
            assert_eq!(placed.header("location"), path);
            cast.rivera.get(&path).await.assert(200);
            cast.ada.get(&format!("/v1/classes/{}", cast.class)).await.assert(200);
            place(person, cast.class, &cast.ada).await.assert_problem(409, "already_exists");
            school.clock.advance(MILLISECOND);
        }
    }

    async fn a_teacher_places_students_of_their_own_classes_and_of_no_others(school: TestApp) {
        let cast = school.cast().await;
        school.clock.advance(MILLISECOND);
        let next = cast.rivera.class("Grade 5 Coding").await;
        cast.diaz.post_empty(&format!("/v1/classes/{}/archive", cast.class)).await.assert(200);
        let okafor = &cast.strangers[0];
        let theirs = okafor.class("Robots").await;
        place(okafor, theirs, &cast.ada).await.assert_problem(404, "not_found");
        place(&cast.rivera, next, &cast.ada).await.assert(201);
        place(&cast.diaz, theirs, &cast.ada).await.assert(201);
    }

    async fn placing_takes_the_right_to_it(school: TestApp) {
        let cast = school.cast().await;
        let body = json!({"student_id": cast.ada.user.uuid()});
        cast.refuses(&[], async |person, class| {
            person.post(&format!("/v1/classes/{class}/enrollments"), body.clone()).await
        }).await;
        for person in [&cast.chen, &cast.kim, &cast.ada] {
            place(person, cast.class, &cast.ada).await.assert_problem(404, "not_found");
        }
        let path = format!("/v1/classes/{}/enrollments", cast.class);
        for nobody in [NOWHERE.to_owned(), cast.chen.user.to_string()] {
            let refused = cast.moore.post(&path, json!({"student_id": nobody})).await;
            refused.assert_problem(404, "not_found");
        }
    }

    async fn a_class_that_is_over_takes_nobody(school: TestApp) {
        let cast = school.cast().await;
        let robots = cast.rivera.class("Robots").await;
        cast.diaz.post_empty(&format!("/v1/classes/{robots}/archive")).await.assert(200);
        place(&cast.diaz, robots, &cast.ada).await.assert_problem(409, "state_conflict");
    }

    async fn without_an_agreement_nobody_is_placed(school: TestApp) {
        let cast = school.cast().await;
        let path = format!("/v1/schools/{}/classes", school.world.school_without_agreement);
        let class = cast.moore.post(&path, json!({"title": "Robots"})).await.assert(201).id("/id");
        let refused = place(&cast.moore, class, &cast.ada).await;
        refused.assert_problem(403, "school_authorization_required");
    }

    async fn a_repeated_placement_is_answered_alike_with_its_location(school: TestApp) {
        let cast = school.cast().await;
        let next = cast.rivera.class("Robots").await;
        let path = format!("/v1/classes/{next}/enrollments");
        let body = json!({"student_id": cast.ada.user.uuid()});
        let first = cast.rivera.post_once(&path, "k-1", body.clone()).await.assert(201);
        let again = cast.rivera.post_once(&path, "k-1", body.clone()).await.assert(201);
        assert_eq!((&first.body, first.header("location")), (&again.body, again.header("location")));
        assert_eq!(again.header("location"), format!("/v1/classes/{next}/students/{}", cast.ada.user));
        assert_eq!(again.header("idempotent-replayed"), "true");

        cast.diaz.post_empty(&format!("/v1/classes/{next}/archive")).await.assert(200);
        let lost = cast.rivera.post_once(&path, "k-1", body).await;
        lost.assert_problem(404, "not_found");
    }

    async fn administrators_find_the_students_whom_a_school_has_and_had(school: TestApp) {
        let cast = school.cast().await;
        let bo = school.student_in(cast.class, "Bo").await;
        school.clock.advance(MILLISECOND);
        cast.rivera.delete(&format!("/v1/classes/{}/students/{}", cast.class, bo.user)).await.assert(204);
        let path = format!("/v1/schools/{}/students", school.world.school);
        for admin in [&cast.diaz, &cast.moore] {
            let listed = admin.get(&path).await.assert(200).rows();
            let now: Vec<(&Value, &Value)> = listed.iter().map(|row| (&row["display_name"], &row["is_in_a_class"])).collect();
            assert!(now.contains(&(&json!("Ada E."), &json!(true))), "{now:?}");
            assert!(now.contains(&(&json!("Bo E."), &json!(false))), "{now:?}");
            assert_eq!(now.len(), 2);
        }
        let first = cast.diaz.get(&format!("{path}?limit=1")).await.assert(200);
        let rest = cast.diaz.get(&format!("{path}?limit=1&cursor={}", first.text("/next_cursor"))).await.assert(200);
        assert_ne!(first.rows(), rest.rows());
        cast.rivera.get(&path).await.assert_problem(403, "forbidden");
        for stranger in &cast.strangers[1..] {
            stranger.get(&path).await.assert_problem(404, "not_found");
        }
    }

    async fn an_administrator_opens_an_archived_class_again(school: TestApp) {
        let cast = school.cast().await;
        let (class, student) = (format!("/v1/classes/{}", cast.class), cast.ada.user);
        school.clock.advance(MILLISECOND);
        cast.rivera.post_empty(&format!("{class}/archive")).await.assert(200);
        let reopen = format!("{class}/reopen");
        school.clock.advance(MILLISECOND);
        cast.rivera.post_empty(&reopen).await.assert_problem(404, "not_found");
        cast.moore.post_empty(&reopen).await.assert_problem(403, "forbidden");
        let open = cast.diaz.post_empty(&reopen).await.assert(200);
        assert_eq!(open.json()["archived_at"], json!(null));
        cast.rivera.get(&format!("{class}/students/{student}")).await.assert(200);
        cast.ada.get(&class).await.assert(200);
        cast.diaz.post_empty(&reopen).await.assert(200);
        cast.rivera.post_empty(&reopen).await.assert_problem(403, "forbidden");
    }

    async fn a_class_is_moved_to_another_term(school: TestApp) {
        let cast = school.cast().await;
        let path = format!("/v1/classes/{}", cast.class);
        let of_the_year = cast.rivera.get(&path).await.text("/access_ends_at");
        let body = json!({
            "kind": "term", "title": "Fall", "starts_on": "2026-08-20", "ends_on": "2026-12-18", "school_year": 2027,
        });
        let term = cast.moore.post("/v1/academic-sessions", body).await.assert(201).text("/id");
        let moved = cast.rivera.patch(&path, "*", json!({"academic_session_id": term})).await.assert(200);
        assert_eq!(moved.text("/academic_session_id"), term);
        // 18 December and 30 days are 17 January, which begins at 08:00 UTC in Los Angeles.
        assert_eq!(moved.text("/access_ends_at"), "2027-01-17T08:00:00Z");
        assert_eq!(moved.text("/title"), "Grade 4 Coding");
        let unknown = cast.rivera.patch(&path, "*", json!({"academic_session_id": NOWHERE})).await;
        let unknown = unknown.assert_problem(422, "invalid_fields");
        assert_eq!(unknown.text("/errors/0/pointer"), "/academic_session_id");
        let back = cast.diaz.patch(&path, "*", json!({"academic_session_id": null})).await.assert(200);
        assert_eq!(back.json()["academic_session_id"], json!(null));
        assert_eq!(back.text("/access_ends_at"), of_the_year);
    }

    async fn a_part_is_made_to_last_longer_or_shorter(school: TestApp) {
        let cast = school.cast().await;
        let path = format!("/v1/classes/{}/staff", cast.class);
        let staff = cast.rivera.get(&path).await.assert(200).rows();
        let id_of = |role: &str| {
            let part = staff.iter().find(|part| part["role"] == role).unwrap();
            part["id"].as_str().unwrap().to_owned()
        };
        let co = format!("{path}/{}", id_of("co_teacher"));
        let shown = cast.chen.get(&co).await.assert(200);
        assert!(staff.contains(&shown.json()));
        let later = json!({"ends_at": "2026-12-18T08:00:00Z"});
        cast.refuses(&[&cast.chen, &cast.kim, &cast.ada], async |person, class| {
            let part = co.replace(&cast.class.to_string(), class);
            person.patch(&part, "*", later.clone()).await
        }).await;
        let changed = cast.rivera.patch(&co, &shown.header("etag"), later.clone()).await.assert(200);
        assert_eq!(changed.text("/ends_at"), "2026-12-18T08:00:00Z");
        assert_eq!(cast.diaz.get(&co).await.assert(200).body, changed.body);
        let late = cast.rivera.patch(&co, &shown.header("etag"), later.clone()).await;
        late.assert_problem(412, "precondition_failed");
        for wrong in [json!({"ends_at": null}), json!({"ends_at": "2020-01-01T00:00:00Z"})] {
            let refused = cast.rivera.patch(&co, "*", wrong).await.assert_problem(422, "invalid_fields");
            assert_eq!(refused.text("/errors/0/pointer"), "/ends_at");
        }
        let of_record = format!("{path}/{}", id_of("teacher_of_record"));
        cast.diaz.patch(&of_record, "*", later).await.assert_problem(409, "state_conflict");
        school.clock.advance(TimeDelta::minutes(5));
        cast.chen.get(&co).await.assert(200);
        cast.rivera.get(&format!("{path}/{}", id_of("teaching_assistant"))).await.assert_problem(404, "not_found");
    }

    async fn my_classes_say_which_part_i_have(school: TestApp) {
        let cast = school.cast().await;
        for (person, role) in [
            (&cast.rivera, json!("teacher_of_record")),
            (&cast.chen, json!("co_teacher")),
            (&cast.kim, json!("teaching_assistant")),
            (&cast.ada, json!(null)),
        ] {
            let mine = person.get("/v1/me/classes").await.assert(200);
            assert_eq!(mine.rows()[0]["role"], role);
            assert_eq!(mine.rows()[0]["id"], cast.class.to_string());
        }
        assert_eq!(cast.ada.get("/v1/me/classes").await.rows()[0]["sign_in_code"], json!(null));
    }
}
