//! Courses as classes have them.

use chrono::TimeDelta;
use serde_json::{Value, json};
use tests::{
    courses::{beginning, seed, whole},
    on_each_backend,
};

use crate::courses::{NOWHERE, assert_no_secret, ids};

on_each_backend! {
    async fn teachers_see_the_key_of_a_lesson_and_students_never(school: TestApp) {
        let rivera = school.teacher("Rivera").await;
        let class = rivera.class("Grade 4 Coding").await;
        let (_, version) = rivera.published_course("robots").await;
        let path = rivera.assigned(class, &version).await;
        let student = school.student_in(class, "Ada").await;
        let lesson = rivera.get(&path).await.assert(200).text("/units/0/lessons/0/id");
        let lesson = format!("{path}/lessons/{lesson}");
        let key = format!("{lesson}/key");

        for staff in [&rivera, &school.school_admin("Diaz").await] {
            let shown = staff.get(&key).await.assert(200);
            let activities = shown.json()["activities"].clone();
            let contents: Vec<&Value> =
                activities.as_array().unwrap().iter().map(|activity| &activity["content"]).collect();
            let written = whole("robots");
            let written = written["units"][0]["lessons"][0]["activities"].as_array().unwrap();
            assert!(contents.into_iter().eq(written.iter().map(|activity| &activity["content"])));
        }
        student.get(&key).await.assert_problem(403, "forbidden");
        let learned = student.get(&lesson).await.assert(200);
        assert_no_secret(&learned);
        assert_eq!(ids(&learned, "/activities"), ids(&rivera.get(&key).await, "/activities"));
        school.teacher("Chen").await.get(&key).await.assert_problem(404, "not_found");
        rivera.get(&format!("{path}/lessons/{NOWHERE}/key")).await.assert_problem(404, "not_found");
    }

    async fn a_class_works_in_the_course_that_its_teacher_gave_it(school: TestApp) {
        seed(&school).await;
        let rivera = school.teacher("Rivera").await;
        let class = rivera.class("Grade 4 Coding").await;
        let ada = school.student_in(class, "Ada").await;
        let bundled = school.anybody().get("/v1/courses").await.assert(200).text("/data/0/version/id");
        let (_, authored) = rivera.published_course("robots").await;
        rivera.assigned(class, &bundled).await;
        school.clock.advance(TimeDelta::seconds(1));
        let own = rivera.assigned(class, &authored).await;

        let listed = ada.get(&format!("/v1/classes/{class}/courses")).await.assert(200);
        assert_eq!(listed.text("/data/0/version/title"), "First Steps in Code");
        assert_eq!(listed.text("/data/1/version/title"), "Robots on Fixture");
        for reader in [&ada, &rivera] {
            let outline = reader.get(&own).await.assert(200);
            let lesson = outline.text("/units/0/lessons/0/id");
            let lesson = reader.get(&format!("{own}/lessons/{lesson}")).await.assert(200);
            assert_eq!(ids(&lesson, "/activities").len(), 5);
            assert_no_secret(&lesson);
        }
        let bundled = format!("/v1/classes/{class}/courses/{}", listed.text("/data/0/id"));
        let outline = ada.get(&bundled).await.assert(200);
        let lesson = outline.text("/units/2/lessons/3/id");
        let read = ada.get(&format!("{bundled}/lessons/{lesson}")).await.assert(200);
        assert_eq!(read.json()["number"], 12);
        ada.get(&format!("{own}/lessons/{lesson}")).await.assert_problem(404, "not_found");
        ada.get(&format!("{own}/lessons/{NOWHERE}")).await.assert_problem(404, "not_found");
    }

    async fn a_class_keeps_its_version_when_another_is_published(school: TestApp) {
        let rivera = school.teacher("Rivera").await;
        let class = rivera.class("Grade 4 Coding").await;
        let (course, version) = rivera.published_course("robots").await;
        let assigned = rivera.assigned(class, &version).await;
        let before = rivera.get(&assigned).await.assert(200);

        let mut next = whole("robots");
        next["title"] = "Robots, revised".into();
        rivera.next_version(&course, next).await;
        assert_eq!(rivera.get(&assigned).await.assert(200).body, before.body);
    }

    async fn only_published_versions_that_a_class_may_have_are_assigned(school: TestApp) {
        let rivera = school.teacher("Rivera").await;
        let class = rivera.class("Grade 4 Coding").await;
        let path = format!("/v1/classes/{class}/courses");
        let begun = rivera.post("/v1/authored-courses", beginning("robots")).await.assert(201);
        let silva = school.teacher_in_other_district("Silva").await;
        let (_, foreign) = silva.published_course("far-away").await;
        for version in [begun.text("/draft/id"), foreign, NOWHERE.to_owned()] {
            let refused = rivera.post(&path, json!({"course_version_id": version})).await;
            let refused = refused.assert_problem(422, "invalid_fields");
            assert_eq!(refused.text("/errors/0/pointer"), "/course_version_id");
        }
        let refused = rivera.post(&path, json!({"course_version_id": "robots"})).await;
        refused.assert_problem(422, "invalid_fields");

        let (_, version) = rivera.published_course("stars").await;
        let body = json!({"course_version_id": version});
        let first = rivera.post_once(&path, "k-1", body.clone()).await.assert(201);
        let again = rivera.post_once(&path, "k-1", body.clone()).await.assert(201);
        assert_eq!(first.body, again.body);
        rivera.post(&path, body).await.assert_problem(409, "already_exists");
    }

    async fn a_course_that_is_taken_away_is_gone_and_can_be_given_again(school: TestApp) {
        let rivera = school.teacher("Rivera").await;
        let class = rivera.class("Grade 4 Coding").await;
        let other_class = rivera.class("Grade 5 Coding").await;
        let ada = school.student_in(class, "Ada").await;
        let (_, version) = rivera.published_course("robots").await;
        let assigned = rivera.assigned(class, &version).await;
        let id = assigned.rsplit('/').next().unwrap_or_default().to_owned();
        let elsewhere = format!("/v1/classes/{other_class}/courses/{id}");
        rivera.delete(&elsewhere).await.assert_problem(404, "not_found");
        rivera.get(&elsewhere).await.assert_problem(404, "not_found");
        ada.get(&assigned).await.assert(200);

        rivera.delete(&assigned).await.assert(204);
        ada.get(&assigned).await.assert_problem(404, "not_found");
        let list = format!("/v1/classes/{class}/courses");
        assert!(ids(&ada.get(&list).await.assert(200), "/data").is_empty());
        rivera.delete(&assigned).await.assert(204);
        school.clock.advance(TimeDelta::minutes(1));
        let again = rivera.assigned(class, &version).await;
        assert_ne!(again, assigned);
        ada.get(&again).await.assert(200);
    }

    async fn who_has_no_part_in_a_class_sees_and_changes_nothing_of_its_courses(school: TestApp) {
        let rivera = school.teacher("Rivera").await;
        let class = rivera.class("Grade 4 Coding").await;
        let ada = school.student_in(class, "Ada").await;
        let (_, version) = rivera.published_course("robots").await;
        let assigned = rivera.assigned(class, &version).await;
        let lesson = rivera.get(&assigned).await.assert(200).text("/units/0/lessons/0/id");
        let lesson = format!("{assigned}/lessons/{lesson}");
        let list = format!("/v1/classes/{class}/courses");
        let body = json!({"course_version_id": version});

        let nowhere = format!("/v1/classes/{NOWHERE}/courses");
        for stranger in [
            school.teacher("Chen").await,
            school.teacher_at_other_school("Okafor").await,
            school.teacher_in_other_district("Silva").await,
            school.operator("Olsen").await,
        ] {
            let absent = stranger.get(&nowhere).await.assert_problem(404, "not_found");
            for path in [&list, &assigned, &lesson] {
                let hidden = stranger.get(path).await.assert_problem(404, "not_found");
                assert_eq!(hidden.body_without_request_id(), absent.body_without_request_id());
            }
            stranger.post(&list, body.clone()).await.assert_problem(404, "not_found");
            stranger.delete(&assigned).await.assert_problem(404, "not_found");
        }
        ada.post(&list, body.clone()).await.assert_problem(403, "forbidden");
        ada.delete(&assigned).await.assert_problem(403, "forbidden");
        let admin = school.school_admin("Diaz").await;
        admin.get(&lesson).await.assert(200);
        admin.delete(&assigned).await.assert(204);

        let nobody = school.anybody();
        for path in [&list, &assigned, &lesson] {
            nobody.get(path).await.assert_problem(401, "unauthenticated");
        }
        nobody.post(&list, body).await.assert_problem(401, "unauthenticated");
        nobody.delete(&assigned).await.assert_problem(401, "unauthenticated");

        let archive = format!("/v1/classes/{class}/archive");
        rivera.post_empty(&archive).await.assert(200);
        for member in [&rivera, &ada] {
            member.get(&list).await.assert_problem(404, "not_found");
            member.get(&lesson).await.assert_problem(404, "not_found");
        }
    }
}
