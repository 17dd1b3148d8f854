//! Legal processes for education records, and emergencies.

use serde_json::{Value, json};

use super::{By, Fixture, Given, Sample};
use crate::persona::Persona;

/// The district recorded a subpoena.
const RECEIVED: Given = |stage| {
    Box::pin(async move {
        let by = stage.district_admin.clone();
        receive(stage, &by, json!({})).await;
    })
};

/// Another administrator of the district checked it, and the school knows nothing yet.
const VALIDATED: Given = |stage| {
    Box::pin(async move {
        let by = stage.district_admin.clone();
        receive(stage, &by, json!({})).await;
        let name = format!("Okafor of {}", stage.student.user);
        let second = stage.school.district_admin(&name).await;
        step(stage, &second, "review", json!({ "finding": "valid" })).await;
    })
};

/// An administrator of the school checked it.
const KNOWN: Given = |stage| Box::pin(known(stage, json!({})));

/// The same, of a subpoena that orders to tell nobody.
const ORDERED: Given = |stage| {
    Box::pin(known(
        stage,
        json!({ "no_notice_basis": "law_enforcement_subpoena" }),
    ))
};

/// It was withdrawn.
const QUASHED: Given = |stage| {
    Box::pin(async move {
        known(stage, json!({})).await;
        let process = stage.knows("legal_process_id").to_owned();
        let path = format!("{}/{process}/quashing", of(stage));
        let quashed = stage.school_admin.post_empty(&path).await;
        stage.know("disclosure_id", quashed.assert(200).text("/disclosure_id"));
    })
};

/// An emergency that is open.
const EMERGENCY: Given = |stage| {
    Box::pin(async move {
        let path = format!("/v1/students/{}/emergencies", stage.student.user);
        let body = json!({
            "threat": "A storm has cut the school off.",
            "recipients": [{ "name": "Maple County Sheriff" }],
            "categories": ["name"],
        });
        let recorded = stage.school_admin.post(&path, body).await.assert(201);
        stage.know("emergency_id", recorded.text("/id"));
    })
};

fn of(stage: &Fixture) -> String {
    format!("/v1/students/{}/legal-processes", stage.student.user)
}

async fn receive(stage: &mut Fixture, by: &Persona, more: Value) {
    let mut body = json!({
        "kind": "subpoena",
        "issuer": "Maple County Superior Court",
        "reference": "Docket 27-0142",
        "categories": ["name", "enrollment"],
    });
    for (name, value) in more.as_object().into_iter().flatten() {
        body[name] = value.clone();
    }
    let received = by.post(&of(stage), body).await.assert(201);
    stage.know("legal_process_id", received.text("/id"));
}

async fn step(stage: &Fixture, by: &Persona, what: &str, body: Value) {
    let process = stage.knows("legal_process_id");
    let path = format!("{}/{process}/{what}", of(stage));
    by.post(&path, body).await.assert(200);
}

async fn known(stage: &mut Fixture, more: Value) {
    let by = stage.district_admin.clone();
    receive(stage, &by, more).await;
    step(
        stage,
        &stage.school_admin,
        "review",
        json!({ "finding": "valid" }),
    )
    .await;
}

pub(super) const SAMPLES: &[Sample] = &[
    Sample::new("receive_legal_process", By::SchoolAdmin),
    Sample::new("list_legal_processes", By::SchoolAdmin).given(QUASHED),
    Sample::new("show_legal_process", By::SchoolAdmin).given(QUASHED),
    Sample::new("validate_legal_process", By::SchoolAdmin).given(RECEIVED),
    Sample::new("note_school_notice", By::SchoolAdmin).given(VALIDATED),
    Sample::new("notify_rights_holder", By::SchoolAdmin).given(KNOWN),
    Sample::new("review_no_notice_order", By::SchoolAdmin).given(ORDERED),
    Sample::new("comply_with_legal_process", By::SchoolAdmin).given(ORDERED),
    Sample::new("quash_legal_process", By::SchoolAdmin).given(KNOWN),
    Sample::new("record_emergency", By::SchoolAdmin),
    Sample::new("list_emergencies", By::SchoolAdmin).given(EMERGENCY),
    Sample::new("renew_emergency", By::SchoolAdmin).given(EMERGENCY),
    Sample::new("end_emergency", By::SchoolAdmin).given(EMERGENCY),
];
