//! The ages of students, and the gate.

use serde_json::json;

use super::{By, Fixture, Given, Sample};

/// A student of whom the school's record and the teacher say different ages.
const CONTESTED: Given = |stage| Box::pin(contested(stage));

/// A district that offers its courses to others too.
const MIXED: Given = |stage| Box::pin(mixed(stage));

async fn contested(stage: &mut Fixture) {
    let path = format!(
        "/v1/classes/{}/students/{}/age/statements",
        stage.class(),
        stage.student.user
    );
    let record = json!({ "born": "2009" });
    stage.school_admin.post(&path, record).await.assert(200);
    let statement = stage
        .teacher
        .post(&path, json!({ "born": "2015-03" }))
        .await;
    let id = statement.assert(200).text("/statements/1/id");
    stage.know("statement_id", id);
}

async fn mixed(stage: &mut Fixture) {
    let path = format!(
        "/v1/organizations/{}/audience",
        stage.knows("organization_id")
    );
    let audience = json!({ "audience": "mixed_audience" });
    stage
        .district_admin
        .patch(&path, "*", audience)
        .await
        .assert(200);
}

pub(super) const SAMPLES: &[Sample] = &[
    Sample::new("show_student_age", By::Teacher).given(CONTESTED),
    Sample::new("record_age_evidence", By::Teacher),
    Sample::new("resolve_age_review", By::SchoolAdmin).given(CONTESTED),
    Sample::new("list_age_reviews", By::SchoolAdmin).given(CONTESTED),
    Sample::new("show_own_age", By::Student),
    Sample::new("report_age_signal", By::Student),
    Sample::new("show_audience", By::DistrictAdmin),
    Sample::new("update_audience", By::DistrictAdmin),
    Sample::new("answer_age_gate", By::Anybody)
        .given(MIXED)
        .amended(|_, body| body["gate_token"] = json!(format!("hpg_{}", "A".repeat(64)))),
];
