//! Dashboards, reports, timelines and feedback as they are read.

use chrono::TimeDelta;
use serde_json::{Value, json};
use tests::{
    learning::{Events, StarterCourse, count, give_part, now_of},
    on_each_backend,
};

use crate::progress::{admins, get_if_changed, report};

on_each_backend! {
    async fn a_teacher_sees_with_which_activity_the_class_is_stuck(school: TestApp) {
        let rivera = school.teacher("Rivera").await;
        let class = rivera.class("Grade 4 Coding").await;
        let course = StarterCourse::load(&school).await;
        course.assign(&rivera, class).await;
        let (ada, ben) = (school.student_in(class, "Ada").await, school.student_in(class, "Ben").await);
        let [read, easy, _, hard, ..] = course.activities(0)[..] else { panic!("six") };
        for (student, first) in [(&ada, 1), (&ben, 100)] {
            let events = Events::from(&school, first);
            let mut batch = vec![events.completed(0, read), events.attempt(0, easy, "passed", "x")];
            batch.extend((0..5).map(|_| events.attempt(0, hard, "failed", "x")));
            report(student, &batch).await;
        }
        report(&ada, &[Events::from(&school, 50).attempt(0, hard, "passed", "x")]).await;
        let path = format!("/v1/classes/{class}/lessons/{}/progress", course.lesson(0));
        let shown = rivera.get(&path).await.assert(200).json();
        let activities = shown["activities"].as_array().unwrap();
        let counts = |place: usize| {
            let counted = ["students_started", "students_completed", "students_stuck", "tries", "failures"];
            counted.map(|name| activities[place][name].as_u64().unwrap())
        };
        assert_eq!(activities.len(), 6);
        assert_eq!(activities[3]["id"], hard.to_string());
        assert_eq!([counts(0), counts(1)], [[2, 2, 0, 0, 0], [2, 2, 0, 2, 0]]);
        assert_eq!([counts(2), counts(3)], [[0; 5], [2, 1, 1, 11, 10]]);

        let elsewhere = format!("/v1/classes/{class}/lessons/{}/progress", uuid::Uuid::from_u128(9));
        rivera.get(&elsewhere).await.assert_problem(404, "not_found");
        ada.get(&path).await.assert_problem(403, "forbidden");
        school.teacher("Chen").await.get(&path).await.assert_problem(404, "not_found");
    }

    async fn an_unchanged_class_is_recognised_without_being_shown(school: TestApp) {
        let rivera = school.teacher("Rivera").await;
        let class = rivera.class("Grade 4 Coding").await;
        let course = StarterCourse::load(&school).await;
        course.assign(&rivera, class).await;
        let ada = school.student_in(class, "Ada").await;
        let path = format!("/v1/classes/{class}/progress");
        let disclosures = || count(&school, "SELECT COUNT(*) AS n FROM audit_events WHERE happening = 'read_class_progress'");
        let etag = rivera.get(&path).await.assert(200).header("etag");
        assert_eq!(disclosures(), 1);
        let same = get_if_changed(&rivera, &path, &etag).await.assert(304);
        assert!(same.body.is_empty());
        assert_eq!(same.header("etag"), etag);
        assert_eq!(disclosures(), 1);
        let admin = school.school_admin("Diaz").await;
        get_if_changed(&admin, &path, &etag).await.assert(200);

        let events = Events::from(&school, 1);
        let event = events.completed(0, course.activities(0)[0]);
        report(&ada, std::slice::from_ref(&event)).await;
        let changed = get_if_changed(&rivera, &path, &etag).await.assert(200).header("etag");
        assert_ne!(changed, etag);
        report(&ada, &[event]).await;
        get_if_changed(&rivera, &path, &changed).await.assert(304);
        school.student_in(class, "Ben").await;
        get_if_changed(&rivera, &path, &changed).await.assert(200);
    }

    async fn a_report_is_safe_to_open_in_a_spreadsheet(school: TestApp) {
        let rivera = school.teacher("Rivera").await;
        let class = rivera.class("Grade 4 Coding").await;
        let course = StarterCourse::load(&school).await;
        course.assign(&rivera, class).await;
        let ada = school.student_in(class, "=HYPERLINK(\"x\")").await;
        report(&ada, &[Events::from(&school, 1).completed(0, course.activities(0)[0])]).await;
        let path = format!("/v1/classes/{class}/reports/progress.csv");
        let told = rivera.get(&path).await.assert(200);
        assert_eq!(told.header("content-type"), "text/csv; charset=utf-8");
        assert_eq!(told.header("content-disposition"), "attachment; filename=\"progress.csv\"");
        let text = String::from_utf8(told.body).unwrap();
        let lines: Vec<&str> = text.split("\r\n").collect();
        assert_eq!(lines.len(), 14, "{text}");
        assert!(lines[0].starts_with("\u{feff}\"student_id\","), "{}", lines[0]);
        assert!(lines[1].contains(",\"'=HYPERLINK(\"\"x\"\") E.\","), "{}", lines[1]);
        let begun = ",\"started\",\"1\",\"0\",\"0\",\"0\",\"2026-09-21T15:00:00Z\",\"\",";
        assert!(lines[1].contains(begun), "{}", lines[1]);
        let not_begun = ",\"not_started\",\"0\",\"0\",\"0\",\"0\",\"\",\"\",";
        assert!(lines[2].contains(not_begun), "{}", lines[2]);
        let chen = school.teacher("Chen").await;
        give_part(&school, class, chen.user, "co_teacher", now_of(&school));
        chen.get(&path).await.assert_problem(403, "forbidden");
    }

    async fn feedback_is_a_code_that_reaches_its_student(school: TestApp) {
        let rivera = school.teacher("Rivera").await;
        let class = rivera.class("Grade 4 Coding").await;
        let course = StarterCourse::load(&school).await;
        course.assign(&rivera, class).await;
        let (ada, ben) = (school.student_in(class, "Ada").await, school.student_in(class, "Ben").await);
        let path = format!("/v1/classes/{class}/students/{}/feedback", ada.user);
        let body = json!({"activity_id": course.activities(0)[1], "code": "kept_going"});
        let given = rivera.post_once(&path, "f-1", body.clone()).await.assert(201);
        assert_eq!(given.header("location"), path);
        let again = rivera.post_once(&path, "f-1", body.clone()).await.assert(201);
        assert_eq!(given.body, again.body);

        let own = ada.get("/v1/me/feedback").await.assert(200);
        assert_eq!(own.json()["data"], json!([given.json()]));
        assert_eq!(own.text("/data/0/given_by"), "Mx. Rivera");
        assert_eq!(ben.get("/v1/me/feedback").await.assert(200).json()["data"], json!([]));
        assert_eq!(rivera.get(&path).await.assert(200).json()["data"], json!([given.json()]));
        // FER-04, D11: those who teach read it, and who assists does not.
        let (chen, tan) = (school.teacher("Chen").await, school.assistant("Tan").await);
        give_part(&school, class, chen.user, "co_teacher", now_of(&school));
        give_part(&school, class, tan.user, "teaching_assistant", now_of(&school));
        assert_eq!(chen.get(&path).await.assert(200).json()["data"], json!([given.json()]));
        assert_eq!(tan.get(&path).await.assert(200).json()["data"], json!([]));

        let id = given.text("/id");
        ada.post_empty(&format!("/v1/me/feedback/{id}/read")).await.assert(204);
        let read = rivera.get(&path).await.assert(200);
        assert_eq!(read.json()["data"][0]["read_at"], json!(now_of(&school)));
        ben.post_empty(&format!("/v1/me/feedback/{id}/read")).await.assert_problem(404, "not_found");
        let codes = school.anybody().get("/v1/feedback-codes").await.assert(200).json();
        let codes = codes["codes"].as_array().unwrap();
        assert!(codes.iter().any(|it| it["code"] == given.json()["code"] && it["es"].is_string()));

        let free = json!({"activity_id": course.activities(0)[1], "code": "call me"});
        rivera.post(&path, free).await.assert_problem(422, "invalid_fields");
        let unknown = json!({"activity_id": uuid::Uuid::from_u128(3), "code": "well_done"});
        let refused = rivera.post(&path, unknown).await.assert_problem(422, "invalid_fields");
        assert_eq!(refused.text("/errors/0/pointer"), "/activity_id");
        chen.post(&path, body.clone()).await.assert_problem(403, "forbidden");
        let [diaz, _] = admins(&school).await;
        diaz.post(&path, body.clone()).await.assert_problem(403, "forbidden");
        ada.post(&path, body.clone()).await.assert_problem(404, "not_found");
        school.anybody().post(&path, body).await.assert_problem(401, "unauthenticated");
    }

    async fn feedback_is_about_an_attempt_and_can_be_withdrawn(school: TestApp) {
        let rivera = school.teacher("Rivera").await;
        let class = rivera.class("Grade 4 Coding").await;
        let course = StarterCourse::load(&school).await;
        course.assign(&rivera, class).await;
        let (ada, ben) = (school.student_in(class, "Ada").await, school.student_in(class, "Ben").await);
        school.clock.advance(TimeDelta::minutes(4));
        let events = Events::from(&school, 1);
        let activity = course.activities(0)[1];
        let tries = [
            events.attempt(9, activity, "failed", "print('Helo')"),
            events.attempt(5, activity, "passed", "print('Hello')"),
            events.spent(1, activity, 60),
        ];
        report(&ada, &tries).await;
        let timeline = format!("/v1/classes/{class}/students/{}/timeline", ada.user);
        let handed_in = format!("{timeline}?activity_id={activity}&kind=attempted&limit=1");
        let last = rivera.get(&handed_in).await.assert(200).json();
        assert_eq!(last["data"][0]["code"], "print('Hello')");
        let next = format!("{handed_in}&cursor={}", last["next_cursor"].as_str().unwrap());
        let first = rivera.get(&next).await.assert(200).json();
        assert_eq!((&first["data"][0]["id"], &first["has_more"]), (&tries[0]["id"], &json!(false)));
        let others = next.replace("attempted", "completed");
        rivera.get(&others).await.assert_problem(400, "invalid_cursor");
        let since = (now_of(&school) - TimeDelta::seconds(5)).format("%Y-%m-%dT%H:%M:%SZ");
        let recent = ada.get(&format!("/v1/me/timeline?since={since}")).await.assert(200).json();
        assert_eq!(recent["data"].as_array().unwrap().len(), 2);
        let elsewhere = format!("/v1/me/timeline?lesson_id={}", course.lesson(1));
        assert_eq!(ada.get(&elsewhere).await.assert(200).json()["data"], json!([]));

        let path = format!("/v1/classes/{class}/students/{}/feedback", ada.user);
        let about = |event: &Value| json!({"activity_id": activity, "code": "almost_there", "event_id": event});
        let given = rivera.post(&path, about(&tries[0]["id"])).await.assert(201);
        assert_eq!(given.json()["event_id"], tries[0]["id"]);
        for other in [&tries[2]["id"], &json!(uuid::Uuid::from_u128(99))] {
            let refused = rivera.post(&path, about(other)).await.assert_problem(422, "invalid_fields");
            assert_eq!(refused.text("/errors/0/pointer"), "/event_id");
        }
        let of_ben = format!("/v1/classes/{class}/students/{}/feedback", ben.user);
        rivera.post(&of_ben, about(&tries[0]["id"])).await.assert_problem(422, "invalid_fields");

        let id = given.text("/id");
        rivera.delete(&format!("{of_ben}/{id}")).await.assert_problem(404, "not_found");
        for _ in 0..2 {
            rivera.delete(&format!("{path}/{id}")).await.assert(204);
        }
        assert_eq!(ada.get("/v1/me/feedback").await.assert(200).json()["data"], json!([]));
        assert_eq!(rivera.get(&path).await.assert(200).json()["data"], json!([]));
        ada.post_empty(&format!("/v1/me/feedback/{id}/read")).await.assert_problem(404, "not_found");
    }

    async fn a_teacher_sees_what_the_class_handed_in_for_an_activity(school: TestApp) {
        let rivera = school.teacher("Rivera").await;
        let class = rivera.class("Grade 4 Coding").await;
        let course = StarterCourse::load(&school).await;
        course.assign(&rivera, class).await;
        let (ada, ben) = (school.student_in(class, "Ada").await, school.student_in(class, "Ben").await);
        school.clock.advance(TimeDelta::minutes(4));
        let events = Events::from(&school, 1);
        let (program, prompt) = (course.activities(0)[1], course.activities(0)[5]);
        let told = [
            events.attempt(9, program, "failed", "print('Helo')"),
            events.attempt(5, program, "passed", "print('Hello')"),
            events.answered(3, prompt, "It was fun."),
        ];
        report(&ada, &told).await;
        let of = |activity| format!("/v1/classes/{class}/activities/{activity}/submissions");
        let shown = rivera.get(&of(program)).await.assert(200).json();
        assert_eq!(shown["submissions"].as_array().unwrap().len(), 2);
        assert_eq!(shown["submissions"][0]["display_name"], "Ada E.");
        assert_eq!(shown["submissions"][0]["last"]["code"], "print('Hello')");
        assert_eq!(shown["submissions"][1]["student_id"], ben.user.to_string());
        assert_eq!(shown["submissions"][1]["last"], Value::Null);

        let chen = school.teacher("Chen").await;
        give_part(&school, class, chen.user, "co_teacher", now_of(&school));
        let [diaz, _] = admins(&school).await;
        let answer = |shown: &Value| {
            let last = &shown["submissions"][0]["last"];
            (last["answer"].clone(), last["withheld"].clone())
        };
        let to_rivera = rivera.get(&of(prompt)).await.assert(200).json();
        assert_eq!(answer(&to_rivera), (json!("It was fun."), json!(false)));
        for other in [&chen, &diaz] {
            let shown = other.get(&of(prompt)).await.assert(200).json();
            assert_eq!(answer(&shown), (Value::Null, json!(true)));
        }
        ada.get(&of(program)).await.assert_problem(403, "forbidden");
        school.teacher("Okafor").await.get(&of(program)).await.assert_problem(404, "not_found");
        let nowhere = of(uuid::Uuid::from_u128(3));
        rivera.get(&nowhere).await.assert_problem(404, "not_found");

        let path = format!("/v1/classes/{class}/students/{}/progress", ada.user);
        let activities = rivera.get(&path).await.assert(200).json()["activities"].clone();
        assert_eq!(activities.as_array().unwrap().len(), 2);
        assert_eq!((&activities[0]["id"], &activities[0]["tries"]), (&json!(program), &json!(2)));
        assert_eq!(activities[1]["status"], "completed");
        ada.get(&path).await.assert_problem(404, "not_found");
    }

    async fn a_long_timeline_is_read_page_by_page(school: TestApp) {
        let rivera = school.teacher("Rivera").await;
        let class = rivera.class("Grade 4 Coding").await;
        let course = StarterCourse::load(&school).await;
        course.assign(&rivera, class).await;
        let ada = school.student_in(class, "Ada").await;
        school.clock.advance(TimeDelta::minutes(4));
        let events = Events::from(&school, 1);
        // Three at each instant, so that instants alone do not tell them apart.
        let told: Vec<Value> = (0..21)
            .map(|number| events.spent(number / 3, course.activities(0)[1], 1))
            .collect();
        report(&ada, &told).await;
        let all = ada.get("/v1/me/timeline").await.assert(200).json();
        let path = format!("/v1/classes/{class}/students/{}/timeline", ada.user);
        let mut walked = Vec::new();
        let mut next = format!("{path}?limit=4");
        loop {
            let page = rivera.get(&next).await.assert(200).json();
            walked.extend(page["data"].as_array().unwrap().iter().cloned());
            let Some(cursor) = page["next_cursor"].as_str() else { break };
            next = format!("{path}?limit=4&cursor={cursor}");
        }
        assert_eq!(json!(walked), all["data"]);
        assert_eq!(walked.len(), 21);
        rivera.get(&format!("{path}?cursor=AAAA")).await.assert_problem(400, "invalid_cursor");
    }
}
