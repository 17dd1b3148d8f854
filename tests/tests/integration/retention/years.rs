//! Three years on a moved clock.

use chrono::TimeDelta;
use domain::{accounts::sessions::SessionKind, mint::Clock as _};
use serde_json::json;
use tests::{
    learning::{Events, StarterCourse},
    on_each_backend,
    rosters::{count, literal},
};

use super::{SECOND, agree_for_years, leave, night_of, open_for_years, staff_again};

on_each_backend! {
    /// Ada learns in a class all the time, Bell leaves at once, Rivera is never seen again.
    async fn ret_02_three_years_go_by(school: TestApp) {
        agree_for_years(&school);
        let people = school.people().await;
        let course = StarterCourse::load(&school).await;
        course.assign(&people.rivera, people.class).await;
        let bell = school.student_in(people.class, "Bell").await;
        school.clock.advance(TimeDelta::minutes(4));
        let events = Events::from(&school, 1);
        let attempt = events.attempt(90, course.activities(0)[1], "passed", "print('Hallo')");
        let body = json!({ "events": [events.completed(100, course.activities(0)[0]), attempt] });
        people.ada.post("/v1/progress/events", body).await.assert(200);
        leave(&school, &people, bell.user);
        open_for_years(&school);
        let began = school.clock.now();
        let tries = count(&school, "progress_events");
        let states = count(&school, "activity_states");
        let rivera = literal(&school, people.rivera.user.uuid());
        let rivera_erased = format!("users WHERE erased_at IS NOT NULL AND id = {rivera}");
        let mut seen = Vec::new();
        for half_month in 1..=73 {
            night_of(&school, began + TimeDelta::days(half_month * 15) + SECOND).await;
            for there in [&people.chen, &people.kim, &people.diaz, &people.moore] {
                staff_again(&school, there).await;
            }
            let found = (
                count(&school, "users WHERE kind = 'student'"),
                count(&school, &rivera_erased),
                count(&school, "progress_events") < tries,
            );
            if seen.last().is_none_or(|(_, last)| *last != found) {
                seen.push((half_month * 15, found));
            }
        }
        let changes: Vec<_> = seen.iter().map(|(_, found)| *found).collect();
        assert_eq!(changes, [(2, 0, false), (1, 0, false), (1, 1, true)]);
        let days: Vec<i64> = seen.iter().map(|(day, _)| *day).collect();
        assert!((365..=395).contains(&days[1]), "R-01 after {} days", days[1]);
        assert!((730..=750).contains(&days[2]), "R-03 and R-05 after {} days", days[2]);
        assert_eq!(count(&school, "activity_states"), states, "the summary stays");
        assert_eq!(count(&school, "progress_events WHERE content IS NOT NULL"), 1, "and the code");
        let ada = school.signed_in(school.world.district, people.ada.user, SessionKind::StudentOnPersonalDevice).await;
        ada.get("/v1/me/progress").await.assert(200);
    }
}
