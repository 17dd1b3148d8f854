//! Consent: asked, given, confirmed, used and taken back.

use chrono::TimeDelta;
use domain::{
    audit::Channel,
    ids::{Id, UserId},
    mail::MessageKind,
};
use persistence::{Scope, testing};
use serde_json::{Value, json};
use tests::{courses::seed, families::Family};
use uuid::Uuid;

/// What is held of a child, in rows.
pub(super) async fn held_of(family: &Family, child: &str) -> i64 {
    let child: UserId = Id::from_uuid(Uuid::parse_str(child).unwrap());
    let now = family.school.hallpass.now();
    let scope = Scope::new(Channel::Worker, family.organization, now, Uuid::nil());
    let held = family
        .school
        .database
        .read(scope, move |tx| testing::rows_of_child(tx, child))
        .await;
    held.unwrap()
}

async fn state(family: &Family) -> Value {
    let asked = family.parent.get("/v1/consent-requests").await.assert(200);
    asked.json()["data"][0].clone()
}

/// The class of the home, to which a course of the catalogue is assigned, and its first lesson.
pub(super) async fn a_course(family: &Family) -> (String, String) {
    seed(&family.school).await;
    let catalogue = family.parent.get("/v1/courses").await.assert(200);
    let course = family
        .parent
        .get(&format!("/v1/courses/{}", catalogue.text("/data/0/id")))
        .await
        .assert(200);
    let class = family
        .parent
        .get("/v1/household")
        .await
        .assert(200)
        .text("/class_id");
    let version = json!({ "course_version_id": course.text("/version/id") });
    let assigned = family
        .parent
        .post(&format!("/v1/classes/{class}/courses"), version)
        .await;
    assigned.assert(201);
    (class, course.text("/units/0/lessons/0/id"))
}

pub(super) fn opened(lesson: &str, number: u8, at: &str) -> Value {
    json!({ "events": [{
        "id": format!("01999999-9999-7999-8999-9999999999{number:02}"),
        "kind": "lesson_opened",
        "lesson_id": lesson,
        "occurred_at": at,
    }] })
}

