//! Progress.

use serde_json::{Value, json};

use super::{By, Fixture, Sample};
use crate::learning::{Events, StarterCourse, now_of};

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
        .given(|stage| Box::pin(a_student_who_has_learned(stage))),
    Sample::new("list_student_feedback", By::Teacher)
        .given(|stage| Box::pin(a_student_who_has_learned(stage))),
    Sample::new("give_feedback", By::Teacher).given(|stage| Box::pin(a_class_that_learns(stage))),
];

/// The class has the starter course, of which the examples speak.
async fn a_class_that_learns(stage: &mut Fixture) {
    learning(stage).await;
}

/// The class's student has done an activity, and the teacher has said something of it.
async fn a_student_who_has_learned(stage: &mut Fixture) {
    let course = learning(stage).await;
    let activity = course.activities(0)[0];
    let done =
        Events::from(&stage.school, stage.student.user.uuid().as_u128()).completed(1, activity);
    let (class, student) = (stage.class, stage.student.user);
    let sent = stage
        .student
        .post("/v1/progress/events", json!({"events": [done]}));
    sent.await.assert(200);
    let path = format!("/v1/classes/{class}/students/{student}/feedback");
    let feedback = json!({"activity_id": activity, "code": "kept_going"});
    stage.teacher.post(&path, feedback).await.assert(201);
}

async fn learning(stage: &mut Fixture) -> StarterCourse {
    let course = StarterCourse::load(&stage.school).await;
    course.assign(&stage.teacher, stage.class).await;
    let student = stage.student.user.to_string();
    stage.know("student_id", student);
    stage.know("lesson_id", course.lesson(0).to_string());
    course
}

fn now(stage: &Fixture, request: &mut Value) {
    request["events"][0]["occurred_at"] = json!(now_of(&stage.school));
}
