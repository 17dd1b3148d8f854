//! The courses that a class can be given, in one list.

use serde_json::Value;
use tests::{courses::seed, on_each_backend};

use super::assert_no_secret;

on_each_backend! {
    async fn the_catalogue_and_colleagues_courses_are_in_one_list_that_is_searched(school: TestApp) {
        seed(&school).await;
        let (rivera, ito) = (school.teacher("Rivera").await, school.teacher("Ito").await);
        let (course, version) = rivera.published_course("robots").await;

        let listed = ito.get("/v1/published-courses?count=exact").await.assert(200);
        let rows = listed.rows();
        assert_eq!(listed.json()["total_count"], rows.len());
        let own = rows.iter().find(|row| row["id"] == course.as_str()).unwrap();
        assert_eq!((&own["owner"], &own["version"]["id"]), (&Value::from("district"), &Value::from(version.as_str())));
        assert_eq!(own["author_id"], rivera.user.to_string());
        let starter = rows.iter().find(|row| row["owner"] == "catalogue").unwrap();
        assert_eq!((&starter["slug"], &starter["author_id"]), (&Value::from("first-steps-in-code"), &Value::Null));
        let titles: Vec<String> = rows.iter().map(|row| row["version"]["title"].as_str().unwrap().to_lowercase()).collect();
        assert!(titles.is_sorted(), "{titles:?}");

        let found = ito.get("/v1/published-courses?q=robot&owner=district").await.assert(200);
        assert_eq!(found.column("id"), [course.as_str()]);
        assert_eq!(ito.get("/v1/published-courses?q=robot&owner=catalogue").await.assert(200).rows().len(), 0);
        let class = ito.class("Art").await;
        ito.assigned(class, &version).await;
    }

    async fn a_colleagues_published_course_is_readable_and_the_draft_is_not(school: TestApp) {
        let (rivera, ito) = (school.teacher("Rivera").await, school.teacher("Ito").await);
        let (course, _) = rivera.published_course("robots").await;
        let path = format!("/v1/published-courses/{course}");
        let shown = ito.get(&path).await.assert(200);
        assert_no_secret(&shown);
        let lesson = format!("{path}/lessons/{}", shown.text("/units/0/lessons/0/id"));
        assert_no_secret(&ito.get(&lesson).await.assert(200));
        ito.get(&format!("/v1/authored-courses/{course}")).await.assert_problem(403, "forbidden");

        let begun = rivera.post("/v1/authored-courses", tests::courses::beginning("drafts")).await.assert(201);
        let draft = begun.text("/id");
        ito.get(&format!("/v1/published-courses/{draft}")).await.assert_problem(404, "not_found");
        assert!(!ito.get("/v1/published-courses").await.assert(200).column("id").contains(&draft));
        let far = school.teacher_in_other_district("Silva").await;
        far.get(&path).await.assert_problem(404, "not_found");
        assert_eq!(far.get("/v1/published-courses").await.assert(200).rows().len(), 0);
        let class = rivera.class("Robots").await;
        let robin = school.student_in(class, "Robin").await;
        robin.get(&path).await.assert_problem(404, "not_found");
        robin.get("/v1/published-courses").await.assert_problem(403, "forbidden");
    }
}
