//! An hour has no more than an hour.

use chrono::TimeDelta;
use domain::accounts::sessions::SessionKind;
use serde_json::{Value, json};
use tests::{
    learning::{Events, StarterCourse, counted},
    on_each_backend,
};

use crate::progress::report;

on_each_backend! {
    async fn an_hour_has_no_more_than_an_hour_of_time_on_task(school: TestApp) {
        let rivera = school.teacher("Rivera").await;
        let class = rivera.class("Grade 4 Coding").await;
        let course = StarterCourse::load(&school).await;
        course.assign(&rivera, class).await;
        let (ada, ben) = (school.student_in(class, "Ada").await, school.student_in(class, "Ben").await);
        let [_, code, _, more, ..] = course.activities(0)[..] else { panic!("six") };
        let events = Events::from(&school, 1);
        let greedy: Vec<Value> = (0..200).map(|_| events.spent(0, code, 3600)).collect();
        let told = report(&ada, &greedy).await;
        assert_eq!(json!(counted(&told)), json!({"recorded": 1, "too_much_time": 199}));
        assert_eq!(report(&ada, &greedy[..2]).await, ["already_recorded", "too_much_time"]);

        // In parts, by whatever activity and in whatever batch.
        let parts = [events.spent(0, code, 1800), events.spent(0, more, 1700)];
        assert_eq!(report(&ben, &parts).await, ["recorded"; 2]);
        let rest = [events.spent(0, code, 101), events.spent(0, code, 100), events.spent(0, code, 1)];
        assert_eq!(report(&ben, &rest).await, ["too_much_time", "recorded", "too_much_time"]);
        assert_eq!(report(&ben, &[events.completed(0, code)]).await, ["recorded"]);

        let shown = rivera.get(&format!("/v1/classes/{class}/progress")).await.assert(200).json();
        for student in 0..2 {
            assert_eq!(shown["students"][student]["seconds"], 3600);
        }
    }

    async fn an_hour_that_is_over_is_added_up_with_what_arrives_late(school: TestApp) {
        let rivera = school.teacher("Rivera").await;
        let class = rivera.class("Grade 4 Coding").await;
        let course = StarterCourse::load(&school).await;
        course.assign(&rivera, class).await;
        let ada = school.student_in(class, "Ada").await;
        let code = course.activities(0)[1];
        school.clock.advance(TimeDelta::minutes(4));
        let events = Events::from(&school, 1);
        let spent = |ago: i64, seconds: u32| events.spent(ago, code, seconds);
        assert_eq!(report(&ada, &[spent(0, 3000)]).await, ["recorded"]);
        school.clock.advance(TimeDelta::minutes(61));
        let (device, desk) = (SessionKind::StudentOnPersonalDevice, SessionKind::Staff);
        let ada = school.signed_in(school.world.district, ada.user, device).await;
        let rivera = school.signed_in(school.world.district, rivera.user, desk).await;
        // It is five past four: of the hour before, ten minutes are left.
        assert_eq!(report(&ada, &[spent(0, 300)]).await, ["recorded"]);
        let late = [spent(600, 601), spent(600, 500), spent(0, 3300), spent(700, 101), spent(0, 1)];
        let told = report(&ada, &late).await;
        assert_eq!(told, ["too_much_time", "recorded", "recorded", "too_much_time", "too_much_time"]);
        assert_eq!(report(&ada, &[spent(700, 100), spent(0, 1)]).await, ["recorded", "too_much_time"]);
        let shown = rivera.get(&format!("/v1/classes/{class}/progress")).await.assert(200).json();
        assert_eq!(shown["students"][0]["seconds"], 7200);
    }
}
