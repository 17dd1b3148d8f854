//! Progress, as pupils make it and teachers see it.

mod authority;
mod batches;
mod hours;
mod marking;

use actix_web::http::Method;
use chrono::TimeDelta;
use domain::accounts::sessions::SessionKind;
use serde_json::{Value, json};
use std::collections::BTreeMap;
use tests::{
    app::TestApp,
    learning::{
        Events, Membership, StarterCourse, count, counted, end_membership, enroll_again, give_part,
        now_of, results, stands_in_the_clear,
    },
    on_each_backend,
    persona::Persona,
    reply::Reply,
};

pub(crate) const EVENTS: &str = "/v1/progress/events";

/// Reports events. Gives what became of each.
#[cfg(test)]
async fn report(pupil: &Persona, events: &[Value]) -> Vec<String> {
    let answer = pupil.post(EVENTS, json!({"events": events})).await;
    results(&answer.assert(200).json())
}

/// What a class's dashboard says of a pupil in a lesson.
#[cfg(test)]
fn state(dashboard: &Value, pupil: &Persona, lesson: uuid::Uuid) -> Value {
    let states = dashboard["states"].as_array().unwrap();
    let wanted = |state: &&Value| {
        state["student_id"] == pupil.user.to_string() && state["lesson_id"] == lesson.to_string()
    };
    states.iter().find(wanted).cloned().unwrap_or(Value::Null)
}

#[cfg(test)]
async fn get_if_changed(who: &Persona, path: &str, etag: &str) -> Reply {
    who.send(Method::GET, path, &[("If-None-Match", etag)], Vec::new())
        .await
}

