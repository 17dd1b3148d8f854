//! Courses, as visitors, authors, teachers and pupils meet them.

use actix_web::http::Method;
use api::courses::catalogue::bundled;
use chrono::TimeDelta;
use serde_json::{Value, json};
use tests::{
    courses::{beginning, seed, seed_these, whole},
    on_each_backend,
    reply::Reply,
    witness::Witness,
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
        let mut witness = Witness::of(&school.place);
        let before = witness.sees();
        let listed = visitor.get("/v1/courses").await.assert(200);
        let course = format!("/v1/courses/{}", listed.text("/data/0/id"));
        let shown = visitor.get(&course).await.assert(200);
        let lesson = format!("{course}/lessons/{}", shown.text("/units/0/lessons/0/id"));
        let read = visitor.get(&lesson).await.assert(200);
        visitor.get(&format!("/v1/courses/{NOWHERE}")).await.assert(404);
        assert_eq!(witness.sees(), before);
        for reply in [listed, shown, read] {
            assert!(reply.headers.get("set-cookie").is_none());
            assert_eq!(reply.header("cache-control"), "public, max-age=60");
        }
        seed_these(&school, Vec::new()).await;
        assert_eq!(witness.sees(), before);
        school.teacher("Rivera").await;
        assert_ne!(witness.sees(), before, "a witness who sees nothing proves nothing");
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

    async fn a_new_version_of_the_catalogue_is_seen_within_a_minute_and_the_old_one_stays(school: TestApp) {
        seed(&school).await;
        let visitor = school.anybody();
        let course = visitor.get("/v1/courses").await.assert(200).text("/data/0/id");
        let course = format!("/v1/courses/{course}");
        let before = visitor.get(&course).await.assert(200);
        let old = format!("{course}/lessons/{}", before.text("/units/0/lessons/0/id"));

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
        let new = format!("{course}/lessons/{}", after.text("/units/0/lessons/0/id"));
        assert_ne!(new, old);
        visitor.get(&old).await.assert(200);
        visitor.get(&new).await.assert(200);
    }

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
        rivera.post_empty(&format!("{path}/publish")).await.assert_problem(409, "state_conflict");

        let mut next = whole("robots");
        next["title"] = "Robots on Stage, again".into();
        let next = rivera.put(&draft, &published.header("etag"), next).await.assert(200);
        assert_eq!(next.json()["draft"]["number"], 2);
        assert_eq!(next.text("/versions/0/title"), "Robots on Stage");
        let both = rivera.post_empty(&format!("{path}/publish")).await.assert(200);
        assert_eq!(ids(&both, "/versions").len(), 2);
        assert_eq!(both.text("/versions/0/title"), "Robots on Stage, again");
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

    async fn teachers_see_the_key_of_a_lesson_and_pupils_never(school: TestApp) {
        let rivera = school.teacher("Rivera").await;
        let class = rivera.class("Grade 4 Coding").await;
        let (_, version) = rivera.published_course("robots").await;
        let path = rivera.assigned(class, &version).await;
        let pupil = school.pupil_in(class, "Ada").await;
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
        pupil.get(&key).await.assert_problem(403, "forbidden");
        let learned = pupil.get(&lesson).await.assert(200);
        assert_no_secret(&learned);
        assert_eq!(ids(&learned, "/activities"), ids(&rivera.get(&key).await, "/activities"));
        school.teacher("Chen").await.get(&key).await.assert_problem(404, "not_found");
        rivera.get(&format!("{path}/lessons/{NOWHERE}/key")).await.assert_problem(404, "not_found");
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
        let pupil = school.pupil_in(class, "Ada").await;
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
        for stranger in [school.teacher_in_other_district("Silva").await, pupil.clone()] {
            let hidden = stranger.get(&path).await.assert_problem(404, "not_found");
            let nothing = stranger.get(&absent).await.assert_problem(404, "not_found");
            assert_eq!(hidden.body_without_request_id(), nothing.body_without_request_id());
            let put = stranger.put(&format!("{path}/draft"), "\"x\"", whole("robots")).await;
            put.assert_problem(404, "not_found");
            let publish = stranger.post_empty(&format!("{path}/publish")).await;
            publish.assert_problem(404, "not_found");
        }
        pupil.get("/v1/authored-courses").await.assert_problem(403, "forbidden");
        let refused = pupil.post("/v1/authored-courses", beginning("mine")).await;
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

    async fn a_class_works_in_the_course_that_its_teacher_gave_it(school: TestApp) {
        seed(&school).await;
        let rivera = school.teacher("Rivera").await;
        let class = rivera.class("Grade 4 Coding").await;
        let ada = school.pupil_in(class, "Ada").await;
        let bundled = school.anybody().get("/v1/courses").await.assert(200).text("/data/0/version/id");
        let (_, authored) = rivera.published_course("robots").await;
        rivera.assigned(class, &bundled).await;
        school.clock.advance(TimeDelta::seconds(1));
        let own = rivera.assigned(class, &authored).await;

        let listed = ada.get(&format!("/v1/classes/{class}/courses")).await.assert(200);
        assert_eq!(listed.text("/data/0/version/title"), "First Steps in Code");
        assert_eq!(listed.text("/data/1/version/title"), "Robots on Stage");
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

        let path = format!("/v1/authored-courses/{course}");
        let etag = rivera.get(&path).await.assert(200).header("etag");
        let mut next = whole("robots");
        next["title"] = "Robots, revised".into();
        rivera.put(&format!("{path}/draft"), &etag, next).await.assert(200);
        rivera.post_empty(&format!("{path}/publish")).await.assert(200);
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
        let ada = school.pupil_in(class, "Ada").await;
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
        let ada = school.pupil_in(class, "Ada").await;
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
