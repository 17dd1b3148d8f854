//! Progress.

use serde_json::{Value, json};

use super::{By, Fixture, Sample};
use crate::learning::{StarterCourse, now_of};

pub(super) const SAMPLES: &[Sample] = &[
    Sample::new("record_progress", By::Student)
        .given(|stage| Box::pin(a_class_that_learns(stage)))
        .amended(now),
    Sample::new("show_my_progress", By::Student),
    Sample::new("list_my_timeline", By::Student),
    Sample::new("list_my_feedback", By::Student),
    Sample::new("show_class_progress", By::Teacher)
        .given(|stage| Box::pin(a_class_that_learns(stage))),
    Sample::new("show_class_lesson_progress", By::Teacher)
        .given(|stage| Box::pin(a_class_that_learns(stage))),
    Sample::new("export_class_report", By::Teacher)
        .given(|stage| Box::pin(a_class_that_learns(stage))),
    Sample::new("list_student_timeline", By::Teacher)
        .given(|stage| Box::pin(a_class_that_learns(stage))),
    Sample::new("list_student_feedback", By::Teacher)
        .given(|stage| Box::pin(a_class_that_learns(stage))),
    Sample::new("give_feedback", By::Teacher).given(|stage| Box::pin(a_class_that_learns(stage))),
];

/// The class has the starter course, of which the examples speak.
async fn a_class_that_learns(stage: &mut Fixture) {
    let course = StarterCourse::load(&stage.school).await;
    course.assign(&stage.teacher, stage.class).await;
    let student = stage.student.user.to_string();
    stage.know("student_id", student);
    stage.know("lesson_id", course.lesson(0).to_string());
}

fn now(stage: &Fixture, request: &mut Value) {
    request["events"][0]["occurred_at"] = json!(now_of(&stage.school));
}
