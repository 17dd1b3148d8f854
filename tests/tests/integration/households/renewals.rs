//! Consent that is asked for again: because the policy changes, to choose otherwise, and after a withdrawal.

use api::consent::ask_again;
use chrono::TimeDelta;
use domain::mail::MessageKind;
use serde_json::{Value, json};
use tests::{
    families::{Child, Family},
    founding::installation,
    persona::Persona,
    policy_versions::changed,
    rosters::literal,
    rows::Rows,
};

use super::consent::{a_course, opened};

/// The child signs in.
async fn signed_in(family: &Family, child: &Child) -> Persona {
    let anybody = family.school.anybody();
    let tokens = anybody
        .post("/v1/auth/class-sign-in", child.sign_in.clone())
        .await;
    family
        .school
        .bearer(&tokens.assert(200).text("/access_token"))
}

/// What becomes of a lesson that is opened now.
async fn opens_a_lesson(family: &Family, child: &Child, lesson: &str, number: u8) -> String {
    let learner = signed_in(family, child).await;
    let at = family.school.hallpass.now().to_rfc3339();
    let reported = learner
        .post("/v1/progress/events", opened(lesson, number, &at))
        .await;
    reported.assert(200).text("/results/0/result")
}

/// The account of the child, as rows are counted.
fn account_of(family: &Family, child: &Child) -> String {
    let id = uuid::Uuid::parse_str(&child.id).unwrap();
    format!("users WHERE id = {}", literal(&family.school, id))
}

/// The parent has renewed the consent, and it is active.
async fn renewed(family: &mut Family, consent: &str, scopes: &[&str]) -> String {
    renew(family, consent).await.assert(201);
    family.agree_to(MessageKind::ConsentRenewal, scopes).await;
    family.a_day_goes_by().await
}

async fn consents(family: &Family) -> Vec<Value> {
    let consents = family.parent.get("/v1/consents").await.assert(200).json();
    consents["data"].as_array().unwrap().clone()
}

async fn renew(family: &Family, consent: &str) -> tests::reply::Reply {
    let path = format!("/v1/consents/{consent}/renewals");
    family.parent.post(&path, json!({})).await
}

