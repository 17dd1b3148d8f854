//! Courses, as visitors, authors, teachers and students meet them.

mod authoring;
mod in_class;
mod published;
mod schedule;
mod versions;

use actix_web::http::Method;
use api::courses::catalogue::bundled;
use chrono::TimeDelta;
use serde_json::{Value, json};
use tests::{
    courses::{seed, seed_these},
    on_each_backend,
    reply::Reply,
    row_watcher::RowWatcher,
};

const NOWHERE: &str = "01999999-9999-7999-8999-999999999999";

/// What no learner may see.
const SECRETS: [&str; 4] = ["solution", "correct", "explanation", "SECRET"];

#[cfg(test)]
#[track_caller]
fn assert_no_secret(reply: &Reply) {
    let body = String::from_utf8_lossy(&reply.body);
    for secret in SECRETS {
        assert!(!body.contains(secret), "{secret} in {body}");
    }
}

#[cfg(test)]
fn pointers(reply: &Reply) -> Vec<(String, String)> {
    let errors = reply.json()["errors"]
        .as_array()
        .cloned()
        .unwrap_or_default();
    let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
    errors
        .iter()
        .map(|error| (text(&error["pointer"]), text(&error["code"])))
        .collect()
}

#[cfg(test)]
fn ids(reply: &Reply, list: &str) -> Vec<String> {
    let entries = reply
        .json()
        .pointer(list)
        .and_then(Value::as_array)
        .cloned();
    let entries = entries.unwrap_or_default();
    entries
        .iter()
        .map(|entry| entry["id"].as_str().unwrap_or_default().to_owned())
        .collect()
}

