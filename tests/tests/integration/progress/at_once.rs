//! Batches that arrive at the same time.

use serde_json::{Value, json};
use tests::{
    learning::{Events, StarterCourse, count, results},
    on_each_backend,
};

use crate::progress::EVENTS;

on_each_backend! {
    async fn a_batch_that_is_sent_many_times_at_once_is_recorded_once(school: TestApp) {
        let rivera = school.teacher("Rivera").await;
        let class = rivera.class("Grade 4 Coding").await;
        let course = StarterCourse::load(&school).await;
        course.assign(&rivera, class).await;
        let ada = school.student_in(class, "Ada").await;
        let batch = vec![Events::from(&school, 1).attempt(0, course.activities(0)[1], "failed", "x")];
        let one = |_| "one".to_owned();
        let another = |_| "another".to_owned();
        let each: [(&dyn Fn(usize) -> String, &str); 3] =
            [(&one, "recorded"), (&|number| number.to_string(), "already_recorded"), (&another, "already_recorded")];
        for (key_of, expected) in each {
            let sent: Vec<_> = (0..12)
                .map(|number| {
                    let (ada, batch, key) = (ada.clone(), batch.clone(), key_of(number));
                    actix_web::rt::spawn(async move {
                        loop {
                            let answer = ada.post_once(EVENTS, &key, json!({"events": batch})).await;
                            if answer.status != 503 {
                                break results(&answer.assert(200).json());
                            }
                        }
                    })
                })
                .collect();
            for answer in sent {
                assert_eq!(answer.await.unwrap(), [expected]);
            }
        }
        assert_eq!(count(&school, "SELECT COUNT(*) AS n FROM progress_events"), 1);
        let shown = rivera.get(&format!("/v1/classes/{class}/progress")).await.assert(200).json();
        assert_eq!(shown["students"][0]["tries"], 1);
    }

    async fn parallel_batches_of_one_learner_lose_nothing(school: TestApp) {
        let rivera = school.teacher("Rivera").await;
        let class = rivera.class("Grade 4 Coding").await;
        let course = StarterCourse::load(&school).await;
        course.assign(&rivera, class).await;
        let ada = school.student_in(class, "Ada").await;
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
        assert_eq!(shown["students"][0]["tries"], 80);
        assert_eq!(count(&school, "SELECT COUNT(*) AS n FROM progress_events"), 80);
    }
}
