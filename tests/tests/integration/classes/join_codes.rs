//! Codes with which students join a class.

use chrono::TimeDelta;
use serde_json::json;
use tests::{classes::NOWHERE, on_each_backend};

on_each_backend! {
    async fn a_student_joins_a_class_by_its_code(school: TestApp) {
        let people = school.people().await;
        let robots = people.strangers[0].class("Robots").await;
        let issued = people.strangers[0].join_code(robots, 24, 1).await;
        let code = issued.text("/code");
        let typed = format!("{}-{}", code[..4].to_lowercase(), &code[4..]);

        let joined = people.ada.join(&typed).await.assert(200);
        assert_eq!(joined.text("/id"), robots.to_string());
        assert_eq!(joined.json()["sign_in_code"], json!(null));
        assert_eq!(people.ada.get("/v1/me/classes").await.rows().len(), 2);
        let students = people.strangers[0].get(&format!("/v1/classes/{robots}/students")).await.assert(200);
        assert_eq!(students.rows().len(), 1);

        people.ada.join(&code).await.assert(200);
        let codes = people.strangers[0].get(&format!("/v1/classes/{robots}/join-codes")).await.assert(200);
        assert_eq!(codes.rows()[0]["uses"], 1);
        assert_eq!(people.ada.get("/v1/me/classes").await.rows().len(), 2);
    }

    async fn every_code_that_opens_nothing_is_refused_alike(school: TestApp) {
        let people = school.people().await;
        let okafor = &people.strangers[0];
        let robots = okafor.class("Robots").await;
        let used_up = okafor.join_code(robots, 24, 1).await.text("/code");
        let bo = school.student(people.rivera.enrol(people.class, "Bo", "Chang").await).await;
        bo.join(&used_up).await.assert(200);
        let revoked = okafor.join_code(robots, 24, 9).await;
        let path = format!("/v1/classes/{robots}/join-codes/{}", revoked.text("/id"));
        okafor.delete(&path).await.assert(204);
        okafor.delete(&path).await.assert(204);
        let archived = okafor.class("Old robots").await;
        let of_archived = okafor.join_code(archived, 24, 9).await.text("/code");
        okafor.post_empty(&format!("/v1/classes/{archived}/archive")).await.assert(200);
        let far = people.strangers[2].post(&format!("/v1/schools/{}/classes", school.world.far_school), json!({"title": "Far"})).await;
        let of_other_district = people.strangers[2].join_code(far.assert(201).id("/id"), 24, 9).await.text("/code");

        let mut answers = Vec::new();
        for code in [&used_up, &revoked.text("/code"), &of_archived, &of_other_district, "CDFG-2345", "no code"] {
            let refused = people.ada.join(code).await.assert_problem(409, "join_code_refused");
            answers.push(refused.body_without_request_id());
        }
        answers.dedup();
        assert_eq!(answers.len(), 1);
        assert_eq!(people.ada.get("/v1/me/classes").await.rows().len(), 1);
    }

    async fn a_code_holds_until_the_instant_at_which_it_expires(school: TestApp) {
        let people = school.people().await;
        let (robots, puzzles) = (people.strangers[0].class("Robots").await, people.strangers[0].class("Puzzles").await);
        let codes = [robots, puzzles].map(|class| people.strangers[0].join_code(class, 1, 9));
        let [first, second] = codes;
        let (first, second) = (first.await.text("/code"), second.await.text("/code"));
        school.clock.advance(TimeDelta::hours(1) - TimeDelta::milliseconds(1));
        let ada = school.student(people.ada.user).await;
        ada.join(&first).await.assert(200);
        school.clock.advance(TimeDelta::milliseconds(1));
        ada.join(&second).await.assert_problem(409, "join_code_refused");
    }

    async fn after_ten_wrong_codes_a_student_waits_longer_and_longer(school: TestApp) {
        let people = school.people().await;
        let robots = people.strangers[0].class("Robots").await;
        let code = people.strangers[0].join_code(robots, 24, 9).await.text("/code");
        for _ in 0..10 {
            people.ada.join("CDFG-2345").await.assert_problem(409, "join_code_refused");
        }
        let waiting = people.ada.join(&code).await.assert_problem(429, "too_many_requests");
        assert_eq!(waiting.header("retry-after"), "61");
        school.clock.advance(TimeDelta::minutes(1) - TimeDelta::milliseconds(1));
        people.ada.join("CDFG-2345").await.assert_problem(429, "too_many_requests");
        school.clock.advance(TimeDelta::milliseconds(1));
        people.ada.join("CDFG-2345").await.assert_problem(409, "join_code_refused");
        assert_eq!(people.ada.join(&code).await.assert(429).header("retry-after"), "121");

        let bo = school.student(people.rivera.enrol(people.class, "Bo", "Chang").await).await;
        bo.join(&code).await.assert(200);
        school.clock.advance(TimeDelta::minutes(2));
        people.ada.join(&code).await.assert(200);
        people.ada.join("CDFG-2345").await.assert_problem(409, "join_code_refused");
    }

    async fn students_join_and_nobody_else_does(school: TestApp) {
        let people = school.people().await;
        let code = people.rivera.join_code(people.class, 24, 9).await.text("/code");
        people.anybody.join(&code).await.assert_problem(401, "unauthenticated");
        for person in [&people.rivera, &people.diaz, &people.moore, &people.strangers[2], &people.strangers[3]] {
            person.join(&code).await.assert_problem(403, "forbidden");
        }
        for wrong in [json!({}), json!({"code": ""}), json!({"code": "x".repeat(33)}), json!({"code": 4})] {
            people.ada.post("/v1/me/classes/join", wrong).await.assert_problem(422, "invalid_fields");
        }
    }

    async fn codes_are_kept_by_the_teacher_of_record_and_the_schools_admin(school: TestApp) {
        let people = school.people().await;
        let code = people.rivera.join_code(people.class, 168, 60).await.text("/id");
        let forbidden = [&people.chen, &people.kim, &people.moore, &people.ada];
        people.refuses(&forbidden, async |person, class| {
            person.post(&format!("/v1/classes/{class}/join-codes"), json!({"expires_in_hours": 1, "max_uses": 1})).await
        }).await;
        people.refuses(&forbidden, async |person, class| {
            person.get(&format!("/v1/classes/{class}/join-codes")).await
        }).await;
        people.refuses(&forbidden, async |person, class| {
            person.delete(&format!("/v1/classes/{class}/join-codes/{code}")).await
        }).await;
        let path = format!("/v1/classes/{}/join-codes", people.class);
        people.rivera.delete(&format!("{path}/{NOWHERE}")).await.assert_problem(404, "not_found");
        let theirs = people.strangers[0].class("Robots").await;
        people.strangers[0].delete(&format!("/v1/classes/{theirs}/join-codes/{code}")).await.assert_problem(404, "not_found");
        people.diaz.delete(&format!("{path}/{code}")).await.assert(204);
        assert_ne!(people.diaz.get(&path).await.rows()[0]["revoked_at"], json!(null));

        for (hours, uses) in [(0, 1), (169, 1), (1, 0), (1, 61)] {
            let body = json!({"expires_in_hours": hours, "max_uses": uses});
            people.rivera.post(&path, body).await.assert_problem(422, "invalid_fields");
        }
        let body = json!({"expires_in_hours": 1, "max_uses": 1});
        let first = people.rivera.post_once(&path, "k-1", body.clone()).await.assert(201);
        assert_eq!(people.rivera.post_once(&path, "k-1", body).await.assert(201).body, first.body);
    }
}
