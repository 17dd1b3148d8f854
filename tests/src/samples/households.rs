//! Households, consent and the work that the service does by itself.

use domain::mail::MessageKind;
use serde_json::json;

use super::{By, Fixture, Given, Sample};
use crate::families::Family;

/// A household, whose parent has registered.
const REGISTERED: Given = |stage| {
    Box::pin(async move {
        family(stage).await;
    })
};

/// A parent who was asked.
const ASKED: Given = |stage| {
    Box::pin(async move {
        let family = family(stage).await;
        family.ask().await;
        stage.know("token", family.token(MessageKind::ConsentNotice).await);
    })
};

/// A consent that is active.
const ACTIVE: Given = |stage| {
    Box::pin(async move {
        let family = family(stage).await;
        family.ask().await;
        family.agree().await;
        stage.know("consent_id", family.confirm_at_once().await);
        stage.know(
            "token",
            family.token(MessageKind::ConsentConfirmation).await,
        );
    })
};

/// A question that is answered by a signed form.
const ASKED_BY_FORM: Given = |stage| {
    Box::pin(async move {
        let family = family(stage).await;
        let request = family.ask_by("signed_form").await;
        stage.know("consent_request_id", request);
    })
};

/// A signed form that waits for a trained person.
const RETURNED: Given = |stage| {
    Box::pin(async move {
        let family = family(stage).await;
        let request = family.ask_by("signed_form").await;
        family.return_form(&request).await;
        stage.know("consent_request_id", request);
    })
};

const OPENED: Given = |stage| {
    Box::pin(async move {
        let family = family(stage).await;
        family.ask().await;
        family.agree().await;
        let consent = family.confirm_at_once().await;
        let path = format!("/v1/consents/{consent}/account");
        let opened = family
            .parent
            .post(&path, json!({ "given_name": "Robin" }))
            .await;
        stage.know("student_id", opened.assert(201).text("/child_id"));
        stage.know("consent_id", consent);
    })
};

async fn family(stage: &mut Fixture) -> Family {
    let name = format!("Diaz{}", stage.teacher.user);
    let family = Family::register(&stage.school, &name).await;
    stage.parent = Some(family.parent.clone());
    family
}

pub(super) const SAMPLES: &[Sample] = &[
    Sample::new("found_household", By::Anybody),
    Sample::new("show_household", By::Parent).given(REGISTERED),
    Sample::new("ask_for_consent", By::Parent).given(REGISTERED),
    Sample::new("list_consent_requests", By::Parent).given(ASKED),
    Sample::new("withdraw_consent_request", By::Parent).given(ASKED_BY_FORM),
    Sample::new("show_consent_notice", By::Anybody)
        .given(ASKED)
        .amended(|stage, body| body["token"] = json!(stage.knows("token"))),
    Sample::new("decide_consent", By::Anybody)
        .given(ASKED)
        .amended(|stage, body| body["token"] = json!(stage.knows("token"))),
    Sample::new("list_consents", By::Parent).given(ACTIVE),
    Sample::new("open_child_account", By::Parent).given(ACTIVE),
    Sample::new("renew_consent", By::Parent).given(OPENED),
    Sample::new("withdraw_consent", By::Parent).given(ACTIVE),
    Sample::new("revoke_consent", By::Anybody)
        .given(ACTIVE)
        .amended(|stage, body| body["token"] = json!(stage.knows("token"))),
    Sample::new("return_consent_form", By::Parent).given(ASKED_BY_FORM),
    Sample::new("list_consent_forms", By::Operator).given(RETURNED),
    Sample::new("show_consent_form", By::Operator).given(RETURNED),
    Sample::new("decide_consent_form", By::Operator)
        .given(RETURNED)
        .amended(|stage, body| body["received_at"] = json!(stage.school.hallpass.now())),
    Sample::new("list_purposes", By::Anybody),
    Sample::new("list_jobs", By::Operator).given(ASKED),
];
