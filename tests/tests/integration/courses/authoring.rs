//! Courses that teachers write.

use actix_web::http::Method;
use chrono::TimeDelta;
use serde_json::json;
use tests::{
    courses::{beginning, whole},
    on_each_backend,
};

use crate::courses::{NOWHERE, ids, pointers};

on_each_backend! {
    async fn a_teacher_writes_a_course_and_publishes_it(school: TestApp) {
        let rivera = school.teacher("Rivera").await;
        let begun = rivera.post("/v1/authored-courses", beginning("robots")).await.assert(201);
        let path = begun.header("location");
        assert_eq!(begun.json()["draft"]["number"], 1);
        assert_eq!(begun.json()["draft"]["course"]["units"], json!([]));
        assert_eq!(begun.json()["versions"], json!([]));

        let draft = format!("{path}/draft");
        let written = rivera.put(&draft, &begun.header("etag"), whole("robots")).await.assert(200);
        assert_eq!(written.json()["draft"]["course"], whole("robots"));
        assert_eq!(rivera.get(&path).await.assert(200).body, written.body);

        let published = rivera.post_empty(&format!("{path}/publish")).await.assert(200);
        assert_eq!(published.json()["draft"], json!(null));
        assert_eq!(published.json()["versions"][0]["number"], 1);
        rivera.post_empty(&format!("{path}/publish")).await.assert_conflict("no_draft");

        let mut next = whole("robots");
        next["title"] = "Robots on Fixture, again".into();
        let next = rivera.put(&draft, &published.header("etag"), next).await.assert(200);
        assert_eq!(next.json()["draft"]["number"], 2);
        assert_eq!(next.text("/versions/0/title"), "Robots on Fixture");
        let both = rivera.post_empty(&format!("{path}/publish")).await.assert(200);
        assert_eq!(ids(&both, "/versions").len(), 2);
        assert_eq!(both.text("/versions/0/title"), "Robots on Fixture, again");
    }

    async fn a_draft_is_replaced_as_a_whole(school: TestApp) {
        let rivera = school.teacher("Rivera").await;
        let begun = rivera.post("/v1/authored-courses", beginning("robots")).await.assert(201);
        let draft = format!("{}/draft", begun.header("location"));
        let first = rivera.put(&draft, &begun.header("etag"), whole("robots")).await.assert(200);
        let mut other = whole("machines");
        other["units"][0]["lessons"][0]["activities"] = json!([
            {"slug": "only", "title": "Only", "content": {"kind": "text", "body": "One thing."}},
        ]);
        let second = rivera.put(&draft, &first.header("etag"), other.clone()).await.assert(200);
        assert_eq!(second.json()["draft"]["course"], other);
        assert_eq!(second.text("/slug"), "machines");
        let late = rivera.put(&draft, &first.header("etag"), whole("robots")).await;
        late.assert_problem(412, "precondition_failed");
        let headers = [("Content-Type", "application/json")];
        let body = whole("robots").to_string().into_bytes();
        let blind = rivera.send(Method::PUT, &draft, &headers, body).await;
        blind.assert_problem(428, "precondition_required");
    }

    async fn every_broken_rule_of_a_course_is_named_with_its_field(school: TestApp) {
        let rivera = school.teacher("Rivera").await;
        let mut wrong = beginning("Robots!");
        wrong["grade_band"] = json!({"from": "05", "to": "03"});
        let refused = rivera.post("/v1/authored-courses", wrong).await;
        let refused = refused.assert_problem(422, "invalid_fields");
        let expected = [("/slug", "malformed"), ("/grade_band", "order_reversed")];
        assert_eq!(pointers(&refused), expected.map(|(p, c)| (p.to_owned(), c.to_owned())));

        let begun = rivera.post("/v1/authored-courses", beginning("robots")).await.assert(201);
        let path = begun.header("location");
        let draft = format!("{path}/draft");
        let mut wrong = whole("robots");
        wrong["title"] = "<b>Robots</b>".into();
        wrong["units"][0]["lessons"][0]["minutes"] = 1.into();
        let activities = &mut wrong["units"][0]["lessons"][0]["activities"];
        activities[0]["content"]["body"] = "Write to ada@example.org".into();
        activities[2]["content"]["correct"] = json!([7]);
        activities[3]["slug"] = "read".into();
        let refused = rivera.put(&draft, &begun.header("etag"), wrong).await;
        let refused = refused.assert_problem(422, "invalid_fields");
        let at = "/units/0/lessons/0";
        let expected = [
            ("/title".to_owned(), "html"),
            (format!("{at}/minutes"), "out_of_range"),
            (format!("{at}/activities/0/content/body"), "email_address"),
            (format!("{at}/activities/2/content/correct/0"), "out_of_range"),
            (format!("{at}/activities/3/slug"), "duplicate"),
        ];
        assert_eq!(pointers(&refused), expected.map(|(p, c)| (p, c.to_owned())));

        let mut unknown = whole("robots");
        unknown["units"][0]["colour"] = "red".into();
        let refused = rivera.put(&draft, &begun.header("etag"), unknown).await;
        let refused = refused.assert_problem(422, "invalid_fields");
        assert_eq!(refused.text("/errors/0/pointer"), "/units/0/colour");

        let empty = rivera.post_empty(&format!("{path}/publish")).await;
        let empty = empty.assert_problem(422, "invalid_fields");
        assert_eq!(pointers(&empty), [("/units".to_owned(), "too_few".to_owned())]);
    }

    async fn a_course_is_judged_for_its_author_alone_and_no_answer_is_longer_than_it_helps(school: TestApp) {
        let people = school.people().await;
        let mut endless = whole("robots");
        let activity = &mut endless["units"][0]["lessons"][0]["activities"][0];
        activity["content"]["body"] = "1 ".repeat(10_000).into();
        let course = format!("/v1/authored-courses/{NOWHERE}/draft");
        people.ada.put(&course, "*", endless.clone()).await.assert_problem(404, "not_found");

        let begun = people.rivera.post("/v1/authored-courses", beginning("robots")).await.assert(201);
        let lesson = endless["units"][0]["lessons"][0].clone();
        endless["units"][0]["lessons"] = vec![lesson; 150].into();
        let draft = format!("{}/draft", begun.header("location"));
        let refused = people.rivera.put(&draft, "*", endless).await.assert_problem(422, "invalid_fields");
        assert!(refused.json()["errors"].as_array().unwrap().len() <= 100);
    }

    async fn a_slug_belongs_to_one_course_of_a_district(school: TestApp) {
        let rivera = school.teacher("Rivera").await;
        let chen = school.teacher("Chen").await;
        rivera.post("/v1/authored-courses", beginning("robots")).await.assert(201);
        let taken = chen.post("/v1/authored-courses", beginning("robots")).await;
        let taken = taken.assert_problem(409, "already_exists");
        assert_eq!(taken.text("/errors/0/pointer"), "/slug");
        let silva = school.teacher_in_other_district("Silva").await;
        silva.post("/v1/authored-courses", beginning("robots")).await.assert(201);

        let other = chen.post("/v1/authored-courses", beginning("stars")).await.assert(201);
        let draft = format!("{}/draft", other.header("location"));
        let taken = chen.put(&draft, &other.header("etag"), whole("robots")).await;
        taken.assert_problem(409, "already_exists");
    }

    async fn a_repeated_request_begins_and_publishes_one_course(school: TestApp) {
        let rivera = school.teacher("Rivera").await;
        let path = "/v1/authored-courses";
        let first = rivera.post_once(path, "k-1", beginning("robots")).await.assert(201);
        let again = rivera.post_once(path, "k-1", beginning("robots")).await.assert(201);
        assert_eq!(again.body, first.body);
        assert_eq!(again.header("idempotent-replayed"), "true");
        let other = rivera.post_once(path, "k-1", beginning("stars")).await;
        other.assert_problem(422, "idempotency_key_reused");

        let course = first.header("location");
        let draft = format!("{course}/draft");
        rivera.put(&draft, &first.header("etag"), whole("robots")).await.assert(200);
        let publish = format!("{course}/publish");
        let headers = [("Idempotency-Key", "k-2")];
        let once = rivera.send(Method::POST, &publish, &headers, Vec::new()).await.assert(200);
        let twice = rivera.send(Method::POST, &publish, &headers, Vec::new()).await.assert(200);
        assert_eq!(once.body, twice.body);
    }

    async fn only_its_author_sees_a_draft_and_changes_a_course(school: TestApp) {
        let rivera = school.teacher("Rivera").await;
        let begun = rivera.post("/v1/authored-courses", beginning("robots")).await.assert(201);
        let path = begun.header("location");
        let class = rivera.class("Grade 4 Coding").await;
        let student = school.student_in(class, "Ada").await;
        for colleague in [
            school.teacher("Chen").await,
            school.school_admin("Diaz").await,
            school.district_admin("Kim").await,
        ] {
            colleague.get(&path).await.assert_problem(403, "forbidden");
            let put = colleague.put(&format!("{path}/draft"), "\"x\"", whole("robots")).await;
            put.assert_problem(403, "forbidden");
            let publish = colleague.post_empty(&format!("{path}/publish")).await;
            publish.assert_problem(403, "forbidden");
            assert!(ids(&colleague.get("/v1/authored-courses").await.assert(200), "/data").is_empty());
        }
        let absent = format!("/v1/authored-courses/{NOWHERE}");
        for stranger in [school.teacher_in_other_district("Silva").await, student.clone()] {
            let hidden = stranger.get(&path).await.assert_problem(404, "not_found");
            let nothing = stranger.get(&absent).await.assert_problem(404, "not_found");
            assert_eq!(hidden.body_without_request_id(), nothing.body_without_request_id());
            let put = stranger.put(&format!("{path}/draft"), "\"x\"", whole("robots")).await;
            put.assert_problem(404, "not_found");
            let publish = stranger.post_empty(&format!("{path}/publish")).await;
            publish.assert_problem(404, "not_found");
        }
        student.get("/v1/authored-courses").await.assert_problem(403, "forbidden");
        let refused = student.post("/v1/authored-courses", beginning("mine")).await;
        refused.assert_problem(403, "forbidden");
        let operator = school.operator("Olsen").await;
        operator.post("/v1/authored-courses", beginning("ours")).await.assert_problem(403, "forbidden");

        let nobody = school.anybody();
        nobody.get(&path).await.assert_problem(401, "unauthenticated");
        nobody.get("/v1/authored-courses").await.assert_problem(401, "unauthenticated");
        let refused = nobody.post("/v1/authored-courses", beginning("robots")).await;
        refused.assert_problem(401, "unauthenticated");
        nobody.put(&format!("{path}/draft"), "\"x\"", json!({})).await.assert_problem(401, "unauthenticated");
        nobody.post_empty(&format!("{path}/publish")).await.assert_problem(401, "unauthenticated");
    }

    async fn the_district_finds_its_published_courses_page_by_page(school: TestApp) {
        let rivera = school.teacher("Rivera").await;
        rivera.published_course("robots").await;
        school.clock.advance(TimeDelta::seconds(1));
        rivera.published_course("stars").await;
        school.clock.advance(TimeDelta::seconds(1));
        rivera.post("/v1/authored-courses", beginning("draft-only")).await.assert(201);
        let mine = rivera.get("/v1/authored-courses").await.assert(200);
        assert_eq!(ids(&mine, "/data").len(), 3);
        assert_eq!(mine.json()["data"][2]["version"], json!(null));
        assert_eq!(mine.json()["data"][2]["draft"]["number"], 1);

        let okafor = school.teacher_at_other_school("Okafor").await;
        let first = okafor.get("/v1/authored-courses?limit=1").await.assert(200);
        assert_eq!(first.json()["has_more"], true);
        let next = first.text("/next_cursor");
        let rest = okafor.get(&format!("/v1/authored-courses?limit=1&cursor={next}")).await;
        let rest = rest.assert(200);
        assert_eq!(rest.text("/data/0/slug"), "stars");
        assert_eq!(rest.json()["has_more"], false);
        let silva = school.teacher_in_other_district("Silva").await;
        assert!(ids(&silva.get("/v1/authored-courses").await.assert(200), "/data").is_empty());
    }
}
