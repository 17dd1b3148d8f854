//! De-identified releases.

use serde_json::json;

use super::{By, Fixture, Given, Sample, courses};
use crate::releases::{course_id, fill};

/// A class with so many students that something may be told of them.
const LARGE: Given = |stage| {
    Box::pin(async move {
        enlarge(stage).await;
    })
};

/// A release about them.
const RELEASED: Given = |stage| {
    Box::pin(async move {
        enlarge(stage).await;
        let path = format!(
            "/v1/organizations/{}/releases",
            stage.knows("organization_id")
        );
        let body = json!({ "course_id": stage.knows("released_course_id"), "form": "counts" });
        let made = stage.district_admin.post(&path, body).await.assert(201);
        stage.know("release_id", made.text("/id"));
    })
};

async fn enlarge(stage: &mut Fixture) {
    courses::assigned(stage).await;
    let teacher = stage.teacher.clone();
    fill(&teacher, stage.class, 12).await;
    let course = course_id(&teacher, stage.class).await;
    stage.know("released_course_id", course);
}

pub(super) const SAMPLES: &[Sample] = &[
    Sample::new("make_release", By::DistrictAdmin)
        .given(LARGE)
        .amended(|stage, body| body["course_id"] = json!(stage.knows("released_course_id"))),
    Sample::new("list_releases", By::SchoolAdmin).given(RELEASED),
    Sample::new("show_release", By::SchoolAdmin).given(RELEASED),
];
