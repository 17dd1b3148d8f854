//! Devices whose clock is wrong.

use chrono::TimeDelta;
use serde_json::json;
use tests::{
    learning::{Events, StarterCourse, now_of},
    on_each_backend,
};

use crate::progress::EVENTS;

on_each_backend! {
    async fn an_event_of_a_clock_that_is_ahead_is_kept_as_it_arrived_and_marked(school: TestApp) {
        let rivera = school.teacher("Rivera").await;
        let class = rivera.class("Grade 4 Coding").await;
        let course = StarterCourse::load(&school).await;
        course.assign(&rivera, class).await;
        let ada = school.student_in(class, "Ada").await;
        school.clock.advance(TimeDelta::minutes(4));
        let now = now_of(&school);
        let events = Events::from(&school, 1);
        let activities = course.activities(0);
        let batch = json!({"events": [
            events.completed(-300, activities[0]),
            events.attempt(-86_400, activities[1], "passed", "x"),
        ]});
        let told = ada.post(EVENTS, batch.clone()).await.assert(200).json();
        assert_eq!(told["received_at"], json!(now));
        assert_eq!(told["results"][0]["result"], "recorded");
        assert_eq!(told["results"][0]["clock"], "plausible");
        assert_eq!(told["results"][1]["result"], "recorded");
        assert_eq!(told["results"][1]["clock"], "ahead");

        let own = ada.get("/v1/me/timeline").await.assert(200).json();
        let seen = |of: &str| {
            let entries = own["data"].as_array().unwrap();
            entries.iter().find(|entry| entry["clock"] == of).cloned().unwrap()
        };
        assert_eq!(seen("ahead")["kind"], "attempted");
        assert_eq!(seen("ahead")["occurred_at"], json!(now));
        assert_eq!(seen("plausible")["occurred_at"], json!(now));

        school.clock.advance(TimeDelta::minutes(2));
        let again = ada.post(EVENTS, batch).await.assert(200).json();
        assert_eq!(again["received_at"], json!(now_of(&school)));
        for result in again["results"].as_array().unwrap() {
            assert_eq!(result["result"], "already_recorded");
            assert_eq!(result["clock"], json!(null));
        }
    }
}