tests::on_each_backend! {
    /// VPC-09: asked when the change is announced; from its day on nothing is recorded until the parent
    /// has agreed to it, and what there was stays.
    async fn a_material_change_asks_the_parent_again_and_stops_what_it_changes(school: TestApp) {
        let school = school.under(changed("learning")).await;
        let mut family = Family::register(&school, "Diaz").await;
        let child = family.child().await;
        family.mail_is_delivered().await;
        let (_, lesson) = a_course(&family).await;
        assert_eq!(opens_a_lesson(&family, &child, &lesson, 1).await, "recorded");
        assert_eq!(ask_again(installation(), &school.hallpass).await.unwrap(), 1);
        assert_eq!(ask_again(installation(), &school.hallpass).await.unwrap(), 0);
        let asked = family.messages(MessageKind::ConsentRenewal).await;
        let [asked] = &asked[..] else { panic!("one message") };
        assert!(asked["notice"].contains("Robin") && asked["notice"].contains("stay as they are"));
        let announced = consents(&family).await;
        assert_eq!(announced[0]["outdated_from"], "2026-10-22T00:00:00Z");

        school.clock.advance(TimeDelta::days(15));
        family.work().await;
        family.sign_in().await;
        assert_eq!(ask_again(installation(), &school.hallpass).await.unwrap(), 0, "once");
        assert_eq!(opens_a_lesson(&family, &child, &lesson, 2).await, "recorded");
        school.clock.advance(TimeDelta::days(15));
        family.sign_in().await;
        assert_ne!(opens_a_lesson(&family, &child, &lesson, 3).await, "recorded");
        let learner = signed_in(&family, &child).await;
        learner.get("/v1/me").await.assert(200);

        renew(&family, &child.consent).await.assert(201);
        renew(&family, &child.consent).await.assert_conflict("question_open");
        family.agree_to(MessageKind::ConsentRenewal, &["account_and_learning"]).await;
        assert_ne!(opens_a_lesson(&family, &child, &lesson, 4).await, "recorded", "not active yet");
        let renewed = family.a_day_goes_by().await;
        let consents = consents(&family).await;
        assert_eq!(consents[0]["supersedes"], json!(child.consent));
        assert_eq!(consents[0]["policy_version"], "2.0.0");
        assert_eq!(consents[0]["outdated_from"], Value::Null);
        assert_eq!(consents[1]["in_force"], json!([]));
        assert_eq!(opens_a_lesson(&family, &child, &lesson, 5).await, "recorded");
        renew(&family, &child.consent).await.assert_conflict("later_consent");
        renew(&family, &renewed).await.assert(201);
        let superseded = "consent_ends WHERE reason = 'superseded'";
        assert_eq!(Rows::of(&school).count(superseded), 1);
    }

    /// What a version does not change needs nobody's word.
    async fn a_change_of_another_purpose_asks_no_parent(school: TestApp) {
        let school = school.under(changed("payment")).await;
        let mut family = Family::register(&school, "Diaz").await;
        let child = family.child().await;
        let (_, lesson) = a_course(&family).await;
        school.clock.advance(TimeDelta::days(31));
        assert_eq!(ask_again(installation(), &school.hallpass).await.unwrap(), 0);
        family.sign_in().await;
        assert_eq!(consents(&family).await[0]["outdated_from"], Value::Null);
        assert_eq!(opens_a_lesson(&family, &child, &lesson, 1).await, "recorded");
    }

    /// A no, or no answer, leaves the child and the consent as they are.
    async fn who_says_no_to_a_renewal_keeps_what_was_agreed_before(school: TestApp) {
        let mut family = Family::register(&school, "Diaz").await;
        let child = family.child().await;
        family.mail_is_delivered().await;
        renew(&family, &child.consent).await.assert(201);
        let token = family.token(MessageKind::ConsentRenewal).await;
        let refuse = json!({ "token": token, "decision": "refuse" });
        school.anybody().post("/v1/consent/decision", refuse).await.assert(200);
        signed_in(&family, &child).await;
        assert_eq!(consents(&family).await[0]["in_force"], json!(["account_and_learning"]));

        renew(&family, &child.consent).await.assert(201);
        school.clock.advance(TimeDelta::days(14));
        family.work().await;
        family.sign_in().await;
        let asked = family.parent.get("/v1/consent-requests").await.assert(200);
        assert_eq!(asked.text("/data/0/state"), "lapsed");
        signed_in(&family, &child).await;
    }

    /// What is not chosen again has ended; the parent chooses more the same way.
    async fn a_parent_chooses_otherwise_by_a_renewal(school: TestApp) {
        let mut family = Family::register(&school, "Diaz").await;
        let child = family.child().await;
        renew(&family, &child.consent).await.assert(201);
        let more = ["account_and_learning", "surveys"];
        family.agree_to(MessageKind::ConsentRenewal, &more).await;
        let renewed = family.a_day_goes_by().await;
        assert_eq!(consents(&family).await[0]["in_force"], json!(more));
        renew(&family, &renewed).await.assert(201);
        family.agree_to(MessageKind::ConsentRenewal, &["account_and_learning"]).await;
        family.a_day_goes_by().await;
        let consents = consents(&family).await;
        assert_eq!(consents[0]["in_force"], json!(["account_and_learning"]));
        assert_eq!(consents[1]["in_force"], json!([]));
    }

    /// After a withdrawal that kept the data the child goes on where they stopped.
    async fn a_consent_that_was_withdrawn_is_given_anew_and_the_child_signs_in_again(school: TestApp) {
        let mut family = Family::register(&school, "Diaz").await;
        let child = family.child().await;
        let (_, lesson) = a_course(&family).await;
        let path = format!("/v1/consents/{}/withdraw", child.consent);
        family.parent.post(&path, json!({})).await.assert(200);
        let closed = school.anybody().post("/v1/auth/class-sign-in", child.sign_in.clone()).await;
        closed.assert_problem(401, "sign_in_failed");
        renew(&family, &child.consent).await.assert(201);
        family.agree_to(MessageKind::ConsentRenewal, &["account_and_learning"]).await;
        family.a_day_goes_by().await;
        assert_eq!(opens_a_lesson(&family, &child, &lesson, 1).await, "recorded");
    }

    /// Who takes the consent back does not find a renewal active the day after.
    async fn a_withdrawal_closes_a_renewal_that_waits(school: TestApp) {
        let mut family = Family::register(&school, "Diaz").await;
        let child = family.child().await;
        renew(&family, &child.consent).await.assert(201);
        family.agree_to(MessageKind::ConsentRenewal, &["account_and_learning"]).await;
        let path = format!("/v1/consents/{}/withdraw", child.consent);
        family.parent.post(&path, json!({ "data": "deleted" })).await.assert(200);
        family.a_day_goes_by().await;
        let consents = consents(&family).await;
        assert_eq!(consents.len(), 1);
        let asked = family.parent.get("/v1/consent-requests").await.assert(200);
        assert_eq!(asked.text("/data/0/state"), "revoked");
        renew(&family, &child.consent).await.assert_problem(404, "not_found");
    }

    /// "It was not me" about a renewal ends it and locks the account; what was collected under the
    /// earlier consent is not lost.
    async fn who_did_not_renew_it_ends_it_and_the_child_is_locked(school: TestApp) {
        let mut family = Family::register(&school, "Diaz").await;
        let child = family.child().await;
        renew(&family, &child.consent).await.assert(201);
        family.agree_to(MessageKind::ConsentRenewal, &["account_and_learning"]).await;
        let renewed = family.a_day_goes_by().await;
        let token = family.token(MessageKind::ConsentConfirmation).await;
        school.anybody().post("/v1/consent/revocation", json!({ "token": token })).await.assert(200);
        let closed = school.anybody().post("/v1/auth/class-sign-in", child.sign_in.clone()).await;
        closed.assert_problem(401, "sign_in_failed");
        let there = account_of(&family, &child);
        assert_eq!(Rows::of(&school).count(&there), 1);
        renew(&family, &renewed).await.assert(201);
        let earlier = format!("/v1/consents/{}/withdraw", child.consent);
        let delete = json!({ "data": "deleted" });
        family.parent.post(&earlier, delete.clone()).await.assert_problem(404, "not_found");
        let path = format!("/v1/consents/{renewed}/withdraw");
        family.parent.post(&path, delete).await.assert(200);
        assert_eq!(Rows::of(&school).count(&there), 0);
    }

    /// Another household finds no consent to renew.
    async fn a_consent_of_another_household_is_not_found(school: TestApp) {
        let mut family = Family::register(&school, "Diaz").await;
        let mut other = Family::register(&school, "Okoro").await;
        let child = family.child().await;
        other.sign_in().await;
        renew(&other, &child.consent).await.assert_problem(404, "not_found");
    }

    /// AGE-16: what was collected under a consent that was renewed since was not collected without one.
    async fn a_renewed_child_was_not_collected_of_without_consent(school: TestApp) {
        let mut family = Family::register(&school, "Diaz").await;
        let child = family.child().await;
        renewed(&mut family, &child.consent, &["account_and_learning"]).await;
        let class = family.parent.get("/v1/household").await.assert(200).text("/class_id");
        let born = format!("/v1/classes/{class}/students/{}/age/statements", child.id);
        family.parent.post(&born, json!({ "born": "2016-03" })).await.assert(200);
        signed_in(&family, &child).await;
    }

    /// VPC-07: a scope that was taken back while a renewal waits does not come back with it.
    async fn a_withdrawn_scope_does_not_come_back_with_a_renewal_that_waits(school: TestApp) {
        let mut family = Family::register(&school, "Diaz").await;
        let child = family.child().await;
        let both = ["account_and_learning", "surveys"];
        let consent = renewed(&mut family, &child.consent, &both).await;
        renew(&family, &consent).await.assert(201);
        family.agree_to(MessageKind::ConsentRenewal, &both).await;
        let path = format!("/v1/consents/{consent}/withdraw");
        family.parent.post(&path, json!({ "scope": "surveys" })).await.assert(200);
        family.a_day_goes_by().await;
        let consents = consents(&family).await;
        assert_eq!((consents.len(), &consents[0]["in_force"]), (3, &json!(["account_and_learning"])));
    }

    /// A link about a consent that another has replaced says nothing about that one.
    async fn the_link_of_a_consent_that_was_renewed_does_nothing(school: TestApp) {
        let mut family = Family::register(&school, "Diaz").await;
        let child = family.child().await;
        let first = family.token(MessageKind::ConsentConfirmation).await;
        renewed(&mut family, &child.consent, &["account_and_learning"]).await;
        let revoked = school.anybody().post("/v1/consent/revocation", json!({ "token": first })).await;
        revoked.assert_problem(401, "consent_link_refused");
        signed_in(&family, &child).await;
    }

    /// AGE-14: of an adult nobody else decides.
    async fn a_parent_renews_nothing_of_an_adult(school: TestApp) {
        let mut family = Family::register(&school, "Diaz").await;
        let child = family.child_of(json!({ "given_name": "Robin", "born": "2000-01" })).await;
        renew(&family, &child.consent).await.assert_problem(404, "not_found");
    }

    /// What happened under the earlier consent is not lost because it arrives after the renewal.
    async fn work_from_before_a_renewal_is_recorded_when_it_arrives(school: TestApp) {
        let mut family = Family::register(&school, "Diaz").await;
        let child = family.child().await;
        let (_, lesson) = a_course(&family).await;
        school.clock.advance(TimeDelta::seconds(1));
        let at = school.hallpass.now().to_rfc3339();
        renewed(&mut family, &child.consent, &["account_and_learning"]).await;
        let learner = signed_in(&family, &child).await;
        let reported = learner.post("/v1/progress/events", opened(&lesson, 1, &at)).await;
        assert_eq!(reported.assert(200).text("/results/0/result"), "recorded");
    }

    /// The record of a consent does not say later that nobody opened the account.
    async fn a_consent_that_was_used_is_never_said_to_be_unused(school: TestApp) {
        let mut family = Family::register(&school, "Diaz").await;
        let child = family.child().await;
        let path = format!("/v1/consents/{}/withdraw", child.consent);
        family.parent.post(&path, json!({ "data": "deleted" })).await.assert(200);
        school.clock.advance(TimeDelta::days(370));
        family.work().await;
        assert_eq!(Rows::of(&school).count("consent_requests WHERE state = 'lapsed'"), 0);
    }
}
