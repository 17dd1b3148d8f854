//! Work that goes on at another device.

use chrono::TimeDelta;
use serde_json::{Value, json};
use tests::{
    learning::{StarterCourse, stands_in_the_clear},
    on_each_backend,
};

on_each_backend! {
    async fn a_student_goes_on_with_their_work_at_another_device(school: TestApp) {
        let rivera = school.teacher("Rivera").await;
        let class = rivera.class("Grade 4 Coding").await;
        let course = StarterCourse::load(&school).await;
        let assignment = course.assign(&rivera, class).await;
        let ada = school.student_in(class, "Ada").await;
        let path = format!("/v1/me/activities/{}/work", course.activities(0)[1]);

        let nothing = ada.get(&path).await.assert(200);
        assert_eq!((&nothing.json()["text"], &nothing.json()["updated_at"]), (&Value::Null, &Value::Null));
        let begun = ada.put(&path, &nothing.header("etag"), json!({"text": "print('SECRET-1')"})).await;
        let begun = begun.assert(200);
        let shown = ada.get(&path).await.assert(200);
        assert_eq!(shown.text("/text"), "print('SECRET-1')");
        assert_eq!(shown.header("etag"), begun.header("etag"));
        assert!(!stands_in_the_clear(&school, "SECRET-1"));

        let late = ada.put(&path, &nothing.header("etag"), json!({"text": "lost?"})).await;
        late.assert_problem(412, "precondition_failed");
        school.clock.advance(TimeDelta::seconds(1));
        ada.put(&path, &shown.header("etag"), json!({"text": "print('SECRET-2')"})).await.assert(200);
        ada.put(&path, "*", json!({"text": ""})).await.assert(200);
        assert_eq!(ada.get(&path).await.assert(200).text("/text"), "");

        let long = json!({"text": "é".repeat(8193)});
        let refused = ada.put(&path, "*", long).await.assert_problem(422, "invalid_fields");
        assert_eq!(refused.text("/errors/0/pointer"), "/text");
        rivera.delete(&assignment).await.assert(204);
        ada.put(&path, "*", json!({"text": "too late"})).await.assert_problem(404, "not_found");
        ada.get(&path).await.assert(200);
    }

    async fn saved_work_is_seen_by_nobody_else(school: TestApp) {
        let rivera = school.teacher("Rivera").await;
        let class = rivera.class("Grade 4 Coding").await;
        let course = StarterCourse::load(&school).await;
        course.assign(&rivera, class).await;
        let (ada, ben) = (school.student_in(class, "Ada").await, school.student_in(class, "Ben").await);
        let path = format!("/v1/me/activities/{}/work", course.activities(0)[1]);
        ada.put(&path, "*", json!({"text": "print('mine')"})).await.assert(200);
        assert_eq!(ben.get(&path).await.assert(200).json()["text"], Value::Null);
        rivera.get(&path).await.assert_problem(404, "not_found");
        let timeline = format!("/v1/classes/{class}/students/{}/timeline", ada.user);
        assert_eq!(rivera.get(&timeline).await.assert(200).json()["data"], json!([]));
    }

    async fn nothing_is_saved_where_nothing_is_written(school: TestApp) {
        let rivera = school.teacher("Rivera").await;
        let class = rivera.class("Grade 4 Coding").await;
        let course = StarterCourse::load(&school).await;
        course.assign(&rivera, class).await;
        let ada = school.student_in(class, "Ada").await;
        let activities = course.activities(0);
        let save = async |activity| {
            let path = format!("/v1/me/activities/{activity}/work");
            ada.put(&path, "*", json!({"text": "Hm."})).await
        };
        save(activities[0]).await.assert_conflict("nothing_to_write");
        save(activities[5]).await.assert(200);
        save(course.lesson(0)).await.assert_problem(404, "not_found");
    }
}
