//! Consent by a signed form (VPC-03 i): asked, printed, returned, looked at, and the scan gone.

use chrono::TimeDelta;
use domain::mail::MessageKind;
use serde_json::{Value, json};
use tests::{families::Family, persona::Persona, rows::Rows};

fn approval() -> Value {
    json!({ "decision": "approve", "scopes": ["account_and_learning"], "signed_on": "2026-09-21" })
}

/// Olsen looks at the form, and decides about the one that they saw.
async fn decide(olsen: &Persona, request: &str, mut decision: Value) -> tests::reply::Reply {
    let path = format!("/v1/consent-form-reviews/{request}");
    let form = olsen.get(&path).await.assert(200);
    decision["received_at"] = json!(form.text("/received_at"));
    olsen.post(&format!("{path}/decision"), decision).await
}

async fn state(family: &Family) -> String {
    let asked = family.parent.get("/v1/consent-requests").await;
    asked.assert(200).text("/data/0/state")
}

tests::on_each_backend! {
    async fn a_parent_signs_a_form_and_the_child_learns(school: TestApp) {
        let olsen = school.operator("Olsen").await;
        let mut family = Family::register(&school, "Diaz").await;
        let request = family.ask_by("signed_form").await;
        let link = format!("/consent/{}", family.token(MessageKind::ConsentNotice).await);
        let page = school.anybody().get(&link).await.assert(200);
        let page = String::from_utf8(page.content()).unwrap();
        assert!(page.contains(&format!("{link}/form")) && !page.contains("value=\"give\""), "{page}");
        let form = school.anybody().get(&format!("{link}/form")).await.assert(200);
        let form = String::from_utf8(form.content()).unwrap();
        assert!(form.contains("Robin") && form.contains("Signature"), "{form}");

        family.return_form(&request).await;
        let waiting = olsen.get("/v1/consent-form-reviews").await.assert(200);
        assert_eq!(waiting.text("/data/0/consent_request_id"), request);
        let scan = olsen.get(&format!("/v1/consent-form-reviews/{request}")).await.assert(200);
        assert_eq!(scan.text("/content"), "JVBERi0xLjcK");
        assert_eq!(scan.text("/child_name"), "Robin");
        let decided = decide(&olsen, &request, approval()).await.assert(200);
        assert_eq!(decided.text("/state"), "active");
        assert_eq!(Rows::of(&school).count("signed_forms WHERE scan IS NOT NULL"), 0);
        assert_eq!(Rows::of(&school).count("signed_forms WHERE verdict = 'approved' AND reviewed_by IS NOT NULL"), 1);
        assert_eq!(family.messages(MessageKind::ConsentFormApproved).await.len(), 1);

        family.sign_in().await;
        let consents = family.parent.get("/v1/consents").await.assert(200);
        assert_eq!(consents.text("/data/0/method"), "signed_form");
        let path = format!("/v1/consents/{}/account", consents.text("/data/0/id"));
        let opened = family.parent.post(&path, json!({ "given_name": "Robin" })).await.assert(201);
        let sign_in = json!({
            "class_code": opened.text("/sign_in_code"),
            "username": opened.text("/username"),
            "passphrase": opened.text("/passphrase"),
        });
        school.anybody().post("/v1/auth/class-sign-in", sign_in).await.assert(200);
        olsen.get(&format!("/v1/consent-form-reviews/{request}")).await.assert_problem(404, "not_found");
    }

    async fn after_a_form_that_cannot_be_accepted_another_is_sent_by_a_new_link(school: TestApp) {
        let olsen = school.operator("Olsen").await;
        let family = Family::register(&school, "Diaz").await;
        let request = family.ask_by("signed_form").await;
        let first = family.token(MessageKind::ConsentNotice).await;
        family.return_form(&request).await;
        let rejected = decide(&olsen, &request, json!({ "decision": "reject" })).await.assert(200);
        assert_eq!(rejected.text("/state"), "notice_sent");
        let show = |token: String| {
            let anybody = school.anybody();
            async move { anybody.post("/v1/consent/notice", json!({ "token": token })).await }
        };
        show(first).await.assert_problem(401, "consent_link_refused");
        show(family.token(MessageKind::ConsentFormRejected).await).await.assert(200);
        family.return_form(&request).await;
        decide(&olsen, &request, approval()).await.assert(200);
        assert_eq!(state(&family).await, "active");
    }

    async fn who_never_signed_ends_it_by_the_link_of_the_message(school: TestApp) {
        let olsen = school.operator("Olsen").await;
        let family = Family::register(&school, "Diaz").await;
        let request = family.ask_by("signed_form").await;
        family.return_form(&request).await;
        decide(&olsen, &request, approval()).await.assert(200);
        let token = family.token(MessageKind::ConsentFormApproved).await;
        school.anybody().post("/v1/consent/revocation", json!({ "token": token })).await.assert(200);
        assert_eq!(state(&family).await, "revoked");
    }

    /// Ten questions wait at a time, those included whose form came and was looked at by nobody.
    async fn forms_that_wait_count_among_the_open_questions(school: TestApp) {
        let family = Family::register(&school, "Diaz").await;
        for _ in 0..10 {
            let request = family.ask_by("signed_form").await;
            family.return_form(&request).await;
        }
        let body = json!({ "child_name": "Robin", "method": "signed_form" });
        let asked = family.parent.post("/v1/consent-requests", body).await;
        asked.assert_conflict("too_many_questions");
    }

    /// A click is no signature.
    async fn a_question_for_a_form_is_not_answered_by_a_click(school: TestApp) {
        let family = Family::register(&school, "Diaz").await;
        family.ask_by("signed_form").await;
        let token = family.token(MessageKind::ConsentNotice).await;
        let give = json!({ "token": token, "decision": "give", "scopes": ["account_and_learning"] });
        let given = school.anybody().post("/v1/consent/decision", give).await;
        given.assert_problem(401, "consent_link_refused");
        let refuse = json!({ "token": token, "decision": "refuse" });
        school.anybody().post("/v1/consent/decision", refuse).await.assert(200);
        assert_eq!(state(&family).await, "refused");
    }

    /// Nobody looked: fourteen days after it came, to the second, the scan and the name are gone.
    async fn a_form_that_nobody_looked_at_is_deleted(school: TestApp) {
        let olsen = school.operator("Olsen").await;
        let mut family = Family::register(&school, "Diaz").await;
        let request = family.ask_by("signed_form").await;
        school.clock.advance(TimeDelta::days(13));
        family.sign_in().await;
        family.return_form(&request).await;
        school.clock.advance(TimeDelta::days(14) - TimeDelta::seconds(1));
        family.work().await;
        assert_eq!(Rows::of(&school).count("signed_forms WHERE scan IS NOT NULL"), 1);
        school.clock.advance(TimeDelta::seconds(1));
        family.work().await;
        assert_eq!(Rows::of(&school).count("signed_forms WHERE scan IS NOT NULL"), 0);
        assert_eq!(Rows::of(&school).count("form_reviews"), 0);
        family.sign_in().await;
        assert_eq!(state(&family).await, "lapsed");
        drop(olsen);
    }

    async fn a_scan_is_sealed_and_is_what_it_says_it_is(school: TestApp) {
        let family = Family::register(&school, "Diaz").await;
        let request = family.ask_by("signed_form").await;
        let path = format!("/v1/consent-requests/{request}/signed-form");
        for (media_type, content) in [
            ("image/png", "JVBERi0xLjcK"),
            ("application/pdf", "PGh0bWw+"),
            ("application/pdf", "===="),
        ] {
            let body = json!({ "media_type": media_type, "content": content });
            family.parent.post(&path, body).await.assert_problem(422, "invalid_fields");
        }
        family.return_form(&request).await;
        let body = json!({ "media_type": "application/pdf", "content": "JVBERi0xLjcK" });
        family.parent.post(&path, body).await.assert_conflict("no_form_awaited");
        let mut rows = Rows::of(&school);
        let row = rows.whole_row("signed_forms", ["scan".to_owned()].iter());
        let held = rows.values(&format!("SELECT {row} AS value FROM signed_forms"));
        let [scan] = &held[..] else { panic!("one scan") };
        assert!(!scan.to_uppercase().contains("255044462D"), "{scan}");
    }

    async fn a_method_without_a_provider_cannot_be_chosen(school: TestApp) {
        let family = Family::register(&school, "Diaz").await;
        for method in ["phone", "video", "government_id", "text_plus"] {
            let body = json!({ "child_name": "Robin", "method": method });
            let refused = family.parent.post("/v1/consent-requests", body).await;
            let refused = refused.assert_problem(422, "invalid_fields");
            assert_eq!(refused.text("/errors/0/code"), "not_available");
        }
        assert_eq!(Rows::of(&school).count("consent_requests"), 0);
    }

    /// The day on the form lies between the notice and today.
    async fn a_form_has_a_day_that_can_be(school: TestApp) {
        let olsen = school.operator("Olsen").await;
        let family = Family::register(&school, "Diaz").await;
        let request = family.ask_by("signed_form").await;
        family.return_form(&request).await;
        for day in ["2026-09-19", "2026-09-23"] {
            let mut early = approval();
            early["signed_on"] = json!(day);
            let refused = decide(&olsen, &request, early).await.assert_problem(422, "invalid_fields");
            assert_eq!(refused.text("/errors/0/pointer"), "/signed_on");
        }
        let without = json!({ "decision": "approve", "scopes": ["account_and_learning"] });
        decide(&olsen, &request, without).await.assert_problem(422, "invalid_fields");
        let nothing = json!({ "decision": "approve", "signed_on": "2026-09-21" });
        decide(&olsen, &request, nothing).await.assert_problem(422, "invalid_fields");
    }

    /// VPC-03 (i): a trained person looks at what is approved, and not at the form before it.
    async fn a_form_that_nobody_opened_is_not_approved(school: TestApp) {
        let olsen = school.operator("Olsen").await;
        let family = Family::register(&school, "Diaz").await;
        let request = family.ask_by("signed_form").await;
        family.return_form(&request).await;
        let path = format!("/v1/consent-form-reviews/{request}");
        let first = olsen.get(&path).await.assert(200).text("/received_at");
        decide(&olsen, &request, json!({ "decision": "reject" })).await.assert(200);
        school.clock.advance(TimeDelta::minutes(1));
        family.return_form(&request).await;
        let mut stale = approval();
        stale["received_at"] = json!(first);
        olsen.post(&format!("{path}/decision"), stale).await.assert_conflict("another_form");
        decide(&olsen, &request, approval()).await.assert(200);
    }

    /// rejected forms do not keep a question open without end.
    async fn forms_keep_a_question_open_for_28_days_at_the_longest(school: TestApp) {
        let mut family = Family::register(&school, "Diaz").await;
        let request = family.ask_by("signed_form").await;
        for operator in ["Olsen", "Park"] {
            school.clock.advance(TimeDelta::days(13));
            family.work().await;
            family.sign_in().await;
            family.return_form(&request).await;
            let olsen = school.operator(operator).await;
            decide(&olsen, &request, json!({ "decision": "reject" })).await.assert(200);
        }
        school.clock.advance(TimeDelta::days(2) - TimeDelta::seconds(1));
        family.work().await;
        family.sign_in().await;
        assert_eq!(state(&family).await, "notice_sent");
        school.clock.advance(TimeDelta::seconds(1));
        family.work().await;
        family.sign_in().await;
        assert_eq!(state(&family).await, "lapsed");
    }
}