tests::on_each_backend! {
    /// From the registration to work that the parent sees, by HTTP and the messages alone.
    async fn a_parent_consents_and_the_child_learns(school: TestApp) {
        let mut family = Family::register(&school, "Diaz").await;
        let child = family.child().await;
        let (class, lesson) = a_course(&family).await;

        let tokens = school.anybody().post("/v1/auth/class-sign-in", child.sign_in).await;
        let robin = school.bearer(&tokens.assert(200).text("/access_token"));
        let at = school.hallpass.now().to_rfc3339();
        let reported = robin.post("/v1/progress/events", opened(&lesson, 1, &at)).await;
        let reported = reported.assert(200);
        assert_eq!(reported.text("/results/0/result"), "recorded", "{}", reported.json());

        let progress = family.parent.get(&format!("/v1/classes/{class}/progress")).await;
        let seen = progress.assert(200).json().to_string();
        assert!(seen.contains(&child.id), "{seen}");
    }

    /// VPC-03: agreed to is not active. The message of the next day makes it so.
    async fn a_consent_is_active_a_day_after_it_was_given(school: TestApp) {
        let mut family = Family::register(&school, "Diaz").await;
        family.ask().await;
        family.agree().await;
        assert_eq!(state(&family).await["state"], "given");
        school.clock.advance(TimeDelta::hours(24) - TimeDelta::seconds(1));
        family.work().await;
        family.sign_in().await;
        assert_eq!(state(&family).await["state"], "given");
        let consents = family.parent.get("/v1/consents").await.assert(200);
        assert_eq!(consents.json()["data"], json!([]));
        school.clock.advance(TimeDelta::seconds(1));
        family.work().await;
        assert_eq!(state(&family).await["state"], "active");
        assert_eq!(family.messages(MessageKind::ConsentConfirmation).await.len(), 1);
    }

    /// VPC-02: one reminder after a week, whose link takes the place of the first.
    async fn the_newest_link_wins(school: TestApp) {
        let mut family = Family::register(&school, "Diaz").await;
        family.ask().await;
        let first = family.token(MessageKind::ConsentNotice).await;
        school.clock.advance(TimeDelta::days(7));
        family.work().await;
        family.work().await;
        assert_eq!(family.messages(MessageKind::ConsentReminder).await.len(), 1);
        let newest = family.token(MessageKind::ConsentReminder).await;
        let show = |token: String| {
            let anybody = school.anybody();
            async move { anybody.post("/v1/consent/notice", json!({ "token": token })).await }
        };
        show(first).await.assert_problem(401, "consent_link_refused");
        show(newest.clone()).await.assert(200);
        let body = json!({ "token": newest, "decision": "refuse" });
        school.anybody().post("/v1/consent/decision", body).await.assert(200);
        show(newest).await.assert_problem(401, "consent_link_refused");
        family.sign_in().await;
        assert_eq!(state(&family).await["child_name"], Value::Null);
    }

    /// VPC-02 and AGE-10, row 2: at 14 × 24 h, to the instant, nothing of the child is left, also if
    /// the worker slept in between.
    async fn without_an_answer_nothing_of_the_child_is_left(school: TestApp) {
        let mut family = Family::register(&school, "Diaz").await;
        family.ask().await;
        let child = state(&family).await["child_id"].as_str().unwrap().to_owned();
        assert_eq!(held_of(&family, &child).await, 1, "the key to the name");
        school.clock.advance(TimeDelta::days(14) - TimeDelta::seconds(1));
        family.work().await;
        assert_eq!(held_of(&family, &child).await, 1);
        school.clock.advance(TimeDelta::seconds(1));
        family.work().await;
        assert_eq!(held_of(&family, &child).await, 0);
        family.sign_in().await;
        let asked = state(&family).await;
        assert_eq!((&asked["state"], &asked["child_name"]), (&json!("lapsed"), &Value::Null));
    }

    /// VPC-07: the withdrawal acts within the child's next request, and the account opens no more.
    async fn a_withdrawal_ends_the_childs_session(school: TestApp) {
        let mut family = Family::register(&school, "Diaz").await;
        let child = family.child().await;
        let tokens = school.anybody().post("/v1/auth/class-sign-in", child.sign_in.clone()).await;
        let robin = school.bearer(&tokens.assert(200).text("/access_token"));
        robin.get("/v1/me").await.assert(200);
        let path = format!("/v1/consents/{}/withdraw", child.consent);
        let withdrawn = family.parent.post(&path, json!({})).await.assert(200);
        assert_eq!(withdrawn.json()["in_force"], json!([]));
        robin.get("/v1/me").await.assert_problem(401, "unauthenticated");
        let again = school.anybody().post("/v1/auth/class-sign-in", child.sign_in).await;
        again.assert_problem(401, "sign_in_failed");
        assert_eq!(family.messages(MessageKind::ConsentEnded).await.len(), 1);
        let again = family.parent.post(&path, json!({})).await;
        again.assert_problem(404, "not_found");
    }

    /// VPC-07: a withdrawal that says so leaves nothing of the child, at once.
    async fn a_withdrawal_deletes_what_is_held_if_the_parent_wants_it(school: TestApp) {
        let mut family = Family::register(&school, "Diaz").await;
        let child = family.child().await;
        let path = format!("/v1/consents/{}/withdraw", child.consent);
        let both = json!({ "scope": "surveys", "data": "deleted" });
        let refused = family.parent.post(&path, both).await;
        let refused = refused.assert_problem(422, "invalid_fields");
        assert_eq!(refused.json()["errors"][0]["pointer"], "/data");
        assert!(held_of(&family, &child.id).await > 1);
        family.parent.post(&path, json!({ "data": "deleted" })).await.assert(200);
        assert_eq!(held_of(&family, &child.id).await, 0);
        let again = school.anybody().post("/v1/auth/class-sign-in", child.sign_in).await;
        again.assert_problem(401, "sign_in_failed");
    }

    /// Minimal: once the child has an account, the name under which the parent was asked goes.
    async fn the_name_of_the_question_goes_when_there_is_an_account(school: TestApp) {
        let mut family = Family::register(&school, "Diaz").await;
        family.child().await;
        assert_eq!(state(&family).await["child_name"], Value::Null);
    }

    /// "This was not me" ends the consent and purges the child, work included; the evidence stays.
    async fn who_never_agreed_ends_it_and_nothing_of_the_child_is_left(school: TestApp) {
        let mut family = Family::register(&school, "Diaz").await;
        let child = family.child().await;
        assert!(held_of(&family, &child.id).await > 1);
        let body = json!({ "token": family.token(MessageKind::ConsentConfirmation).await });
        let revoked = school.anybody().post("/v1/consent/revocation", body.clone()).await;
        assert_eq!(revoked.assert(200).text("/state"), "revoked");
        assert_eq!(held_of(&family, &child.id).await, 0);
        let again = school.anybody().post("/v1/consent/revocation", body).await;
        again.assert_problem(401, "consent_link_refused");
        let consents = family.parent.get("/v1/consents").await.assert(200).json();
        assert_eq!(consents["data"][0]["in_force"], json!([]));
        assert_eq!(consents["data"][0]["given"], json!(["account_and_learning"]));
    }

    /// VPC-10: an account needs one scope; consent to others alone is none.
    async fn a_consent_without_what_an_account_needs_is_refused(school: TestApp) {
        let family = Family::register(&school, "Diaz").await;
        family.ask().await;
        let body = json!({
            "token": family.token(MessageKind::ConsentNotice).await,
            "decision": "give",
            "scopes": ["surveys"],
        });
        let refused = school.anybody().post("/v1/consent/decision", body).await;
        let refused = refused.assert_problem(422, "invalid_fields");
        assert_eq!(refused.json()["errors"][0]["pointer"], "/scopes");
    }

    /// A household is a tenant: another parent sees none of it.
    async fn a_parent_of_another_household_finds_nothing(school: TestApp) {
        let mut family = Family::register(&school, "Diaz").await;
        let mut other = Family::register(&school, "Okoro").await;
        let child = family.child().await;
        other.sign_in().await;
        let path = format!("/v1/consents/{}/withdraw", child.consent);
        other.parent.post(&path, json!({})).await.assert_problem(404, "not_found");
        let path = format!("/v1/consents/{}/account", child.consent);
        let body = json!({ "given_name": "Robin" });
        other.parent.post(&path, body).await.assert_problem(404, "not_found");
    }
}
