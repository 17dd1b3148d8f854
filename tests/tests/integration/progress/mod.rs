//! Progress, as students make it and teachers see it.

mod at_once;
mod authority;
mod batches;
mod budget;
mod clocks;
mod following;
mod hours;
mod marking;
mod reading;
mod saved_work;
mod sight;
mod streams;

use actix_web::http::Method;
use chrono::TimeDelta;
use domain::accounts::sessions::SessionKind;
use serde_json::{Value, json};
use std::collections::BTreeMap;
use tests::{
    app::TestApp,
    dashboard,
    learning::{
        Events, Membership, StarterCourse, count, counted, end_membership, now_of, results,
        stands_in_the_clear,
    },
    on_each_backend,
    persona::Persona,
    reply::Reply,
};

pub(crate) const EVENTS: &str = "/v1/progress/events";

/// Reports events. Gives what became of each.
#[cfg(test)]
async fn report(student: &Persona, events: &[Value]) -> Vec<String> {
    let answer = student.post(EVENTS, json!({"events": events})).await;
    results(&answer.assert(200).json())
}

/// What a class's dashboard says of a student in a lesson.
#[cfg(test)]
fn state(dashboard: &Value, student: &Persona, lesson: uuid::Uuid) -> Value {
    let states = dashboard::begun(dashboard);
    let wanted = |state: &&Value| {
        state["student_id"] == student.user.to_string() && state["lesson_id"] == lesson.to_string()
    };
    states.iter().find(wanted).cloned().unwrap_or(Value::Null)
}

#[cfg(test)]
async fn get_if_changed(who: &Persona, path: &str, etag: &str) -> Reply {
    who.send(Method::GET, path, &[("If-None-Match", etag)], Vec::new())
        .await
}

/// What a student of lesson 0 reports: read, tried twice, passed, spent time, answered a prompt.
#[cfg(test)]
fn a_lesson(events: &Events<'_>, course: &StarterCourse) -> Vec<Value> {
    let activities = course.activities(0);
    vec![
        events.opened(230, course.lesson(0)),
        events.completed(200, activities[0]),
        events.attempt(180, activities[1], "failed", "print('Hallo')"),
        events.spent(170, activities[1], 90),
        events.attempt(150, activities[1], "passed", "print('SECRET-CODE')"),
        events.answered(100, activities[5], "SECRET-ANSWER"),
    ]
}

#[cfg(test)]
async fn admins(school: &TestApp) -> [Persona; 2] {
    [
        school.school_admin("Diaz").await,
        school.district_admin("Novak").await,
    ]
}

