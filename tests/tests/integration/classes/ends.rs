//! How long those who teach a class reach its students: to the instant of the end and not a
//! millisecond longer (FER-05).

use chrono::TimeDelta;
use domain::{accounts::sessions::SessionKind, ids::ClassId};
use serde_json::json;
use tests::on_each_backend;

#[cfg(test)]
const MILLISECOND: TimeDelta = TimeDelta::milliseconds(1);

on_each_backend! {
    async fn when_a_student_is_taken_out_access_is_gone_at_that_instant(school: TestApp) {
        let people = school.people().await;
        let path = format!("/v1/classes/{}/students/{}", people.class, people.ada.user);
        school.clock.advance(MILLISECOND);
        for person in [&people.rivera, &people.chen, &people.kim] {
            person.get(&path).await.assert(200);
        }
        school.clock.advance(MILLISECOND);
        people.rivera.delete(&path).await.assert(204);
        for person in [&people.rivera, &people.chen, &people.kim] {
            person.get(&path).await.assert_problem(404, "not_found");
        }
    }

    async fn when_a_class_is_archived_access_is_gone_at_that_instant(school: TestApp) {
        let people = school.people().await;
        let path = format!("/v1/classes/{}/students/{}", people.class, people.ada.user);
        school.clock.advance(MILLISECOND);
        people.rivera.get(&path).await.assert(200);
        school.clock.advance(MILLISECOND);
        people.diaz.post_empty(&format!("/v1/classes/{}/archive", people.class)).await.assert(200);
        for person in [&people.rivera, &people.chen, &people.kim] {
            person.get(&path).await.assert_problem(404, "not_found");
            person.get(&format!("/v1/classes/{}/students", people.class)).await.assert_problem(404, "not_found");
            assert!(person.get("/v1/me/classes").await.assert(200).rows().is_empty());
        }
        people.ada.get(&format!("/v1/classes/{}", people.class)).await.assert_problem(404, "not_found");
    }

    async fn a_co_teachers_time_ends_by_itself(school: TestApp) {
        let people = school.people().await;
        let path = format!("/v1/classes/{}/students/{}", people.class, people.ada.user);
        school.clock.advance(TimeDelta::minutes(5) - MILLISECOND);
        people.chen.get(&path).await.assert(200);
        people.kim.get(&path).await.assert(200);
        school.clock.advance(MILLISECOND);
        people.chen.get(&path).await.assert_problem(404, "not_found");
        people.kim.get(&path).await.assert_problem(404, "not_found");
        people.rivera.get(&path).await.assert(200);
        let staff = people.rivera.get(&format!("/v1/classes/{}/staff", people.class)).await.assert(200);
        assert_eq!(staff.rows().len(), 1);
    }

    async fn thirty_days_after_its_term_a_class_is_over(school: TestApp) {
        let body = json!({
            "kind": "term", "title": "Summer", "starts_on": "2026-07-01", "ends_on": "2026-08-23", "school_year": 2026,
        });
        let term = school.district_admin("Moore").await.post("/v1/academic-sessions", body).await;
        let rivera = school.teacher("Rivera").await;
        let body = json!({"title": "Robots", "academic_session_id": term.assert(201).text("/id")});
        let opened = rivera.post(&format!("/v1/schools/{}/classes", school.world.school), body).await.assert(201);
        // 23 August and 30 days are 22 September, which begins at 07:00 UTC in Los Angeles.
        assert_eq!(opened.text("/access_ends_at"), "2026-09-22T07:00:00Z");
        let class: ClassId = opened.id("/id");
        let ada = school.student_in(class, "Ada").await;
        let path = format!("/v1/classes/{class}/students/{}", ada.user);

        school.clock.advance(TimeDelta::hours(16) - MILLISECOND);
        let rivera = school.again(&rivera, SessionKind::Staff).await;
        rivera.get(&path).await.assert(200);
        school.clock.advance(MILLISECOND);
        rivera.get(&path).await.assert_problem(404, "not_found");
        assert!(rivera.get("/v1/me/classes").await.assert(200).rows().is_empty());
    }

    async fn a_student_in_two_of_a_teachers_classes_who_leaves_one_is_reached_through_the_other(school: TestApp) {
        let people = school.people().await;
        let robots = people.rivera.class("Robots").await;
        let code = people.rivera.join_code(robots, 1, 9).await.text("/code");
        people.ada.join(&code).await.assert(200);
        let through = |class| format!("/v1/classes/{class}/students/{}", people.ada.user);
        people.rivera.delete(&through(people.class)).await.assert(204);
        people.rivera.get(&through(people.class)).await.assert_problem(404, "not_found");
        people.rivera.get(&through(robots)).await.assert(200);
        people.chen.get(&through(robots)).await.assert_problem(404, "not_found");
    }

    async fn a_student_who_comes_back_is_reached_again(school: TestApp) {
        let people = school.people().await;
        let path = format!("/v1/classes/{}/students/{}", people.class, people.ada.user);
        let code = people.rivera.join_code(people.class, 1, 9).await.text("/code");
        people.rivera.delete(&path).await.assert(204);
        school.clock.advance(TimeDelta::minutes(1));
        people.rivera.get(&path).await.assert_problem(404, "not_found");
        people.ada.join(&code).await.assert(200);
        people.rivera.get(&path).await.assert(200);
        let listed = people.rivera.get(&format!("/v1/classes/{}/students", people.class)).await;
        assert_eq!(listed.rows().len(), 1);
    }
}
