//! The run of a day: what it would do, how much it does by itself, and its release.

use chrono::{Months, TimeDelta};
use domain::mint::Clock as _;
use serde_json::json;
use tests::{
    app::TestApp,
    classes::People,
    founding::{self, installation},
    on_each_backend,
    rosters::{count, execute},
};

use super::{SECOND, agree_for_years, leave, night_of, staff_again, students};

const RUNS: &str = "/v1/retention-runs";

/// Students who left at once, of whom somebody was warned.
#[cfg(test)]
async fn left_and_warned(school: &TestApp, people: &People, how_many: usize) {
    agree_for_years(school);
    for place in 0..how_many {
        let (district, now) = (school.world.district, school.clock.now());
        let name = format!("Lee {place}");
        founding::student(&school.database, district, now, people.class, &name).await;
    }
    school.clock.advance(SECOND);
    let now = school.clock.now();
    execute(
        school,
        &format!(
            "UPDATE enrollments SET ends_at = {}",
            tests::learning::instant(school, now)
        ),
    );
    let end = now + Months::new(12);
    night_of(school, end - TimeDelta::days(60)).await;
    night_of(school, end - TimeDelta::days(30)).await;
    night_of(school, end - SECOND).await;
}

on_each_backend! {
    async fn ret_02_a_preview_names_what_the_run_ends_and_changes_nothing(school: TestApp) {
        agree_for_years(&school);
        let people = school.people().await;
        let bell = school.student_in(people.class, "Bell").await;
        school.clock.advance(SECOND);
        leave(&school, &people, people.ada.user);
        leave(&school, &people, bell.user);
        let left = school.clock.now();
        night_of(&school, left + TimeDelta::days(306)).await;
        night_of(&school, left + TimeDelta::days(340)).await;
        school.clock.advance(TimeDelta::days(40));
        let moore = staff_again(&school, &people.moore).await;
        let body = json!({
            "scope": "person",
            "scope_id": bell.user.to_string(),
            "matter": "inquiry",
            "reference": "Case 7",
            "review_by": school.clock.now() + TimeDelta::days(5),
        });
        moore.post("/v1/legal-holds", body).await.assert(201);
        let events = count(&school, "audit_events");
        let origin = api::origin::Origin::worker(school.hallpass.new_request_id());
        let district = school.world.district;
        let found = api::retention::preview(installation(), &school.hallpass, district, origin).await;
        let found = found.unwrap();
        assert_eq!(found.to_end, [people.ada.user]);
        assert_eq!((found.counts.candidates, found.counts.held, found.counts.cap), (1, 1, 200));
        assert_eq!(students(&school), 2);
        assert_eq!(count(&school, "audit_events"), events);
        let now = school.clock.now();
        night_of(&school, now).await;
        assert_eq!(students(&school), 1);
        assert_eq!(count(&school, &format!("users WHERE id = {}", tests::rosters::literal(&school, bell.user.uuid()))), 1);
        let runs = moore.get(RUNS).await.assert(200).json();
        assert_eq!((&runs["data"][0]["held"], &runs["data"][0]["purged"]), (&json!(1), &json!(1)));
        night_of(&school, now + TimeDelta::days(6)).await;
        assert_eq!(students(&school), 0);
    }

    async fn ret_02_a_run_of_more_than_200_stops_and_a_release_lets_it_go(school: TestApp) {
        let people = school.people().await;
        left_and_warned(&school, &people, 200).await;
        assert_eq!(students(&school), 201);
        school.clock.advance(TimeDelta::days(1));
        let day = school.clock.now();
        night_of(&school, day).await;
        assert_eq!(students(&school), 201, "nothing ends before a person says so");
        let moore = staff_again(&school, &people.moore).await;
        let stopped = moore.get(RUNS).await.assert(200).json()["data"][0].clone();
        assert_eq!(stopped["state"], "stopped");
        assert_eq!((&stopped["candidates"], &stopped["cap"]), (&json!(201), &json!(200)));

        night_of(&school, day + TimeDelta::days(1)).await;
        let moore = staff_again(&school, &moore).await;
        let old = format!("{RUNS}/{}/release", stopped["id"].as_str().unwrap());
        moore.post_empty(&old).await.assert_conflict("run_not_stopped");
        let next = moore.get(RUNS).await.assert(200).text("/data/0/id");
        let release = format!("{RUNS}/{next}/release");
        for other in [&people.diaz, &people.rivera] {
            let other = staff_again(&school, other).await;
            other.post_empty(&release).await.assert_problem(403, "forbidden");
        }
        school.clock.advance(SECOND);
        assert_eq!(moore.post_empty(&release).await.assert(200).text("/state"), "released");
        assert_eq!(students(&school), 201);
        night_of(&school, school.clock.now()).await;
        assert_eq!(students(&school), 0);
        let done = moore.get(RUNS).await.assert(200).json()["data"][0].clone();
        assert_eq!((&done["state"], &done["purged"]), (&json!("done"), &json!(201)));
        moore.post_empty(&release).await.assert_conflict("run_not_stopped");
    }
}