on_each_backend! {
    async fn a_student_learns_and_the_teacher_watches(school: TestApp) {
        let rivera = school.teacher("Rivera").await;
        let class = rivera.class("Grade 4 Coding").await;
        let course = StarterCourse::load(&school).await;
        course.assign(&rivera, class).await;
        let (ada, ben) = (school.student_in(class, "Ada").await, school.student_in(class, "Ben").await);
        school.clock.advance(TimeDelta::minutes(4));
        let now = now_of(&school);

        let begin = ada.get("/v1/me/progress").await.assert(200);
        assert_eq!(begin.text("/courses/0/resume"), "begin");
        assert_eq!(begin.text("/courses/0/resume_activity_id"), course.activities(0)[0].to_string());
        let place = begin.json()["courses"][0].clone();
        assert_eq!(place["class_id"], class.to_string());
        let of_class = ada.get(&format!("/v1/classes/{class}/courses")).await.assert(200).json();
        assert_eq!(place["assignment_id"], of_class["data"][0]["id"]);
        assert_eq!(place["course_id"], of_class["data"][0]["version"]["course_id"]);
        let [in_class, assignment, lesson] =
            ["class_id", "assignment_id", "resume_lesson_id"].map(|id| place[id].as_str().unwrap());
        let path = format!("/v1/classes/{in_class}/courses/{assignment}/lessons/{lesson}");
        ada.get(&path).await.assert(200);

        let events = Events::from(&school, 1);
        let told = report(&ada, &a_lesson(&events, &course)).await;
        assert_eq!(told, ["recorded"; 6]);

        let shown = rivera.get(&format!("/v1/classes/{class}/progress")).await.assert(200).json();
        assert_eq!(shown["lessons"].as_array().unwrap().len(), 12);
        assert_eq!(shown["lessons"][0]["course_title"], "First Steps in Code");
        assert_eq!(shown["students"][0]["display_name"], "Ada E.");
        assert_eq!(shown["students"][1]["display_name"], "Ben E.");
        assert_eq!(shown["students"][1]["last_seen_at"], json!(null));
        let first = state(&shown, &ada, course.lesson(0));
        assert_eq!(first["status"], "started");
        assert_eq!(first["tries"], 2);
        assert_eq!(first["successes"], 1);
        assert_eq!(first["seconds"], 90);
        assert_eq!(first["activities_completed"], 3);
        assert_eq!(first["last_seen_unix"], json!((now - TimeDelta::seconds(100)).timestamp()));
        assert_eq!(first["help"], json!([]));
        assert_eq!(state(&shown, &ben, course.lesson(0)), Value::Null);

        let tried = |outcome: &str| -> Vec<Value> {
            let tries = (0..5).map(|_| events.attempt(50, course.activities(0)[3], outcome, "?"));
            tries.collect()
        };
        report(&ben, &tried("submitted")).await;
        let shown = rivera.get(&format!("/v1/classes/{class}/progress")).await.assert(200).json();
        let handed_in = state(&shown, &ben, course.lesson(0));
        assert_eq!((&handed_in["tries"], &handed_in["help"]), (&json!(5), &json!([])));
        report(&ben, &tried("failed")).await;
        let shown = rivera.get(&format!("/v1/classes/{class}/progress")).await.assert(200).json();
        assert_eq!(state(&shown, &ben, course.lesson(0))["help"], json!(["many_tries"]));

        let resumed = ada.get("/v1/me/progress").await.assert(200);
        assert_eq!(resumed.text("/courses/0/resume"), "continue");
        assert_eq!(resumed.text("/courses/0/resume_activity_id"), course.activities(1)[0].to_string());
        assert_eq!(resumed.text("/lessons/0/status"), "started");

        let own = ada.get("/v1/me/timeline").await.assert(200).json();
        assert_eq!(own["data"][0]["answer"], "SECRET-ANSWER");
        assert_eq!(own["data"][1]["code"], "print('SECRET-CODE')");
        assert_eq!(own["data"][5]["kind"], "lesson_opened");
        assert_eq!(own["data"][5]["lesson_title"], "Hello, computer!");
        assert_eq!(own["data"][5]["activity_title"], json!(null));
        assert!(own["data"][1]["activity_title"].as_str().is_some_and(|title| !title.is_empty()));
        let path = format!("/v1/classes/{class}/students/{}/timeline", ada.user);
        let work = rivera.get(&path).await.assert(200).json();
        assert_eq!(work["data"], own["data"]);
    }

    async fn a_completed_lesson_needs_every_activity(school: TestApp) {
        let rivera = school.teacher("Rivera").await;
        let class = rivera.class("Grade 4 Coding").await;
        let course = StarterCourse::load(&school).await;
        course.assign(&rivera, class).await;
        let ada = school.student_in(class, "Ada").await;
        let events = Events::from(&school, 1);
        let right = BTreeMap::from([(2, 2), (4, 3)]);
        let done: Vec<Value> = (0..)
            .zip(course.activities(0))
            .map(|(place, activity)| match right.get(&place) {
                Some(choice) => events.chose(0, activity, &[*choice]),
                None => events.completed(0, activity),
            })
            .collect();
        assert_eq!(report(&ada, &done[1..]).await, ["recorded"; 5]);
        let path = format!("/v1/classes/{class}/progress");
        let shown = rivera.get(&path).await.assert(200).json();
        assert_eq!(state(&shown, &ada, course.lesson(0))["status"], "started");
        report(&ada, &done[..1]).await;
        let shown = rivera.get(&path).await.assert(200).json();
        assert_eq!(state(&shown, &ada, course.lesson(0))["status"], "completed");
        assert_eq!(shown["students"][0]["lessons_completed"], 1);
    }

    async fn what_a_student_wrote_never_stands_in_the_clear(school: TestApp) {
        let rivera = school.teacher("Rivera").await;
        let class = rivera.class("Grade 4 Coding").await;
        let course = StarterCourse::load(&school).await;
        course.assign(&rivera, class).await;
        let ada = school.student_in(class, "Ada").await;
        school.clock.advance(TimeDelta::minutes(4));
        report(&ada, &a_lesson(&Events::from(&school, 1), &course)).await;
        let sealed = "SELECT COUNT(*) AS n FROM progress_events WHERE content IS NOT NULL";
        assert_eq!(count(&school, sealed), 3);
        assert!(!stands_in_the_clear(&school, "SECRET"));
        if let Some(file) = school.place.file() {
            let directory = std::fs::read_dir(file.parent().unwrap()).unwrap();
            for entry in directory {
                let bytes = std::fs::read(entry.unwrap().path()).unwrap();
                assert!(!bytes.windows(6).any(|window| window == b"SECRET"));
            }
        }
    }

    async fn repeated_shuffled_and_split_batches_give_the_same_dashboard(school: TestApp) {
        let rivera = school.teacher("Rivera").await;
        let class = rivera.class("Grade 4 Coding").await;
        let course = StarterCourse::load(&school).await;
        course.assign(&rivera, class).await;
        let (ada, ben) = (school.student_in(class, "Ada").await, school.student_in(class, "Ben").await);
        school.clock.advance(TimeDelta::minutes(4));
        let mut lesson = a_lesson(&Events::from(&school, 1), &course);
        assert_eq!(report(&ada, &lesson).await, ["recorded"; 6]);
        assert_eq!(report(&ada, &lesson).await, ["already_recorded"; 6]);

        // The same ids are another student's own.
        lesson.reverse();
        lesson.push(lesson[2].clone());
        let told = report(&ben, &lesson[..3]).await;
        assert_eq!(told, ["recorded"; 3]);
        let told = report(&ben, &lesson[2..]).await;
        let expected = json!({"already_recorded": 2, "recorded": 3});
        assert_eq!(json!(counted(&told)), expected);

        let shown = rivera.get(&format!("/v1/classes/{class}/progress")).await.assert(200).json();
        let mut of_ada = state(&shown, &ada, course.lesson(0));
        let of_ben = state(&shown, &ben, course.lesson(0));
        of_ada["student_id"] = of_ben["student_id"].clone();
        assert_eq!(of_ada, of_ben);

        let mut other = lesson[0].clone();
        other["answer"] = json!("something else");
        assert_eq!(report(&ada, &[other]).await, ["id_reused"]);
    }

    async fn two_hundred_events_are_a_batch_and_one_more_is_none(school: TestApp) {
        let rivera = school.teacher("Rivera").await;
        let class = rivera.class("Grade 4 Coding").await;
        let course = StarterCourse::load(&school).await;
        course.assign(&rivera, class).await;
        let ada = school.student_in(class, "Ada").await;
        let events = Events::from(&school, 1);
        let mut batch: Vec<Value> = (0..200)
            .map(|number| events.attempt(0, course.activities(number % 12)[3], "failed", "x = 1"))
            .collect();
        let told = report(&ada, &batch).await;
        assert_eq!(json!(counted(&told)), json!({"recorded": 200}));
        let shown = rivera.get(&format!("/v1/classes/{class}/progress")).await.assert(200).json();
        assert_eq!(shown["students"][0]["tries"], 200);
        let audited = "SELECT COUNT(*) AS n FROM audit_events WHERE happening = 'record_progress' AND records > 0";
        assert_eq!(count(&school, audited), 1);

        batch.push(events.completed(0, course.activities(0)[0]));
        let refused = ada.post(EVENTS, json!({"events": batch})).await;
        let refused = refused.assert_problem(422, "invalid_fields");
        assert_eq!(refused.text("/errors/0/pointer"), "/events");
        let empty = ada.post(EVENTS, json!({"events": []})).await;
        assert_eq!(empty.assert_problem(422, "invalid_fields").text("/errors/0/code"), "too_short");
        for none in [json!({"events": {"0": 1}}), json!({"events": "x"}), json!({})] {
            let refused = ada.post(EVENTS, none).await.assert_problem(422, "invalid_fields");
            assert_eq!(refused.text("/errors/0/pointer"), "/events");
        }
        school.anybody().post(EVENTS, json!({"events": []})).await.assert_problem(401, "unauthenticated");
    }

    async fn each_event_is_judged_by_itself(school: TestApp) {
        let rivera = school.teacher("Rivera").await;
        let class = rivera.class("Grade 4 Coding").await;
        let other = rivera.class("Grade 5 Coding").await;
        let course = StarterCourse::load(&school).await;
        course.assign(&rivera, class).await;
        let (ada, ben) = (school.student_in(class, "Ada").await, school.student_in(other, "Ben").await);
        school.clock.advance(TimeDelta::days(31));
        let (device, desk) = (SessionKind::StudentOnPersonalDevice, SessionKind::Staff);
        let ada = school.signed_in(school.world.district, ada.user, device).await;
        let ben = school.signed_in(school.world.district, ben.user, device).await;
        let rivera = school.signed_in(school.world.district, rivera.user, desk).await;
        let [read, code, _, more, _, prompt] = course.activities(0)[..] else { panic!("six") };
        let events = Events::from(&school, 1);
        let mut both = events.attempt(1, code, "passed", "x");
        both["answer"] = json!("y");
        let mut elsewhere = events.completed(1, read);
        elsewhere["lesson_id"] = json!(course.lesson(1));
        let batch = [
            events.completed(1, read),
            events.completed(-300, code),
            events.completed(-301, code),
            events.completed(30 * 86_400 - 1, more),
            events.completed(30 * 86_400, more),
            events.answered(1, code, "no prompt"),
            events.attempt(1, prompt, "passed", "no exercise"),
            events.spent(1, code, 3601),
            events.attempt(1, code, "passed", &"x".repeat(16 * 1024 + 1)),
            both,
            elsewhere,
            events.ago(1, json!({"kind": "completed", "activity_id": uuid::Uuid::from_u128(9)})),
            events.ago(1, json!({"kind": "completed"})),
        ];
        let told = report(&ada, &batch).await;
        let expected = [
            "recorded", "recorded", "recorded", "recorded", "too_late", "kind_mismatch",
            "kind_mismatch", "malformed", "malformed", "malformed", "not_assigned", "not_assigned",
            "malformed",
        ];
        assert_eq!(told, expected);
        assert_eq!(report(&ben, &[events.completed(1, read)]).await, ["not_assigned"]);
        assert_eq!(report(&rivera, &[events.completed(1, read)]).await, ["not_assigned"]);
    }

    async fn a_device_that_was_offline_is_heard_after_the_end_but_not_for_what_came_after(school: TestApp) {
        let rivera = school.teacher("Rivera").await;
        let class = rivera.class("Grade 4 Coding").await;
        let course = StarterCourse::load(&school).await;
        let assignment = course.assign(&rivera, class).await;
        let (ada, ben) = (school.student_in(class, "Ada").await, school.student_in(class, "Ben").await);
        school.clock.advance(TimeDelta::minutes(4));
        end_membership(&school, Membership::Enrollment, class, ada.user, now_of(&school));
        rivera.delete(&assignment).await;
        school.clock.advance(TimeDelta::minutes(4));
        let events = Events::from(&school, 1);
        let activity = course.activities(0)[0];
        for student in [&ada, &ben] {
            let told = report(student, &[events.completed(241, activity), events.completed(240, activity)]).await;
            assert_eq!(told, ["recorded", "not_enrolled_then"]);
        }
    }
}
