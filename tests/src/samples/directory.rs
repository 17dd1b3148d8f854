//! Annual notices, and directory information.

use serde_json::json;

use super::{By, Fixture, Given, Sample, guardians::guardian};

/// The annual notice of the school was recorded.
const NOTICE: Given = |stage| Box::pin(notice(stage));

/// The school designates the name to a party.
const DESIGNATED: Given = |stage| Box::pin(designated(stage));

/// The same, and the time to refuse is over.
const RELEASED: Given = |stage| {
    Box::pin(async move {
        notice(stage).await;
        designated(stage).await;
        let begun = crate::learning::instant(&stage.school, stage.school.hallpass.now());
        for table in ["directory_types", "directory_parties"] {
            let over = format!("UPDATE {table} SET effective_at = {begun}");
            crate::rosters::execute(&stage.school, &over);
        }
        let came = stage.school.hallpass.now() - chrono::TimeDelta::days(15);
        let came = crate::learning::instant(&stage.school, came);
        let earlier = format!("UPDATE school_enrollments SET begins_at = {came}");
        crate::rosters::execute(&stage.school, &earlier);
    })
};

/// A guardian of the student refuses the name.
const REFUSED: Given = |stage| {
    Box::pin(async move {
        guardian(stage).await;
        let path = format!("/v1/students/{}/directory-refusals", stage.student.user);
        let noor = stage.who(By::Parent);
        noor.post(&path, json!({ "types": ["name", "grade_level"] }))
            .await
            .assert(200);
    })
};

/// A guardian of the student.
const GUARDIAN: Given = |stage| Box::pin(guardian(stage));

async fn notice(stage: &mut Fixture) {
    let path = format!("/v1/schools/{}/annual-notices", stage.knows("school_id"));
    let body = json!({
        "given_on": "2026-08-24",
        "means": "handbook",
        "parts": ["inspection", "amendment", "consent", "complaint", "school_officials"],
    });
    let recorded = stage.school_admin.post(&path, body).await.assert(201);
    stage.know("annual_notice_id", recorded.text("/id"));
}

async fn designated(stage: &mut Fixture) {
    let path = format!(
        "/v1/schools/{}/directory-designations",
        stage.knows("school_id")
    );
    let body = json!({
        "notice_on": "2026-09-21",
        "refuse_until": "2026-10-12",
        "types": ["name"],
        "parties": [{ "name": "Maple Press", "purpose": "yearbook" }],
    });
    let recorded = stage.school_admin.post(&path, body).await.assert(201);
    stage.know("directory_designation_id", recorded.text("/id"));
    stage.know("directory_party_id", recorded.text("/parties/0/id"));
}

pub(super) const SAMPLES: &[Sample] = &[
    Sample::new("record_annual_notice", By::SchoolAdmin),
    Sample::new("list_annual_notices", By::SchoolAdmin).given(NOTICE),
    Sample::new("withdraw_annual_notice", By::SchoolAdmin).given(NOTICE),
    Sample::new("show_model_notice", By::SchoolAdmin).query("?language=es"),
    Sample::new("designate_directory_information", By::SchoolAdmin),
    Sample::new("list_directory_designations", By::SchoolAdmin).given(DESIGNATED),
    Sample::new("end_directory_designation", By::SchoolAdmin).given(DESIGNATED),
    Sample::new("list_directory_information", By::SchoolAdmin).given(RELEASED),
    Sample::new("record_disclosure", By::SchoolAdmin)
        .given(RELEASED)
        .amended(|stage, body| {
            *body = json!({
                "ground": "directory_information",
                "recipient": "Maple Press",
                "categories": ["name"],
                "statements": ["rights_holder_told_before"],
                "directory": {
                    "school_id": stage.knows("school_id"),
                    "types": ["name"],
                    "purpose": "yearbook",
                    "found_by": "directory_information",
                },
            });
        }),
    Sample::new("show_directory_choices", By::Parent).given(REFUSED),
    Sample::new("refuse_directory_information", By::Parent).given(GUARDIAN),
    Sample::new("rescind_directory_refusals", By::Parent).given(REFUSED),
];