on_each_backend! {
    async fn anybody_browses_the_catalogue_without_an_account(school: TestApp) {
        assert_eq!(seed(&school).await, 1);
        let visitor = school.anybody();
        let listed = visitor.get("/v1/courses").await.assert(200);
        assert_eq!(listed.text("/data/0/slug"), "first-steps-in-code");
        assert_eq!(listed.json()["has_more"], false);
        let course = format!("/v1/courses/{}", listed.text("/data/0/id"));
        let shown = visitor.get(&course).await.assert(200);
        assert_eq!(shown.text("/version/title"), "First Steps in Code");
        assert_eq!(shown.json()["version"]["grade_band"], json!({"from": "03", "to": "05"}));
        assert_eq!(ids(&shown, "/units").len(), 3);

        let mut lessons = 0;
        for unit in 0..3 {
            for lesson in ids(&shown, &format!("/units/{unit}/lessons")) {
                lessons += 1;
                let lesson = visitor.get(&format!("{course}/lessons/{lesson}")).await.assert(200);
                assert_eq!(lesson.json()["number"], lessons);
                assert!(lesson.json()["activities"].as_array().unwrap().len() >= 4);
                assert_no_secret(&lesson);
            }
        }
        assert_eq!(lessons, 12);
    }

    async fn browsing_writes_no_row_and_sets_no_cookie(school: TestApp) {
        seed(&school).await;
        let visitor = school.anybody();
        let mut row_watcher = RowWatcher::of(&school.place);
        let before = row_watcher.sees();
        let listed = visitor.get("/v1/courses").await.assert(200);
        let course = format!("/v1/courses/{}", listed.text("/data/0/id"));
        let shown = visitor.get(&course).await.assert(200);
        let lesson = format!("{course}/lessons/{}", shown.text("/units/0/lessons/0/id"));
        let read = visitor.get(&lesson).await.assert(200);
        visitor.get(&format!("/v1/courses/{NOWHERE}")).await.assert(404);
        assert_eq!(row_watcher.sees(), before);
        for reply in [listed, shown, read] {
            assert!(reply.headers.get("set-cookie").is_none());
            assert_eq!(reply.header("cache-control"), "public, max-age=60");
        }
        seed_these(&school, Vec::new()).await;
        assert_eq!(row_watcher.sees(), before);
        school.teacher("Rivera").await;
        assert_ne!(row_watcher.sees(), before, "a row_watcher who sees nothing proves nothing");
    }

    async fn an_unchanged_lesson_is_not_sent_twice(school: TestApp) {
        seed(&school).await;
        let visitor = school.anybody();
        let course = visitor.get("/v1/courses").await.assert(200).text("/data/0/id");
        let shown = visitor.get(&format!("/v1/courses/{course}")).await.assert(200);
        let lesson = shown.text("/units/0/lessons/0/id");
        let path = format!("/v1/courses/{course}/lessons/{lesson}");
        let first = visitor.get(&path).await.assert(200);
        let second = visitor.get(&path).await.assert(200);
        assert_eq!(first.body, second.body);
        let etag = first.header("etag");
        assert_eq!(second.header("etag"), etag);
        let headers = [("If-None-Match", etag.as_str())];
        let unchanged = visitor.send(Method::GET, &path, &headers, Vec::new()).await;
        assert!(unchanged.assert(304).body.is_empty());
    }

    async fn what_the_catalogue_does_not_have_is_not_found(school: TestApp) {
        seed(&school).await;
        let rivera = school.teacher("Rivera").await;
        let (course, version) = rivera.published_course("robots-on-stage").await;
        let class = rivera.class("Grade 4 Coding").await;
        let assignment = rivera.assigned(class, &version).await;
        let lesson = rivera.get(&assignment).await.assert(200).text("/units/0/lessons/0/id");
        let visitor = school.anybody();
        let bundled = visitor.get("/v1/courses").await.assert(200).text("/data/0/id");
        for path in [
            format!("/v1/courses/{NOWHERE}"),
            format!("/v1/courses/{course}"),
            format!("/v1/courses/{course}/lessons/{lesson}"),
            format!("/v1/courses/{bundled}/lessons/{lesson}"),
            format!("/v1/courses/{bundled}/lessons/{NOWHERE}"),
            "/v1/courses/first-steps-in-code".to_owned(),
        ] {
            visitor.get(&path).await.assert_problem(404, "not_found");
        }
        visitor.get("/v1/courses?limit=0").await.assert_problem(400, "invalid_parameter");
        visitor.get("/v1/courses?cursor=AAAA").await.assert_problem(400, "invalid_cursor");
    }

    async fn the_catalogue_is_written_once(school: TestApp) {
        assert_eq!(seed(&school).await, 1);
        let visitor = school.anybody();
        let first = visitor.get("/v1/courses").await.assert(200);
        assert_eq!(seed(&school).await, 0);
        school.clock.advance(TimeDelta::days(30));
        assert_eq!(seed(&school).await, 0);
        assert_eq!(visitor.get("/v1/courses").await.assert(200).body, first.body);
    }

    async fn a_new_version_of_the_catalogue_is_seen_within_a_minute_under_the_same_addresses(school: TestApp) {
        seed(&school).await;
        let visitor = school.anybody();
        let course = visitor.get("/v1/courses").await.assert(200).text("/data/0/id");
        let course = format!("/v1/courses/{course}");
        let before = visitor.get(&course).await.assert(200);
        let lesson = format!("{course}/lessons/{}", before.text("/units/0/lessons/0/id"));
        let old = visitor.get(&lesson).await.assert(200).json();

        let mut next = bundled().unwrap();
        next[0].version = 2;
        assert_eq!(seed_these(&school, next).await, 1);
        let at_once = visitor.get(&course).await.assert(200);
        assert_eq!(at_once.body, before.body, "browsing asks the database rarely");
        school.clock.advance(TimeDelta::minutes(1));
        let after = visitor.get(&course).await.assert(200);
        assert_eq!(after.json()["version"]["number"], 2);
        let listed = visitor.get("/v1/courses").await.assert(200);
        assert_eq!(listed.json()["data"][0]["version"]["number"], 2);
        assert_eq!(after.json()["units"], before.json()["units"]);
        let new = visitor.get(&lesson).await.assert(200).json();
        assert_ne!(new["course_version_id"], old["course_version_id"]);
        assert_eq!(new["activities"], old["activities"]);
    }
}