/// What a pupil of lesson 0 reports: read, tried twice, passed, spent time, answered a prompt.
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
    async fn a_pupil_learns_and_the_teacher_watches(school: TestApp) {
        let rivera = school.teacher("Rivera").await;
        let class = rivera.class("Grade 4 Coding").await;
        let course = StarterCourse::load(&school).await;
        course.assign(&rivera, class).await;
        let (ada, ben) = (school.pupil_in(class, "Ada").await, school.pupil_in(class, "Ben").await);
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
        assert_eq!(shown["pupils"][0]["display_name"], "Ada E.");
        assert_eq!(shown["pupils"][1]["display_name"], "Ben E.");
        assert_eq!(shown["pupils"][1]["last_seen_at"], json!(null));
        let first = state(&shown, &ada, course.lesson(0));
        assert_eq!(first["status"], "started");
        assert_eq!(first["tries"], 2);
        assert_eq!(first["successes"], 1);
        assert_eq!(first["seconds"], 90);
        assert_eq!(first["activities_completed"], 3);
        assert_eq!(first["last_seen_at"], json!(now - TimeDelta::seconds(100)));
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

    async fn a_teacher_sees_with_which_activity_the_class_is_stuck(school: TestApp) {
        let rivera = school.teacher("Rivera").await;
        let class = rivera.class("Grade 4 Coding").await;
        let course = StarterCourse::load(&school).await;
        course.assign(&rivera, class).await;
        let (ada, ben) = (school.pupil_in(class, "Ada").await, school.pupil_in(class, "Ben").await);
        let [read, easy, _, hard, ..] = course.activities(0)[..] else { panic!("six") };
        for (pupil, first) in [(&ada, 1), (&ben, 100)] {
            let events = Events::from(&school, first);
            let mut batch = vec![events.completed(0, read), events.attempt(0, easy, "passed", "x")];
            batch.extend((0..5).map(|_| events.attempt(0, hard, "failed", "x")));
            report(pupil, &batch).await;
        }
        report(&ada, &[Events::from(&school, 50).attempt(0, hard, "passed", "x")]).await;
        let path = format!("/v1/classes/{class}/lessons/{}/progress", course.lesson(0));
        let shown = rivera.get(&path).await.assert(200).json();
        let activities = shown["activities"].as_array().unwrap();
        let counts = |place: usize| {
            let counted = ["students_started", "students_completed", "students_stuck", "tries", "failures"];
            counted.map(|name| activities[place][name].as_u64().unwrap())
        };
        assert_eq!(activities.len(), 6);
        assert_eq!(activities[3]["id"], hard.to_string());
        assert_eq!([counts(0), counts(1)], [[2, 2, 0, 0, 0], [2, 2, 0, 2, 0]]);
        assert_eq!([counts(2), counts(3)], [[0; 5], [2, 1, 1, 11, 10]]);

        let elsewhere = format!("/v1/classes/{class}/lessons/{}/progress", uuid::Uuid::from_u128(9));
        rivera.get(&elsewhere).await.assert_problem(404, "not_found");
        ada.get(&path).await.assert_problem(403, "forbidden");
        school.teacher("Chen").await.get(&path).await.assert_problem(404, "not_found");
    }

    async fn a_completed_lesson_needs_every_activity(school: TestApp) {
        let rivera = school.teacher("Rivera").await;
        let class = rivera.class("Grade 4 Coding").await;
        let course = StarterCourse::load(&school).await;
        course.assign(&rivera, class).await;
        let ada = school.pupil_in(class, "Ada").await;
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
        assert_eq!(shown["pupils"][0]["lessons_completed"], 1);
    }

    async fn what_a_pupil_wrote_never_stands_in_the_clear(school: TestApp) {
        let rivera = school.teacher("Rivera").await;
        let class = rivera.class("Grade 4 Coding").await;
        let course = StarterCourse::load(&school).await;
        course.assign(&rivera, class).await;
        let ada = school.pupil_in(class, "Ada").await;
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
        let (ada, ben) = (school.pupil_in(class, "Ada").await, school.pupil_in(class, "Ben").await);
        school.clock.advance(TimeDelta::minutes(4));
        let mut lesson = a_lesson(&Events::from(&school, 1), &course);
        assert_eq!(report(&ada, &lesson).await, ["recorded"; 6]);
        assert_eq!(report(&ada, &lesson).await, ["already_recorded"; 6]);

        // The same ids are another pupil's own.
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
        let ada = school.pupil_in(class, "Ada").await;
        let events = Events::from(&school, 1);
        let mut batch: Vec<Value> = (0..200)
            .map(|number| events.attempt(0, course.activities(number % 12)[3], "failed", "x = 1"))
            .collect();
        let told = report(&ada, &batch).await;
        assert_eq!(json!(counted(&told)), json!({"recorded": 200}));
        let shown = rivera.get(&format!("/v1/classes/{class}/progress")).await.assert(200).json();
        assert_eq!(shown["pupils"][0]["tries"], 200);
        let audited = "SELECT COUNT(*) AS n FROM audit_events WHERE happening = 'record_progress' AND records = 200";
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
        let (ada, ben) = (school.pupil_in(class, "Ada").await, school.pupil_in(other, "Ben").await);
        school.clock.advance(TimeDelta::days(31));
        let (device, desk) = (SessionKind::PupilOnPersonalDevice, SessionKind::Staff);
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
            "recorded", "recorded", "in_the_future", "recorded", "too_late", "kind_mismatch",
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
        let (ada, ben) = (school.pupil_in(class, "Ada").await, school.pupil_in(class, "Ben").await);
        school.clock.advance(TimeDelta::minutes(4));
        end_membership(&school, Membership::Enrollment, class, ada.user, now_of(&school));
        rivera.delete(&assignment).await;
        school.clock.advance(TimeDelta::minutes(4));
        let events = Events::from(&school, 1);
        let activity = course.activities(0)[0];
        for pupil in [&ada, &ben] {
            let told = report(pupil, &[events.completed(241, activity), events.completed(240, activity)]).await;
            assert_eq!(told, ["recorded", "not_enrolled_then"]);
        }
    }

    async fn only_the_teacher_of_record_reads_answers_to_prompts(school: TestApp) {
        let rivera = school.teacher("Rivera").await;
        let class = rivera.class("Grade 4 Coding").await;
        let course = StarterCourse::load(&school).await;
        course.assign(&rivera, class).await;
        let ada = school.pupil_in(class, "Ada").await;
        school.clock.advance(TimeDelta::minutes(4));
        report(&ada, &a_lesson(&Events::from(&school, 1), &course)).await;
        let path = format!("/v1/classes/{class}/students/{}/timeline", ada.user);
        let (chen, tan) = (school.teacher("Chen").await, school.assistant("Tan").await);
        give_part(&school, class, chen.user, "co_teacher", now_of(&school));
        give_part(&school, class, tan.user, "teaching_assistant", now_of(&school));
        let [diaz, novak] = admins(&school).await;
        for who in [&chen, &tan, &diaz, &novak] {
            let shown = who.get(&path).await.assert(200).json();
            assert_eq!(shown["data"][0]["kind"], "prompt_answered");
            assert_eq!(shown["data"][0]["answer"], json!(null));
            assert_eq!(shown["data"][0]["withheld"], true);
            assert_eq!(shown["data"][1]["code"], "print('SECRET-CODE')");
            who.get(&format!("/v1/classes/{class}/progress")).await.assert(200);
        }
        let shown = rivera.get(&path).await.assert(200).json();
        assert_eq!(shown["data"][0]["answer"], "SECRET-ANSWER");

        // A new teacher sees the pupil's earlier work in the course, but no earlier answers (FER-05).
        let okafor = school.teacher("Okafor").await;
        let next = okafor.class("Grade 4 Coding, second term").await;
        course.assign(&okafor, next).await;
        enroll_again(&school, next, ada.user, now_of(&school));
        let shown = okafor.get(&format!("/v1/classes/{next}/students/{}/timeline", ada.user)).await;
        let shown = shown.assert(200).json();
        assert_eq!(shown["data"][0]["withheld"], true);
        assert_eq!(shown["data"][1]["code"], "print('SECRET-CODE')");
        let shown = okafor.get(&format!("/v1/classes/{next}/progress")).await.assert(200).json();
        assert_eq!(state(&shown, &ada, course.lesson(0))["tries"], 2);
    }

    async fn administrators_see_what_was_shared_with_a_teacher_and_no_more(school: TestApp) {
        let rivera = school.teacher("Rivera").await;
        let class = rivera.class("Grade 4 Coding").await;
        let course = StarterCourse::load(&school).await;
        course.assign(&rivera, class).await;
        let (ada, ben) = (school.pupil_in(class, "Ada").await, school.pupil_in(class, "Ben").await);
        school.clock.advance(TimeDelta::minutes(4));
        let events = Events::from(&school, 1);
        report(&ada, &a_lesson(&events, &course)).await;
        school.clock.advance(TimeDelta::minutes(4));
        end_membership(&school, Membership::Teaching, class, rivera.user, now_of(&school));
        report(&ben, &a_lesson(&Events::from(&school, 100), &course)[5..]).await;
        for admin in admins(&school).await {
            let shown = admin.get(&format!("/v1/classes/{class}/progress")).await.assert(200).json();
            assert_eq!(state(&shown, &ada, course.lesson(0))["tries"], 2);
            let path = format!("/v1/classes/{class}/students/{}/timeline", ben.user);
            assert_eq!(admin.get(&path).await.assert(200).json()["data"], json!([]));
        }
    }

    async fn a_teacher_whose_class_ended_a_moment_ago_sees_nothing(school: TestApp) {
        let rivera = school.teacher("Rivera").await;
        let class = rivera.class("Grade 4 Coding").await;
        let course = StarterCourse::load(&school).await;
        course.assign(&rivera, class).await;
        let ada = school.pupil_in(class, "Ada").await;
        let end = now_of(&school) + TimeDelta::minutes(1);
        let of_pupil = format!("/v1/classes/{class}/students/{}/timeline", ada.user);
        let of_class = format!("/v1/classes/{class}/progress");
        let report = format!("/v1/classes/{class}/reports/progress.csv");
        end_membership(&school, Membership::Enrollment, class, ada.user, end);
        school.clock.advance(TimeDelta::minutes(1) - TimeDelta::milliseconds(1));
        rivera.get(&of_pupil).await.assert(200);
        school.clock.advance(TimeDelta::milliseconds(1));
        rivera.get(&of_pupil).await.assert_problem(404, "not_found");
        let left = rivera.get(&of_class).await.assert(200).json();
        assert_eq!(left["pupils"], json!([]));

        let end = now_of(&school) + TimeDelta::minutes(1);
        end_membership(&school, Membership::Teaching, class, rivera.user, end);
        school.clock.advance(TimeDelta::minutes(1) - TimeDelta::milliseconds(1));
        let etag = rivera.get(&of_class).await.assert(200).header("etag");
        rivera.get(&report).await.assert(200);
        school.clock.advance(TimeDelta::milliseconds(1));
        rivera.get(&of_class).await.assert_problem(404, "not_found");
        get_if_changed(&rivera, &of_class, &etag).await.assert_problem(404, "not_found");
        rivera.get(&report).await.assert_problem(404, "not_found");
    }

    async fn a_pupil_sees_their_own_and_nobody_elses(school: TestApp) {
        let rivera = school.teacher("Rivera").await;
        let class = rivera.class("Grade 4 Coding").await;
        let course = StarterCourse::load(&school).await;
        course.assign(&rivera, class).await;
        let (ada, ben) = (school.pupil_in(class, "Ada").await, school.pupil_in(class, "Ben").await);
        let told = [Events::from(&school, 1).completed(0, course.activities(0)[0])];
        report(&ada, &told).await;
        assert_eq!(ben.get("/v1/me/timeline").await.assert(200).json()["data"], json!([]));
        ben.get(&format!("/v1/classes/{class}/progress")).await.assert_problem(403, "forbidden");
        ben.get(&format!("/v1/classes/{class}/reports/progress.csv")).await.assert_problem(403, "forbidden");
        for pupil in [&ada, &ben] {
            let path = format!("/v1/classes/{class}/students/{}", ada.user);
            pupil.get(&format!("{path}/timeline")).await.assert_problem(404, "not_found");
            pupil.get(&format!("{path}/feedback")).await.assert_problem(404, "not_found");
        }
    }

    async fn strangers_learn_nothing_of_a_class(school: TestApp) {
        let rivera = school.teacher("Rivera").await;
        let class = rivera.class("Grade 4 Coding").await;
        let ada = school.pupil_in(class, "Ada").await;
        let nobody = "01999999-9999-7999-8999-999999999999";
        let (here, pupil) = (class.to_string(), ada.user.to_string());
        let paths = |class: &str, pupil: &str| [
            format!("/v1/classes/{class}/progress"),
            format!("/v1/classes/{class}/reports/progress.csv"),
            format!("/v1/classes/{class}/students/{pupil}/timeline"),
            format!("/v1/classes/{class}/students/{pupil}/feedback"),
        ];
        for stranger in [
            school.teacher("Chen").await,
            school.teacher_at_other_school("Okafor").await,
            school.teacher_in_other_district("Silva").await,
            school.operator("Olsen").await,
        ] {
            for (hidden, absent) in paths(&here, &pupil).iter().zip(&paths(nobody, nobody)) {
                let hidden = stranger.get(hidden).await.assert_problem(404, "not_found");
                let absent = stranger.get(absent).await.assert_problem(404, "not_found");
                assert_eq!(hidden.body_without_request_id(), absent.body_without_request_id());
            }
        }
        rivera.get(&paths(&here, nobody)[2]).await.assert_problem(404, "not_found");
    }

    async fn an_unchanged_class_is_recognised_without_being_shown(school: TestApp) {
        let rivera = school.teacher("Rivera").await;
        let class = rivera.class("Grade 4 Coding").await;
        let course = StarterCourse::load(&school).await;
        course.assign(&rivera, class).await;
        let ada = school.pupil_in(class, "Ada").await;
        let path = format!("/v1/classes/{class}/progress");
        let disclosures = || count(&school, "SELECT COUNT(*) AS n FROM audit_events WHERE happening = 'read_class_progress'");
        let etag = rivera.get(&path).await.assert(200).header("etag");
        assert_eq!(disclosures(), 1);
        let same = get_if_changed(&rivera, &path, &etag).await.assert(304);
        assert!(same.body.is_empty());
        assert_eq!(same.header("etag"), etag);
        assert_eq!(disclosures(), 1);
        let admin = school.school_admin("Diaz").await;
        get_if_changed(&admin, &path, &etag).await.assert(200);

        let events = Events::from(&school, 1);
        let event = events.completed(0, course.activities(0)[0]);
        report(&ada, std::slice::from_ref(&event)).await;
        let changed = get_if_changed(&rivera, &path, &etag).await.assert(200).header("etag");
        assert_ne!(changed, etag);
        report(&ada, &[event]).await;
        get_if_changed(&rivera, &path, &changed).await.assert(304);
        school.pupil_in(class, "Ben").await;
        get_if_changed(&rivera, &path, &changed).await.assert(200);
    }

    async fn a_report_is_safe_to_open_in_a_spreadsheet(school: TestApp) {
        let rivera = school.teacher("Rivera").await;
        let class = rivera.class("Grade 4 Coding").await;
        let course = StarterCourse::load(&school).await;
        course.assign(&rivera, class).await;
        let ada = school.pupil_in(class, "=HYPERLINK(\"x\")").await;
        report(&ada, &[Events::from(&school, 1).completed(0, course.activities(0)[0])]).await;
        let path = format!("/v1/classes/{class}/reports/progress.csv");
        let told = rivera.get(&path).await.assert(200);
        assert_eq!(told.header("content-type"), "text/csv; charset=utf-8");
        assert_eq!(told.header("content-disposition"), "attachment; filename=\"progress.csv\"");
        let text = String::from_utf8(told.body).unwrap();
        let lines: Vec<&str> = text.split("\r\n").collect();
        assert_eq!(lines.len(), 14, "{text}");
        assert!(lines[0].starts_with("\u{feff}\"student_id\","), "{}", lines[0]);
        assert!(lines[1].contains(",\"'=HYPERLINK(\"\"x\"\") E.\","), "{}", lines[1]);
        let begun = ",\"started\",\"1\",\"0\",\"0\",\"0\",\"2026-09-21T15:00:00Z\",\"\",";
        assert!(lines[1].contains(begun), "{}", lines[1]);
        let not_begun = ",\"not_started\",\"0\",\"0\",\"0\",\"0\",\"\",\"\",";
        assert!(lines[2].contains(not_begun), "{}", lines[2]);
        let chen = school.teacher("Chen").await;
        give_part(&school, class, chen.user, "co_teacher", now_of(&school));
        chen.get(&path).await.assert_problem(403, "forbidden");
    }

    async fn feedback_is_a_code_that_reaches_its_pupil(school: TestApp) {
        let rivera = school.teacher("Rivera").await;
        let class = rivera.class("Grade 4 Coding").await;
        let course = StarterCourse::load(&school).await;
        course.assign(&rivera, class).await;
        let (ada, ben) = (school.pupil_in(class, "Ada").await, school.pupil_in(class, "Ben").await);
        let path = format!("/v1/classes/{class}/students/{}/feedback", ada.user);
        let body = json!({"activity_id": course.activities(0)[1], "code": "kept_going"});
        let given = rivera.post_once(&path, "f-1", body.clone()).await.assert(201);
        assert_eq!(given.header("location"), path);
        let again = rivera.post_once(&path, "f-1", body.clone()).await.assert(201);
        assert_eq!(given.body, again.body);

        let own = ada.get("/v1/me/feedback").await.assert(200);
        assert_eq!(own.json()["data"], json!([given.json()]));
        assert_eq!(own.text("/data/0/given_by"), "Mx. Rivera");
        assert_eq!(ben.get("/v1/me/feedback").await.assert(200).json()["data"], json!([]));
        assert_eq!(rivera.get(&path).await.assert(200).json()["data"], json!([given.json()]));

        let free = json!({"activity_id": course.activities(0)[1], "code": "call me"});
        rivera.post(&path, free).await.assert_problem(422, "invalid_fields");
        let unknown = json!({"activity_id": uuid::Uuid::from_u128(3), "code": "well_done"});
        let refused = rivera.post(&path, unknown).await.assert_problem(422, "invalid_fields");
        assert_eq!(refused.text("/errors/0/pointer"), "/activity_id");
        let chen = school.teacher("Chen").await;
        give_part(&school, class, chen.user, "co_teacher", now_of(&school));
        chen.post(&path, body.clone()).await.assert_problem(403, "forbidden");
        let [diaz, _] = admins(&school).await;
        diaz.post(&path, body.clone()).await.assert_problem(403, "forbidden");
        ada.post(&path, body.clone()).await.assert_problem(404, "not_found");
        school.anybody().post(&path, body).await.assert_problem(401, "unauthenticated");
    }

    async fn a_long_timeline_is_read_page_by_page(school: TestApp) {
        let rivera = school.teacher("Rivera").await;
        let class = rivera.class("Grade 4 Coding").await;
        let course = StarterCourse::load(&school).await;
        course.assign(&rivera, class).await;
        let ada = school.pupil_in(class, "Ada").await;
        school.clock.advance(TimeDelta::minutes(4));
        let events = Events::from(&school, 1);
        // Three at each instant, so that instants alone do not tell them apart.
        let told: Vec<Value> = (0..21)
            .map(|number| events.spent(number / 3, course.activities(0)[1], 1))
            .collect();
        report(&ada, &told).await;
        let all = ada.get("/v1/me/timeline").await.assert(200).json();
        let path = format!("/v1/classes/{class}/students/{}/timeline", ada.user);
        let mut walked = Vec::new();
        let mut next = format!("{path}?limit=4");
        loop {
            let page = rivera.get(&next).await.assert(200).json();
            walked.extend(page["data"].as_array().unwrap().iter().cloned());
            let Some(cursor) = page["next_cursor"].as_str() else { break };
            next = format!("{path}?limit=4&cursor={cursor}");
        }
        assert_eq!(json!(walked), all["data"]);
        assert_eq!(walked.len(), 21);
        rivera.get(&format!("{path}?cursor=AAAA")).await.assert_problem(400, "invalid_cursor");
    }

    async fn parallel_batches_of_one_learner_lose_nothing(school: TestApp) {
        let rivera = school.teacher("Rivera").await;
        let class = rivera.class("Grade 4 Coding").await;
        let course = StarterCourse::load(&school).await;
        course.assign(&rivera, class).await;
        let ada = school.pupil_in(class, "Ada").await;
        let activity = course.activities(0)[1];
        let batches: Vec<_> = (0..16_u128)
            .map(|number| {
                let (ada, events) = (ada.clone(), Events::from(&school, 1 + number * 100));
                let batch: Vec<Value> = (0..5)
                    .map(|_| events.attempt(0, activity, "failed", "x"))
                    .collect();
                actix_web::rt::spawn(async move {
                    // A client repeats what was answered with "busy".
                    loop {
                        let answer = ada.post(EVENTS, json!({"events": batch})).await;
                        if answer.status != 503 {
                            break results(&answer.assert(200).json());
                        }
                    }
                })
            })
            .collect();
        for batch in batches {
            assert_eq!(batch.await.unwrap(), ["recorded"; 5]);
        }
        let shown = rivera.get(&format!("/v1/classes/{class}/progress")).await.assert(200).json();
        assert_eq!(shown["pupils"][0]["tries"], 80);
        assert_eq!(count(&school, "SELECT COUNT(*) AS n FROM progress_events"), 80);
    }
}
