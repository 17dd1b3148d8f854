//! What ends when a school's authority ends, to the second (SCH-06), and what parents ask for (SCH-07).

use chrono::{DateTime, TimeDelta, Utc};
use domain::{accounts::sessions::SessionKind, mint::Clock as _};
use serde_json::{Value, json};
use tests::{
    app::TestApp, founding::installation, learning::StarterCourse, on_each_backend,
    persona::Persona, rosters::count,
};

const SECOND: TimeDelta = TimeDelta::seconds(1);

#[cfg(test)]
async fn work(school: &TestApp) {
    api::worker::run_due(installation(), &school.hallpass)
        .await
        .unwrap();
}

#[cfg(test)]
fn go_to(school: &TestApp, instant: DateTime<Utc>) {
    school.clock.advance(instant - school.clock.now());
}

/// What a parent of a student asks the school for.
#[cfg(test)]
async fn ask(school: &TestApp, diaz: &Persona, student: &Persona, more: &Value) -> String {
    let mut body = json!({
        "student_id": student.user.to_string(),
        "kind": "delete",
        "requester": "verified_parent",
    });
    for (member, value) in more.as_object().into_iter().flatten() {
        body[member] = value.clone();
    }
    let filed = diaz.post(&requests(school), body).await.assert(201);
    format!("{}/{}/answer", requests(school), filed.text("/id"))
}

#[cfg(test)]
fn requests(school: &TestApp) -> String {
    format!("/v1/schools/{}/parent-requests", school.world.school)
}

#[cfg(test)]
fn held(school: &TestApp) -> i64 {
    count(school, "users WHERE kind = 'student'")
}

