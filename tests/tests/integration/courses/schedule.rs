//! When a class works on its courses: their order, their opening, their due date.

use chrono::TimeDelta;
use serde_json::json;
use tests::{
    courses::whole,
    learning::{Events, now_of, results},
    on_each_backend,
};

use crate::{courses::ids, progress::EVENTS};

on_each_backend! {
    async fn students_see_a_course_when_it_opens_and_staff_see_it_before(school: TestApp) {
        let rivera = school.teacher("Rivera").await;
        let class = rivera.class("Grade 4 Coding").await;
        let ada = school.student_in(class, "Ada").await;
        let (_, version) = rivera.published_course("robots").await;
        let list = format!("/v1/classes/{class}/courses");
        let opens_at = now_of(&school) + TimeDelta::minutes(4);
        let body = json!({"course_version_id": version, "opens_at": opens_at});
        let path = rivera.post(&list, body).await.assert(201).header("location");
        let outline = rivera.get(&path).await.assert(200);
        let lesson = outline.text("/units/0/lessons/0/id");
        let activity = outline.text("/units/0/lessons/0/activities/0/id").parse().unwrap();
        let lesson = format!("{path}/lessons/{lesson}");
        assert_eq!(ids(&rivera.get(&list).await.assert(200), "/data").len(), 1);

        let seen_by_ada = async || {
            let listed = ids(&ada.get(&list).await.assert(200), "/data").len();
            let own = ada.get("/v1/me/progress").await.assert(200).json();
            let shown = [ada.get(&path).await.status.as_u16(), ada.get(&lesson).await.status.as_u16()];
            (listed, own["courses"].as_array().unwrap().len(), shown)
        };
        let events = Events::from(&school, 1);
        let reads = async |seconds| {
            let event = events.completed(seconds, activity);
            results(&ada.post(EVENTS, json!({"events": [event]})).await.assert(200).json())
        };
        assert_eq!(seen_by_ada().await, (0, 0, [404, 404]));
        assert_eq!(reads(0).await, ["not_enrolled_then"]);

        school.clock.advance(TimeDelta::minutes(4));
        assert_eq!(seen_by_ada().await, (1, 1, [200, 200]));
        assert_eq!(reads(0).await, ["recorded"]);

        let etag = rivera.get(&path).await.assert(200).header("etag");
        let hidden = rivera.patch(&path, &etag, json!({"visibility": "hidden"})).await.assert(200);
        assert_eq!(hidden.text("/assignment/visibility"), "hidden");
        assert_eq!(seen_by_ada().await, (0, 0, [404, 404]));
        rivera.get(&lesson).await.assert(200);
        let etag = hidden.header("etag");
        let shown = json!({"visibility": "visible", "opens_at": null});
        rivera.patch(&path, &etag, shown).await.assert(200);
        assert_eq!(seen_by_ada().await, (1, 1, [200, 200]));
    }

    async fn a_teacher_puts_the_courses_of_a_class_into_an_order(school: TestApp) {
        let rivera = school.teacher("Rivera").await;
        let class = rivera.class("Grade 4 Coding").await;
        let mut paths = Vec::new();
        for slug in ["robots", "stars", "songs"] {
            let (course, _) = rivera.published_course(slug).await;
            let mut named = whole(slug);
            named["title"] = json!(slug);
            let version = rivera.next_version(&course, named).await;
            paths.push(rivera.assigned(class, &version).await);
        }
        let order = async |limit: usize| {
            let mut titles = Vec::new();
            let mut page = format!("/v1/classes/{class}/courses?limit={limit}");
            loop {
                let found = rivera.get(&page).await.assert(200).json();
                let of_page = found["data"].as_array().unwrap().iter();
                titles.extend(of_page.map(|it| it["version"]["title"].as_str().unwrap().to_owned()));
                let Some(next) = found["next_cursor"].as_str() else { break titles };
                page = format!("/v1/classes/{class}/courses?limit={limit}&cursor={next}");
            }
        };
        assert_eq!(order(50).await, ["robots", "stars", "songs"]);
        let etag = rivera.get(&paths[0]).await.assert(200).header("etag");
        rivera.patch(&paths[0], &etag, json!({"position": 3})).await.assert(200);
        for limit in [50, 1] {
            assert_eq!(order(limit).await, ["stars", "robots", "songs"]);
        }
        let refused = rivera.patch(&paths[0], "*", json!({"position": 0})).await;
        refused.assert_problem(422, "invalid_fields");
    }

    async fn work_is_due_after_it_opens(school: TestApp) {
        let rivera = school.teacher("Rivera").await;
        let class = rivera.class("Grade 4 Coding").await;
        let (_, version) = rivera.published_course("robots").await;
        let list = format!("/v1/classes/{class}/courses");
        let now = now_of(&school);
        let body = json!({"course_version_id": version, "opens_at": now, "due_at": now});
        let refused = rivera.post(&list, body).await.assert_problem(422, "invalid_fields");
        assert_eq!(refused.text("/errors/0/pointer"), "/due_at");
        let due_at = now + TimeDelta::days(7);
        let body = json!({"course_version_id": version, "opens_at": now, "due_at": due_at});
        let path = rivera.post(&list, body).await.assert(201).header("location");
        let refused = rivera.patch(&path, "*", json!({"opens_at": due_at})).await;
        refused.assert_problem(422, "invalid_fields");
    }
}
