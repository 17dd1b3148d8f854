//! Settings, and changes that wait.

use serde_json::json;

use super::{By, Fixture, Given, Sample, guardians};

/// The student asked for a setting, which waits for the school: there is no guardian.
const WAITS: Given = |stage| {
    Box::pin(async move {
        ask(stage).await;
    })
};

/// The same, which waits for a guardian.
const WAITS_FOR_PARENT: Given = |stage| {
    Box::pin(async move {
        guardians::guardian(stage).await;
        ask(stage).await;
    })
};

/// A guardian of the student.
const GUARDIAN: Given = |stage| {
    Box::pin(async move {
        guardians::guardian(stage).await;
    })
};

async fn ask(stage: &mut Fixture) {
    let wanted = json!({ "setting": "next_lesson_suggestions", "value": "on" });
    let asked = stage.student.post("/v1/me/setting-changes", wanted).await;
    stage.know("setting_change_id", asked.assert(201).text("/id"));
}

pub(super) const SAMPLES: &[Sample] = &[
    Sample::new("list_settings", By::Anybody),
    Sample::new("show_my_settings", By::Student),
    Sample::new("change_my_setting", By::Student),
    Sample::new("list_my_setting_changes", By::Student).given(WAITS),
    Sample::new("withdraw_setting_change", By::Student).given(WAITS),
    Sample::new("show_student_settings", By::Parent).given(WAITS_FOR_PARENT),
    Sample::new("change_student_setting", By::Parent).given(GUARDIAN),
    Sample::new("list_student_setting_changes", By::Parent).given(WAITS_FOR_PARENT),
    Sample::new("decide_setting_change", By::Parent).given(WAITS_FOR_PARENT),
    Sample::new("list_waiting_setting_changes", By::SchoolAdmin).given(WAITS),
];
