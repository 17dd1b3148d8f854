//! Taking back what waits, and whose consent it is.

use chrono::TimeDelta;
use domain::mail::MessageKind;
use serde_json::json;
use tests::{families::Family, rows::Rows};

use super::consent::held_of;

async fn take_back(family: &Family, request: &str) -> tests::reply::Reply {
    let path = format!("/v1/consent-requests/{request}/withdraw");
    family.parent.post(&path, json!({})).await
}

tests::on_each_backend! {
    /// VPC-07: in the day between the answer and its confirmation a parent takes it back.
    async fn an_answer_is_taken_back_before_it_is_confirmed(school: TestApp) {
        let mut family = Family::register(&school, "Diaz").await;
        let request = family.ask().await;
        let asked = family.parent.get("/v1/consent-requests").await.assert(200);
        let child = asked.text("/data/0/child_id");
        family.agree().await;
        let taken = take_back(&family, &request).await.assert(200);
        assert_eq!(taken.text("/state"), "revoked");
        assert_eq!(held_of(&family, &child).await, 0);
        take_back(&family, &request).await.assert_problem(404, "not_found");
        school.clock.advance(TimeDelta::hours(24));
        family.work().await;
        family.sign_in().await;
        let consents = family.parent.get("/v1/consents").await.assert(200);
        assert_eq!(consents.json()["data"], json!([]));
    }

    async fn a_form_is_taken_back_before_anybody_looks_at_it(school: TestApp) {
        let olsen = school.operator("Olsen").await;
        let family = Family::register(&school, "Diaz").await;
        let request = family.ask_by("signed_form").await;
        family.return_form(&request).await;
        take_back(&family, &request).await.assert(200);
        assert_eq!(Rows::of(&school).count("signed_forms WHERE scan IS NOT NULL"), 0);
        let path = format!("/v1/consent-form-reviews/{request}");
        olsen.get(&path).await.assert_problem(404, "not_found");
    }

    async fn a_parent_of_another_household_takes_nothing_back(school: TestApp) {
        let family = Family::register(&school, "Diaz").await;
        let other = Family::register(&school, "Okoro").await;
        let request = family.ask().await;
        take_back(&other, &request).await.assert_problem(404, "not_found");
    }

    /// a consent under which nobody opens an account does not keep the child's name for ever.
    async fn a_consent_under_which_no_account_is_opened_ends_after_a_year(school: TestApp) {
        let mut family = Family::register(&school, "Diaz").await;
        family.ask().await;
        let asked = family.parent.get("/v1/consent-requests").await.assert(200);
        let child = asked.text("/data/0/child_id");
        family.agree().await;
        family.a_day_goes_by().await;
        family.mail_is_delivered().await;
        let asked = family.parent.get("/v1/consent-requests").await.assert(200);
        let until: chrono::DateTime<chrono::Utc> = asked.text("/data/0/lapses_at").parse().unwrap();
        school.clock.advance(until - school.hallpass.now() - TimeDelta::seconds(1));
        let lapses = |family: &Family| {
            let (hallpass, task) = (family.school.hallpass.clone(), tests::founding::installation());
            async move { api::worker::run_due(task, &hallpass).await }
        };
        lapses(&family).await.unwrap();
        assert_eq!(Rows::of(&school).count("consent_ends WHERE reason = 'not_used'"), 0);
        school.clock.advance(TimeDelta::seconds(1));
        lapses(&family).await.unwrap();
        assert_eq!(Rows::of(&school).count("consent_ends WHERE reason = 'not_used'"), 1);
        assert_eq!(held_of(&family, &child).await, 0);
    }

    /// AGE-14: whom a record says to be an adult is not their parent's to lock or to delete.
    async fn the_account_of_an_adult_is_not_ended_by_the_parent(school: TestApp) {
        let mut family = Family::register(&school, "Diaz").await;
        let child = family.child_of(json!({ "given_name": "Robin", "born": "2000-01" })).await;
        let path = format!("/v1/consents/{}/withdraw", child.consent);
        family.parent.post(&path, json!({ "data": "deleted" })).await.assert_problem(404, "not_found");
        school.anybody().post("/v1/auth/class-sign-in", child.sign_in).await.assert(200);
    }

    /// VPC-12: in France a parent alone opens no account; the child says yes with them.
    async fn in_france_the_child_consents_too(school: TestApp) {
        let mut family = Family::register_in(&school, "Moreau", "FR").await;
        family.ask().await;
        let token = family.token(MessageKind::ConsentNotice).await;
        let notice = school.anybody().post("/v1/consent/notice", json!({ "token": token })).await;
        assert_eq!(notice.assert(200).text("/parties"), "joint");
        let mut give = json!({ "token": token, "decision": "give", "scopes": ["account_and_learning"] });
        let refused = school.anybody().post("/v1/consent/decision", give.clone()).await;
        let refused = refused.assert_problem(422, "invalid_fields");
        assert_eq!(refused.text("/errors/0/pointer"), "/child_agrees");
        let page = school.anybody().get(&format!("/consent/{token}")).await.assert(200);
        let page = String::from_utf8(page.content()).unwrap();
        assert!(page.contains("name=\"child\""), "{page}");
        give["child_agrees"] = json!(true);
        school.anybody().post("/v1/consent/decision", give).await.assert(200);
        family.a_day_goes_by().await;
        let consents = family.parent.get("/v1/consents").await.assert(200);
        assert_eq!(consents.text("/data/0/parties"), "joint");
    }

    /// What a parent is told is what was done.
    async fn a_withdrawal_that_deletes_says_so(school: TestApp) {
        let mut family = Family::register(&school, "Diaz").await;
        let child = family.child().await;
        let path = format!("/v1/consents/{}/withdraw", child.consent);
        family.parent.post(&path, json!({ "data": "deleted" })).await.assert(200);
        assert_eq!(family.messages(MessageKind::ConsentEndedDeleted).await.len(), 1);
        assert_eq!(family.messages(MessageKind::ConsentEnded).await.len(), 0);
    }
}
