//! What a district lets support look at.

use serde_json::json;

use super::{By, Fixture, Given, Sample, progress};

/// The district opened the student for a question.
const GRANTED: Given = |stage| Box::pin(grant(stage));

/// The same, of a student who has learned.
const LEARNED: Given = |stage| {
    Box::pin(async move {
        progress::a_student_who_has_learned(stage).await;
        grant(stage).await;
    })
};

async fn grant(stage: &mut Fixture) {
    let path = format!("/v1/students/{}/support-grants", stage.student.user);
    let body = json!({ "ticket": "help-2041", "hours": 1 });
    let granted = stage.district_admin.post(&path, body).await.assert(201);
    stage.know("support_grant_id", granted.text("/id"));
}

pub(super) const SAMPLES: &[Sample] = &[
    Sample::new("grant_support", By::DistrictAdmin),
    Sample::new("list_support_grants", By::DistrictAdmin).given(GRANTED),
    Sample::new("end_support_grant", By::DistrictAdmin).given(GRANTED),
    Sample::new("list_open_support_grants", By::Operator).given(GRANTED),
    Sample::new("show_supported_student", By::Operator).given(LEARNED),
];
