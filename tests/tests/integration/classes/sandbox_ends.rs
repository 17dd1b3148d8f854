//! How a sandbox ends: purged 30 days after its last use, or left under an agreement (SCH-04).

use chrono::{DateTime, TimeDelta, Utc};
use domain::{accounts::sessions::SessionKind, mint::Clock as _};
use serde_json::{Value, json};
use tests::{
    app::TestApp,
    founding::installation,
    learning::{Events, StarterCourse, results},
    on_each_backend,
    rosters::{count, word},
    sandboxes::Sandbox,
};

const SECOND: TimeDelta = TimeDelta::seconds(1);
const IDLE: TimeDelta = TimeDelta::days(30);
const REPORT: &str = "/v1/progress/events";

#[cfg(test)]
async fn work_at(school: &TestApp, instant: DateTime<Utc>) {
    school.clock.advance(instant - school.clock.now());
    api::worker::run_due(installation(), &school.hallpass)
        .await
        .unwrap();
}

#[cfg(test)]
fn students(school: &TestApp) -> i64 {
    count(school, "users WHERE kind = 'student'")
}

#[cfg(test)]
fn leave(sandbox: &Sandbox) -> String {
    format!("/v1/classes/{}/leave-sandbox", sandbox.class)
}

on_each_backend! {
    async fn sch_04_a_sandbox_is_purged_on_day_30_and_not_a_second_before(school: TestApp) {
        let sandbox = school.sandbox().await;
        let class = sandbox.class;
        let course = StarterCourse::load(&school).await;
        course.assign(&sandbox.rivera, class).await;
        let alias = sandbox.rivera.alias_in(class).await;
        sandbox.rivera.create_aliases(class, 2).await.assert(201);
        school.clock.advance(TimeDelta::minutes(1));
        let events = Events::from(&school, 1);
        let batch = json!({"events": [events.opened(30, course.lesson(0))]});
        let told = alias.post(REPORT, batch).await.assert(200).json();
        assert_eq!(results(&told), ["recorded"]);
        let end = school.clock.now() + IDLE;

        work_at(&school, end - SECOND).await;
        assert_eq!(students(&school), 3);
        let rivera = school.again(&sandbox.rivera, SessionKind::Staff).await;
        let shown = rivera.get(&format!("/v1/classes/{class}?include=sandbox")).await.assert(200);
        let purge_at: DateTime<Utc> = shown.text("/sandbox/purge_at").parse().unwrap();
        assert_eq!(purge_at, end);
        work_at(&school, end).await;
        assert_eq!(students(&school), 0);
        assert_eq!(count(&school, "progress_events"), 0);
        assert_eq!(count(&school, "enrollments"), 0);
        assert_eq!(count(&school, "classes WHERE kind = 'sandbox' AND archived_at IS NOT NULL"), 1);
        rivera.create_aliases(class, 1).await.assert(404);
    }

    async fn sch_04_a_sign_in_begins_the_thirty_days_anew(school: TestApp) {
        let sandbox = school.sandbox().await;
        let alias = sandbox.rivera.alias_in(sandbox.class).await;
        let opened = school.clock.now();
        work_at(&school, opened + TimeDelta::days(29)).await;
        school.student(alias.user).await;
        work_at(&school, opened + IDLE).await;
        assert_eq!(students(&school), 1);
        work_at(&school, opened + TimeDelta::days(59) - SECOND).await;
        assert_eq!(students(&school), 1);
        work_at(&school, opened + TimeDelta::days(59)).await;
        assert_eq!(students(&school), 0);
    }

    async fn sch_04_feedback_begins_the_thirty_days_anew_and_looking_does_not(school: TestApp) {
        let sandbox = school.sandbox().await;
        let class = sandbox.class;
        let course = StarterCourse::load(&school).await;
        course.assign(&sandbox.rivera, class).await;
        let alias = sandbox.rivera.alias_in(class).await;
        let opened = school.clock.now();
        work_at(&school, opened + TimeDelta::days(20)).await;
        let rivera = school.again(&sandbox.rivera, SessionKind::Staff).await;
        let student = format!("/v1/classes/{class}/students/{}", alias.user);
        let said = json!({"activity_id": course.activities(0)[1], "code": "kept_going"});
        rivera.post(&format!("{student}/feedback"), said).await.assert(201);
        work_at(&school, opened + TimeDelta::days(29)).await;
        let rivera = school.again(&rivera, SessionKind::Staff).await;
        rivera.get(&student).await.assert(200);
        work_at(&school, opened + TimeDelta::days(50) - SECOND).await;
        assert_eq!(students(&school), 1);
        work_at(&school, opened + TimeDelta::days(50)).await;
        assert_eq!(students(&school), 0);
    }

    async fn sch_04_a_hold_keeps_a_student_of_a_sandbox_until_it_ends(school: TestApp) {
        let sandbox = school.sandbox().await;
        let alias = sandbox.rivera.alias_in(sandbox.class).await;
        sandbox.rivera.create_aliases(sandbox.class, 2).await.assert(201);
        let moore = school.district_admin("Moore").await;
        let opened = school.clock.now();
        let placed = moore.post("/v1/legal-holds", json!({
            "matter": "litigation",
            "reference": "Docket 27-0142",
            "scope": "person",
            "scope_id": alias.user.to_string(),
            "review_by": opened + TimeDelta::days(60),
        })).await.assert(201).text("/id");
        work_at(&school, opened + IDLE).await;
        assert_eq!(students(&school), 1);
        work_at(&school, opened + IDLE + TimeDelta::days(1)).await;
        assert_eq!(students(&school), 1);
        let moore = school.again(&moore, SessionKind::Staff).await;
        moore.post_empty(&format!("/v1/legal-holds/{placed}/release")).await.assert(200);
        work_at(&school, opened + IDLE + TimeDelta::days(2)).await;
        assert_eq!(students(&school), 0);
    }

    async fn sch_04_a_class_leaves_the_sandbox_under_an_agreement_and_names_are_attached(school: TestApp) {
        let sandbox = school.sandbox().await;
        let (class, rivera) = (sandbox.class, &sandbox.rivera);
        let course = StarterCourse::load(&school).await;
        course.assign(rivera, class).await;
        let alias = rivera.alias_in(class).await;
        school.clock.advance(TimeDelta::minutes(1));
        let code = course.activities(0)[1];
        let events = Events::from(&school, 1);
        let before = events.attempt(10, code, "failed", "print(1)");
        alias.post(REPORT, json!({"events": [before]})).await.assert(200);

        let refused = rivera.post_empty(&leave(&sandbox)).await;
        let refused = refused.assert_problem(403, "school_authorization_required");
        assert_eq!(refused.text("/rule"), "SCH-02");
        school.agree_at_last().await;
        let refused = rivera.post_empty(&leave(&sandbox)).await;
        assert_eq!(refused.text("/rule"), "SCH-03");
        rivera.attest(class).await.assert(201);
        let late = events.attempt(5, code, "failed", "print('ada@example.org')");
        let left = rivera.post_empty(&leave(&sandbox)).await.assert(200).json();
        assert_eq!((&left["kind"], &left["banner"]), (&json!("ordinary"), &Value::Null));
        rivera.post_empty(&leave(&sandbox)).await.assert_conflict("not_a_sandbox");

        let student = format!("/v1/classes/{class}/students/{}", alias.user);
        let shown = rivera.get(&student).await.assert(200);
        let etag = shown.header("etag");
        let surname = json!({"family_name": "Lovelace"});
        let refused = rivera.patch(&student, &etag, surname).await.assert_problem(422, "invalid_fields");
        assert_eq!(refused.text("/errors/0/pointer"), "/given_name");
        let grade = rivera.patch(&student, &etag, json!({"grade_level": "04"})).await.assert(200);
        assert_eq!(grade.text("/display_name"), shown.text("/display_name"));
        let named = json!({"given_name": "Ada", "family_name": "Lovelace"});
        let named = rivera.patch(&student, &grade.header("etag"), named).await.assert(200);
        assert_eq!(named.text("/display_name"), "Ada L.");

        // What happened in the sandbox is searched still, and stands under it.
        alias.post(REPORT, json!({"events": [late]})).await.assert_problem(422, "invalid_fields");
        school.clock.advance(TimeDelta::minutes(1));
        let after = events.attempt(10, code, "passed", "print('ada@example.org')");
        let told = alias.post(REPORT, json!({"events": [after]})).await.assert(200).json();
        assert_eq!(results(&told), ["recorded"]);
        let grounds = |outcome: &str| word(&school, &format!(
            "SELECT grounds.kind AS word FROM progress_events JOIN grounds ON grounds.id = collected_under WHERE outcome = '{outcome}'"
        ));
        assert_eq!((grounds("failed").as_str(), grounds("passed").as_str()), ("sandbox", "agreement"));
        assert_eq!(count(&school, "attested_students"), 1);

        work_at(&school, school.clock.now() + IDLE).await;
        assert_eq!(students(&school), 1, "who came under the agreement stays");
        let created = school.again(rivera, SessionKind::Staff).await;
        created.enrol(class, "Grace", "Hopper").await;
    }

    async fn sch_04_a_school_whose_agreement_ended_may_have_a_sandbox_again(school: TestApp) {
        let sandbox = school.sandbox().await;
        let moore = school.district_admin("Moore").await;
        school.agree_at_last().await;
        sandbox.rivera.sandbox("More robots").await.assert_conflict("sandbox_not_offered");
        sandbox.rivera.create_aliases(sandbox.class, 1).await.assert(201);
        let path = format!("/v1/schools/{}/agreements", school.world.school_without_agreement);
        let agreed = moore.get(&path).await.assert(200).text("/data/0/id");
        let today = json!({"ends_on": "2026-09-21"});
        moore.post(&format!("{path}/{agreed}/end"), today).await.assert(200);
        sandbox.rivera.attest(sandbox.class).await.assert(201);
        let refused = sandbox.rivera.post_empty(&leave(&sandbox)).await;
        refused.assert_problem(403, "school_authorization_required");
        sandbox.rivera.sandbox("More robots").await.assert(201);
    }

    async fn sch_04_who_had_left_before_stays_one_of_the_sandbox_and_ends_with_it(school: TestApp) {
        let sandbox = school.sandbox().await;
        let rivera = &sandbox.rivera;
        let gone = rivera.alias_in(sandbox.class).await;
        rivera.alias_in(sandbox.class).await;
        school.clock.advance(SECOND);
        let student = format!("/v1/classes/{}/students/{}", sandbox.class, gone.user);
        rivera.delete(&student).await.assert(204);
        school.agree_at_last().await;
        rivera.attest(sandbox.class).await.assert(201);
        rivera.post_empty(&leave(&sandbox)).await.assert(200);
        let moore = school.district_admin("Moore").await;
        let back = json!({"student_id": gone.user.to_string()});
        let enrollments = format!("/v1/classes/{}/enrollments", sandbox.class);
        moore.post(&enrollments, back).await.assert_conflict("sandbox_student");
        work_at(&school, school.clock.now() + IDLE).await;
        assert_eq!(students(&school), 1);
        assert_eq!(count(&school, "classes WHERE kind = 'ordinary' AND archived_at IS NULL"), 1);
    }
}
