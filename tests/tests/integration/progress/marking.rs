//! Questions, which their keys mark and nobody's client.

use chrono::TimeDelta;
use serde_json::json;
use tests::{
    dashboard,
    learning::{Events, StarterCourse, count, stands_in_the_clear},
    on_each_backend,
};

use crate::progress::{EVENTS, report, state};

/// In lesson 0: a question, its right choice, and another question with its.
const QUESTION: (usize, u8) = (2, 2);
const CHECK: (usize, u8) = (4, 3);

on_each_backend! {
    async fn the_key_says_how_an_answer_went_and_why(school: TestApp) {
        let rivera = school.teacher("Rivera").await;
        let class = rivera.class("Grade 4 Coding").await;
        let course = StarterCourse::load(&school).await;
        course.assign(&rivera, class).await;
        let ada = school.student_in(class, "Ada").await;
        let events = Events::from(&school, 1);
        let ((question, right), (check, _)) = (QUESTION, CHECK);
        let batch = [
            events.chose(0, course.activities(0)[question], &[right - 1]),
            events.chose(0, course.activities(0)[question], &[right, right - 1]),
            events.chose(0, course.activities(0)[question], &[right]),
            events.chose(0, course.activities(0)[check], &[0]),
        ];
        let told = ada.post(EVENTS, json!({"events": batch})).await.assert(200).json();
        let outcomes = ["failed", "failed", "passed", "failed"];
        for (place, outcome) in outcomes.into_iter().enumerate() {
            let result = &told["results"][place];
            assert_eq!(result["result"], "recorded");
            assert_eq!(result["outcome"], outcome, "{place}");
            assert!(result["explanation"].as_str().is_some_and(|why| !why.is_empty()));
        }
        // What is reported again is answered as it was.
        let again = ada.post(EVENTS, json!({"events": batch})).await.assert(200).json();
        assert_eq!(again["results"][2]["result"], "already_recorded");
        assert_eq!(again["results"][2]["outcome"], "passed");
        assert_eq!(again["results"][2]["explanation"], told["results"][2]["explanation"]);
        let mut other = batch[2].clone();
        other["choices"] = json!([0]);
        assert_eq!(report(&ada, &[other]).await, ["id_reused"]);

        let shown = rivera.get(&format!("/v1/classes/{class}/progress")).await.assert(200).json();
        let first = state(&shown, &ada, course.lesson(0));
        assert_eq!((&first["tries"], &first["successes"]), (&json!(4), &json!(1)));
        assert_eq!(first["activities_completed"], 1);
        let path = format!("/v1/classes/{class}/students/{}/timeline", ada.user);
        let work = rivera.get(&path).await.assert(200).json();
        let chosen = work["data"].as_array().unwrap().iter().map(|entry| &entry["choices"]);
        let mut chosen: Vec<String> = chosen.map(ToString::to_string).collect();
        chosen.sort_unstable();
        assert_eq!(chosen, ["[0]", "[1,2]", "[1]", "[2]"]);
        assert!(work["data"].as_array().unwrap().iter().all(|entry| entry["answer"].is_null()));
        let sealed = "SELECT COUNT(*) AS n FROM progress_events WHERE content IS NOT NULL";
        assert_eq!(count(&school, sealed), 4);
        assert!(!stands_in_the_clear(&school, "[1,2]"));
    }

    async fn a_client_cannot_say_that_its_own_answer_is_right(school: TestApp) {
        let rivera = school.teacher("Rivera").await;
        let class = rivera.class("Grade 4 Coding").await;
        let course = StarterCourse::load(&school).await;
        course.assign(&rivera, class).await;
        let ada = school.student_in(class, "Ada").await;
        school.clock.advance(TimeDelta::minutes(1));
        let events = Events::from(&school, 1);
        let (check, right) = CHECK;
        let (code, check) = (course.activities(0)[1], course.activities(0)[check]);
        let mut claimed = events.chose(0, check, &[0]);
        claimed["outcome"] = json!("passed");
        let batch = [
            events.attempt(0, check, "passed", "trust me"),
            events.completed(0, check),
            claimed,
            events.answered(0, check, "the last one"),
            events.chose(0, check, &[9]),
            events.chose(0, check, &[4]),
            events.chose(0, check, &[]),
            events.chose(0, check, &[right, right]),
            events.chose(0, code, &[0]),
        ];
        let told = report(&ada, &batch).await;
        let expected = [
            "kind_mismatch", "kind_mismatch", "malformed", "kind_mismatch", "no_such_choice",
            "no_such_choice", "malformed", "malformed", "kind_mismatch",
        ];
        assert_eq!(told, expected);
        let shown = rivera.get(&format!("/v1/classes/{class}/progress")).await.assert(200).json();
        assert!(dashboard::begun(&shown).is_empty());
    }
}
