//! What is kept of what a student sends has an end.

use chrono::TimeDelta;
use domain::accounts::sessions::SessionKind;
use serde_json::{Value, json};
use tests::{
    app::TestApp,
    learning::{Events, StarterCourse, count, counted, results},
    on_each_backend,
};

use crate::progress::{EVENTS, report};

#[cfg(test)]
fn answers(school: &TestApp) -> i64 {
    count(school, "SELECT COUNT(*) AS n FROM idempotency_keys")
}

#[cfg(test)]
fn recorded(school: &TestApp) -> i64 {
    count(school, "SELECT COUNT(*) AS n FROM progress_events")
}

on_each_backend! {
    async fn a_batch_of_which_nothing_is_recorded_leaves_nothing_behind(school: TestApp) {
        let rivera = school.teacher("Rivera").await;
        let class = rivera.class("Grade 4 Coding").await;
        let ada = school.student_in(class, "Ada").await;
        let nothing = json!({"events": vec![json!(0); 200]});
        for key in ["a", "b", "c", "a"] {
            let told = ada.post_once(EVENTS, key, nothing.clone()).await.assert(200).json();
            assert_eq!(json!(counted(&results(&told))), json!({"malformed": 200}));
        }
        assert_eq!((answers(&school), recorded(&school)), (0, 0));
    }

    async fn a_batch_that_is_refused_for_the_most_part_is_judged_again_and_recorded_once(school: TestApp) {
        let rivera = school.teacher("Rivera").await;
        let class = rivera.class("Grade 4 Coding").await;
        let course = StarterCourse::load(&school).await;
        course.assign(&rivera, class).await;
        let ada = school.student_in(class, "Ada").await;
        let mut batch = vec![json!(0); 199];
        batch.push(Events::from(&school, 1).attempt(0, course.activities(0)[1], "failed", "x"));
        for expected in ["recorded", "already_recorded"] {
            let told = ada.post_once(EVENTS, "a", json!({"events": batch})).await.assert(200).json();
            assert_eq!(results(&told)[199], expected);
        }
        assert_eq!((answers(&school), recorded(&school)), (0, 1));
        let shown = rivera.get(&format!("/v1/classes/{class}/progress")).await.assert(200).json();
        assert_eq!(shown["students"][0]["tries"], 1);
    }

    async fn the_answer_to_a_batch_that_is_recorded_is_repeated(school: TestApp) {
        let rivera = school.teacher("Rivera").await;
        let class = rivera.class("Grade 4 Coding").await;
        let course = StarterCourse::load(&school).await;
        course.assign(&rivera, class).await;
        let ada = school.student_in(class, "Ada").await;
        let events = Events::from(&school, 1);
        let batch: Vec<Value> = (0..200)
            .map(|_| events.attempt(0, course.activities(0)[1], "failed", "x"))
            .collect();
        let first = ada.post_once(EVENTS, "a", json!({"events": batch})).await.assert(200);
        let again = ada.post_once(EVENTS, "a", json!({"events": batch})).await.assert(200);
        assert_eq!(again.header("idempotent-replayed"), "true");
        assert_eq!(first.body, again.body);
        assert_eq!((answers(&school), recorded(&school)), (1, 200));
    }

    async fn a_day_of_a_student_has_a_budget_and_the_next_day_has_its_own(school: TestApp) {
        let rivera = school.teacher("Rivera").await;
        let class = rivera.class("Grade 4 Coding").await;
        let course = StarterCourse::load(&school).await;
        course.assign(&rivera, class).await;
        let (ada, ben) = (school.student_in(class, "Ada").await, school.student_in(class, "Ben").await);
        let (read, code) = (course.activities(0)[0], course.activities(0)[1]);
        let events = Events::from(&school, 1);
        let work = "x".repeat(16 * 1024);
        let batch = || -> Vec<Value> {
            (0..200).map(|_| events.attempt(0, code, "failed", &work)).collect()
        };
        for _ in 0..2 {
            assert_eq!(json!(counted(&report(&ada, &batch()).await)), json!({"recorded": 200}));
        }
        let last = batch();
        let told = report(&ada, &last).await;
        assert_eq!(json!(counted(&told)), json!({"recorded": 96, "too_much_for_a_day": 104}));
        assert_eq!(json!(counted(&report(&ada, &batch()).await)), json!({"too_much_for_a_day": 200}));
        assert_eq!(report(&ada, &last[..1]).await, ["already_recorded"]);
        let opened: Vec<Value> = (0..20).map(|_| events.completed(0, read)).collect();
        let told = report(&ada, &opened).await;
        assert_eq!(json!(counted(&told)), json!({"recorded": 16, "too_much_for_a_day": 4}));
        let kept = count(&school, "SELECT SUM(LENGTH(content)) AS n FROM progress_events");
        assert!(kept < 8 << 20, "{kept}");
        let shown = rivera.get(&format!("/v1/classes/{class}/progress")).await.assert(200).json();
        assert_eq!(shown["students"][0]["tries"], 496);

        assert_eq!(report(&ben, &[events.attempt(0, code, "failed", &work)]).await, ["recorded"]);
        school.clock.advance(TimeDelta::days(1));
        let device = SessionKind::StudentOnPersonalDevice;
        let ada = school.signed_in(school.world.district, ada.user, device).await;
        assert_eq!(report(&ada, &last[199..]).await, ["recorded"]);
    }

    async fn a_class_of_thirty_that_works_a_whole_day_is_recorded_whole(school: TestApp) {
        let rivera = school.teacher("Rivera").await;
        let class = rivera.class("Grade 4 Coding").await;
        let course = StarterCourse::load(&school).await;
        course.assign(&rivera, class).await;
        school.clock.advance(TimeDelta::minutes(4));
        let events = Events::from(&school, 1);
        let code = course.activities(0)[1];
        let program = "print('a whole lesson of code')\n".repeat(64);
        for number in 0..30 {
            let student = school.student_in(class, &format!("Student{number}")).await;
            // Six hours: a try every other minute, reported with its time in batches.
            for _ in 0..3 {
                let batch: Vec<Value> = (0..60)
                    .flat_map(|_| [events.attempt(0, code, "failed", &program), events.spent(0, code, 20)])
                    .collect();
                assert_eq!(json!(counted(&report(&student, &batch).await)), json!({"recorded": 120}));
            }
        }
        assert_eq!(recorded(&school), 30 * 360);
    }
}
