//! Copies of a person's data.

use super::{By, Fixture, Given, Sample};

/// A copy about the teacher, which is being built.
const ASKED: Given = |stage| {
    Box::pin(async move {
        ask(stage).await;
    })
};

/// A copy about the teacher, which can be fetched.
const READY: Given = |stage| {
    Box::pin(async move {
        ask(stage).await;
        stage.school.does_its_work().await;
    })
};

async fn ask(stage: &mut Fixture) {
    let asked = stage.teacher.post_empty("/v1/me/exports").await.assert(201);
    stage.know("export_id", asked.text("/id"));
}

pub(super) const SAMPLES: &[Sample] = &[
    Sample::new("ask_for_my_export", By::Student),
    Sample::new("ask_for_student_export", By::SchoolAdmin),
    Sample::new("list_my_exports", By::Teacher).given(ASKED),
    Sample::new("show_export", By::Teacher).given(ASKED),
    Sample::new("fetch_export", By::Teacher).given(READY),
];
