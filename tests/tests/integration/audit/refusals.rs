//! What is refused again and again is counted.

use api::refusals::Due;
use chrono::TimeDelta;
use tests::{app::TestApp, on_each_backend, rows::Rows};

#[cfg(test)]
fn logged(school: &TestApp, action: &str) -> Vec<String> {
    let query = format!(
        "SELECT CAST(attempts AS text) AS value FROM audit_events WHERE happening = '{action}' AND outcome = 'refused' ORDER BY id"
    );
    Rows::of(school).values(&query)
}

#[cfg(test)]
async fn flush(school: &TestApp, due: Due) {
    school
        .hallpass
        .refusals()
        .flush(&school.hallpass, due)
        .await
        .unwrap();
}

on_each_backend! {
    async fn who_is_refused_all_the_time_fills_no_log(school: TestApp) {
        let (rivera, novak) = (school.teacher("Rivera").await, school.teacher("Novak").await);
        for _ in 0..40 {
            rivera.get("/v1/staff").await.assert_problem(403, "forbidden");
        }
        assert_eq!(logged(&school, "list_district_staff"), ["1"], "the first at once");
        novak.get("/v1/staff").await.assert_problem(403, "forbidden");
        rivera.get("/v1/audit/events").await.assert_problem(403, "forbidden");
        assert_eq!(logged(&school, "list_district_staff"), ["1", "1"], "whoever else is refused");
        assert_eq!(logged(&school, "read_audit_log"), ["1"], "and what else");

        flush(&school, Due::Over).await;
        assert_eq!(logged(&school, "list_district_staff"), ["1", "1"]);
        school.clock.advance(TimeDelta::minutes(1));
        flush(&school, Due::Over).await;
        assert_eq!(logged(&school, "list_district_staff"), ["1", "1", "39"]);
        flush(&school, Due::All).await;
        assert_eq!(logged(&school, "list_district_staff").len(), 3);

        let okoye = school.district_admin("Okoye").await;
        let shown = okoye.get("/v1/audit/events?outcome=refused&happening=list_district_staff").await.assert(200);
        assert_eq!(shown.rows()[0]["attempts"], 39);
    }

    async fn a_refusal_after_the_minute_is_logged_at_once_and_so_is_what_was_counted_before(school: TestApp) {
        let rivera = school.teacher("Rivera").await;
        for _ in 0..3 {
            rivera.get("/v1/staff").await.assert_problem(403, "forbidden");
        }
        school.clock.advance(TimeDelta::minutes(1));
        rivera.get("/v1/staff").await.assert_problem(403, "forbidden");
        assert_eq!(logged(&school, "list_district_staff"), ["1", "2", "1"]);
        rivera.get("/v1/staff").await.assert_problem(403, "forbidden");
        flush(&school, Due::All).await;
        assert_eq!(logged(&school, "list_district_staff"), ["1", "2", "1", "1"], "a stop writes what was counted");
    }
}