on_each_backend! {
    async fn exports_close_after_day_30_and_everything_is_deleted_by_day_60(school: TestApp) {
        let rivera = school.teacher("Rivera").await;
        let class = rivera.class("Robots").await;
        StarterCourse::load(&school).await.assign(&rivera, class).await;
        school.student_in(class, "Ada").await;
        school.student_in(class, "Grace").await;
        let okoye = school.district_admin("Okoye").await;
        let path = format!("/v1/schools/{}/agreements", school.world.school);
        let agreed = okoye.get(&path).await.assert(200).text("/data/0/id");
        okoye.post(&format!("{path}/{agreed}/end"), json!({"ends_on": "2026-09-21"})).await.assert(200);

        let ended_at: DateTime<Utc> = "2026-09-21T07:00:00Z".parse().unwrap();
        let report = format!("/v1/classes/{class}/reports/progress.csv");
        go_to(&school, ended_at + TimeDelta::days(31) - SECOND);
        let rivera = school.again(&rivera, SessionKind::Staff).await;
        rivera.get(&report).await.assert(200);
        go_to(&school, ended_at + TimeDelta::days(31));
        rivera.get(&report).await.assert_conflict("exports_closed");

        go_to(&school, ended_at + TimeDelta::days(59) - SECOND);
        work(&school).await;
        assert_eq!(held(&school), 2);
        go_to(&school, ended_at + TimeDelta::days(59));
        work(&school).await;
        assert_eq!(held(&school), 0);
        let certified = "authority_ends WHERE reason = 'agreement_ended' AND students_purged = 2 AND purged_at IS NOT NULL";
        assert_eq!(count(&school, certified), 1);
    }

    async fn a_school_that_renewed_its_agreement_keeps_its_students(school: TestApp) {
        let rivera = school.teacher("Rivera").await;
        let class = rivera.class("Robots").await;
        school.student_in(class, "Ada").await;
        let okoye = school.district_admin("Okoye").await;
        let path = format!("/v1/schools/{}/agreements", school.world.school);
        let agreed = okoye.get(&path).await.assert(200).text("/data/0/id");
        okoye.post(&format!("{path}/{agreed}/end"), json!({"ends_on": "2026-09-21"})).await.assert(200);
        okoye.agree(school.world.school, crate::organizations::requests::agreement()).await;
        school.clock.advance(TimeDelta::days(61));
        work(&school).await;
        assert_eq!(held(&school), 1);
    }

    async fn a_student_whose_authorization_is_revoked_is_out_at_once_and_deleted_within_30_days(school: TestApp) {
        let rivera = school.teacher("Rivera").await;
        let class = rivera.class("Robots").await;
        let (ada, grace) = (school.student_in(class, "Ada").await, school.student_in(class, "Grace").await);
        let diaz = school.school_admin("Diaz").await;
        let path = |student: &Persona| format!("/v1/schools/{}/students/{}/revoke", school.world.school, student.user);
        ada.get("/v1/me").await.assert(200);
        rivera.post_empty(&path(&ada)).await.assert_problem(403, "forbidden");
        let revoked = diaz.post_empty(&path(&ada)).await.assert(200);
        ada.get("/v1/me").await.assert_problem(401, "unauthenticated");
        grace.get("/v1/me").await.assert(200);
        diaz.post_empty(&path(&rivera)).await.assert_problem(404, "not_found");
        let elsewhere = format!("/v1/schools/{}/students/{}/revoke", school.world.other_school, grace.user);
        school.district_admin("Okoye").await.post_empty(&elsewhere).await.assert_problem(404, "not_found");

        let purge_at: DateTime<Utc> = revoked.text("/purge_at").parse().unwrap();
        assert!(purge_at < school.clock.now() + TimeDelta::days(30));
        go_to(&school, purge_at - SECOND);
        work(&school).await;
        assert_eq!(held(&school), 2);
        go_to(&school, purge_at);
        work(&school).await;
        assert_eq!(held(&school), 1);
        assert_eq!(count(&school, "authority_ends WHERE students_purged = 1"), 1);
    }

    /// The account holds the work of both schools, so neither ends it alone.
    async fn the_account_of_a_student_of_two_schools_is_the_districts_to_end(school: TestApp) {
        let people = school.people().await;
        let lindqvist = school.teacher_at_other_school("Lindqvist").await;
        let classes = format!("/v1/schools/{}/classes", school.world.other_school);
        let theirs = lindqvist.post(&classes, json!({"title": "Music"})).await.assert(201).text("/id");
        let joined = json!({"student_id": people.ada.user.uuid()});
        people.moore.post(&format!("/v1/classes/{theirs}/enrollments"), joined).await.assert(201);
        let revoke = format!("/v1/schools/{}/students/{}/revoke", school.world.school, people.ada.user);
        people.diaz.post_empty(&revoke).await.assert_conflict("account_beyond_reach");
        let asked = ask(&school, &people.diaz, &people.ada, &json!({})).await;
        let carry_out = json!({"answer": "carry_out"});
        people.diaz.post(&asked, carry_out.clone()).await.assert_conflict("account_beyond_reach");
        people.ada.get("/v1/me").await.assert(200);
        people.moore.post(&asked, carry_out).await.assert(200);
        people.ada.get("/v1/me").await.assert_problem(401, "unauthenticated");
    }

    async fn what_a_verified_parent_wants_deleted_is_deleted_on_day_10_unless_the_school_owns_it(school: TestApp) {
        let rivera = school.teacher("Rivera").await;
        let class = rivera.class("Robots").await;
        let (ada, grace) = (school.student_in(class, "Ada").await, school.student_in(class, "Grace").await);
        let diaz = school.school_admin("Diaz").await;
        ask(&school, &diaz, &ada, &json!({})).await;
        let graces = ask(&school, &diaz, &grace, &json!({})).await;
        let kept = diaz.post(&graces, json!({"answer": "keep_record"})).await.assert(200);
        assert_eq!(kept.text("/state"), "kept_by_school");
        grace.get("/v1/me").await.assert_problem(401, "unauthenticated");
        diaz.post(&graces, json!({"answer": "carry_out"})).await.assert_conflict("answer_not_awaited");
        school.clock.advance(TimeDelta::days(10) - SECOND);
        work(&school).await;
        assert_eq!(held(&school), 2);
        school.clock.advance(SECOND);
        work(&school).await;
        assert_eq!(held(&school), 1);
        let diaz = school.again(&diaz, SessionKind::Staff).await;
        let states = diaz.get(&requests(&school)).await.assert(200).column("state");
        assert_eq!(states, ["done", "kept_by_school"]);
    }

    async fn an_account_that_a_parent_wants_closed_is_locked_and_more_is_collected_no_further(school: TestApp) {
        let rivera = school.teacher("Rivera").await;
        let class = rivera.class("Robots").await;
        let (ada, grace) = (school.student_in(class, "Ada").await, school.student_in(class, "Grace").await);
        let diaz = school.school_admin("Diaz").await;
        // Two working days from a Monday on.
        ask(&school, &diaz, &ada, &json!({"kind": "deactivate"})).await;
        ask(&school, &diaz, &grace, &json!({"kind": "no_further_submissions"})).await;
        work(&school).await;
        grace.get("/v1/me").await.assert_problem(401, "unauthenticated");
        let locked = "users WHERE kind = 'student' AND status = 'disabled'";
        school.clock.advance(TimeDelta::days(2) - SECOND);
        work(&school).await;
        assert_eq!(count(&school, locked), 1);
        school.clock.advance(SECOND);
        work(&school).await;
        assert_eq!(count(&school, locked), 2);
        assert_eq!(held(&school), 2);
    }

    async fn who_is_not_verified_within_14_days_gets_nothing(school: TestApp) {
        let rivera = school.teacher("Rivera").await;
        let class = rivera.class("Robots").await;
        let (ada, grace) = (school.student_in(class, "Ada").await, school.student_in(class, "Grace").await);
        let diaz = school.school_admin("Diaz").await;
        let unverified = json!({"requester": "unverified"});
        let adas = ask(&school, &diaz, &ada, &unverified).await;
        let graces = ask(&school, &diaz, &grace, &unverified).await;
        diaz.post(&adas, json!({"answer": "carry_out"})).await.assert_conflict("answer_not_awaited");
        let verified = diaz.post(&graces, json!({"answer": "verified"})).await.assert(200);
        assert_eq!(verified.text("/state"), "forwarded_to_school");
        assert_eq!(verified.text("/requester"), "verified_parent");
        school.clock.advance(TimeDelta::days(14));
        work(&school).await;
        assert_eq!(held(&school), 1);
        let diaz = school.again(&diaz, SessionKind::Staff).await;
        let states = diaz.get(&requests(&school)).await.assert(200).column("state");
        assert_eq!(states, ["closed", "done"]);
    }

    async fn of_a_student_who_left_the_district_60_days_ago_a_deletion_cannot_be_refused(school: TestApp) {
        let rivera = school.teacher("Rivera").await;
        let class = rivera.class("Robots").await;
        let (ada, grace) = (school.student_in(class, "Ada").await, school.student_in(class, "Grace").await);
        let diaz = school.school_admin("Diaz").await;
        let body = json!({
            "student_id": ada.user.to_string(), "kind": "delete", "requester": "verified_parent",
            "not_enrolled_since": "2026-01-01",
        });
        let refused = diaz.post(&requests(&school), body).await.assert_problem(422, "invalid_fields");
        assert_eq!(refused.text("/errors/0/pointer"), "/not_enrolled_since");
        school.clock.advance(TimeDelta::minutes(5));
        for student in [&ada, &grace] {
            let seat = format!("/v1/classes/{class}/students/{}", student.user);
            rivera.delete(&seat).await.assert(204);
        }
        school.clock.advance(TimeDelta::days(60));
        let diaz = school.again(&diaz, SessionKind::Staff).await;
        let today = school.clock.now().date_naive();
        let left = |days| json!({"not_enrolled_since": today - TimeDelta::days(days)});
        let adas = ask(&school, &diaz, &ada, &left(59)).await;
        let graces = ask(&school, &diaz, &grace, &left(60)).await;
        let keep = json!({"answer": "keep_record"});
        diaz.post(&graces, keep.clone()).await.assert_conflict("must_delete");
        diaz.post(&adas, keep).await.assert(200);
        work(&school).await;
        assert_eq!(held(&school), 1);
    }

    async fn the_rights_of_an_adult_student_are_the_students_own(school: TestApp) {
        let rivera = school.teacher("Rivera").await;
        let class = rivera.class("Robots").await;
        let ada = school.student_in(class, "Ada").await;
        let diaz = school.school_admin("Diaz").await;
        let body = json!({
            "student_id": ada.user.to_string(), "kind": "delete", "requester": "verified_parent", "student_age": "adult",
        });
        let refused = diaz.post(&requests(&school), body).await.assert_problem(422, "invalid_fields");
        assert_eq!(refused.text("/errors/0/code"), "not_entitled");
        let okoye = school.district_admin("Okoye").await;
        let elsewhere = format!("/v1/schools/{}/parent-requests", school.world.other_school);
        let body = json!({"student_id": ada.user.to_string(), "kind": "delete", "requester": "verified_parent"});
        let refused = okoye.post(&elsewhere, body).await.assert_problem(422, "invalid_fields");
        assert_eq!(refused.text("/errors/0/code"), "not_of_the_school");
    }
}
