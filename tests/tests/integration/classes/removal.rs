//! A student who was created by mistake.

use serde_json::json;
use tests::{learning::StarterCourse, on_each_backend, rows::Rows};

on_each_backend! {
    async fn a_student_without_work_is_removed_with_everything_that_is_held_about_them(school: TestApp) {
        let rivera = school.teacher("Rivera").await;
        let class = rivera.class("Grade 4 Coding").await;
        let robin = school.student_in(class, "Robin").await;
        let path = format!("/v1/classes/{class}/students/{}", robin.user);
        let account = format!("{path}/account");

        rivera.delete(&account).await.assert(204);
        rivera.get(&path).await.assert_problem(404, "not_found");
        rivera.delete(&account).await.assert_problem(404, "not_found");
        robin.get("/v1/me").await.assert_problem(401, "unauthenticated");
        let mut rows = Rows::of(&school);
        let id = rows.id(robin.user.uuid());
        for (table, column) in [("users", "id"), ("subject_keys", "subject_id"), ("enrollments", "user_id"), ("school_enrollments", "user_id"), ("sessions", "user_id")] {
            let left = rows.values(&format!("SELECT 'left' AS value FROM {table} WHERE {column} = {id}"));
            assert!(left.is_empty(), "{table}");
        }
        let novak = school.district_admin("Novak").await;
        let log = novak.get(&format!("/v1/audit/events?happening=remove_student&outcome=done&person_id={}", robin.user)).await.assert(200);
        assert_eq!(log.rows().len(), 1);
    }

    async fn a_student_with_work_is_kept_with_the_reason(school: TestApp) {
        let rivera = school.teacher("Rivera").await;
        let class = rivera.class("Grade 4 Coding").await;
        let course = StarterCourse::load(&school).await;
        course.assign(&rivera, class).await;
        let robin = school.student_in(class, "Robin").await;
        let work = format!("/v1/me/activities/{}/work", course.activities(0)[1]);
        robin.put(&work, "*", json!({"text": "print('hello')"})).await.assert(200);
        let account = format!("/v1/classes/{class}/students/{}/account", robin.user);
        let refused = rivera.delete(&account).await.assert_conflict("student_has_work");
        assert!(refused.text("/detail").contains("work"), "{}", refused.text("/detail"));
        robin.get("/v1/me").await.assert(200);
    }

    async fn a_student_of_two_classes_and_one_of_a_colleague_are_kept(school: TestApp) {
        let (rivera, ito) = (school.teacher("Rivera").await, school.teacher("Ito").await);
        let class = rivera.class("Robots").await;
        let other = ito.class("Art").await;
        let robin = school.student_in(class, "Robin").await;
        robin.join(&ito.join_code(other, 24, 30).await.text("/code")).await.assert(200);
        let account = format!("/v1/classes/{class}/students/{}/account", robin.user);
        rivera.delete(&account).await.assert_conflict("student_is_elsewhere");

        let ada = school.student_in(class, "Ada").await;
        let account = format!("/v1/classes/{class}/students/{}/account", ada.user);
        ito.delete(&account).await.assert_problem(404, "not_found");
        let kim = school.teacher("Kim").await;
        rivera.appoint(class, &kim, "co_teacher").await.assert(201);
        kim.delete(&account).await.assert_problem(403, "forbidden");
        school.school_admin("Diaz").await.delete(&account).await.assert(204);
    }
}
