//! Progress.

use serde_json::{Value, json};

use super::{By, Fixture, Sample};
use crate::{
    learning::{Events, StarterCourse, now_of},
    rosters::{execute, literal},
};

pub(super) const SAMPLES: &[Sample] = &[
    Sample::new("record_progress", By::Student)
        .given(|stage| Box::pin(a_class_that_learns(stage)))
        .amended(now),
    Sample::new("show_my_progress", By::Student),
    Sample::new("show_my_next_lesson", By::Student),
    Sample::new("show_my_work", By::Student).given(|stage| Box::pin(a_student_who_writes(stage))),
    Sample::new("save_my_work", By::Student).given(|stage| Box::pin(a_student_who_writes(stage))),
    Sample::new("list_my_timeline", By::Student),
    Sample::new("list_my_feedback", By::Student),
    Sample::new("show_class_progress", By::Teacher)
        .given(|stage| Box::pin(a_class_that_learns(stage))),
    Sample::new("stream_class_progress", By::Teacher)
        .given(|stage| Box::pin(a_class_that_learns(stage))),
    Sample::new("show_class_lesson_progress", By::Teacher)
        .given(|stage| Box::pin(a_class_that_learns(stage))),
    Sample::new("list_class_submissions", By::Teacher)
        .given(|stage| Box::pin(a_student_who_has_tried(stage))),
    Sample::new("show_student_progress", By::Teacher)
        .given(|stage| Box::pin(a_student_who_has_tried(stage))),
    Sample::new("export_class_report", By::Teacher)
        .given(|stage| Box::pin(a_class_that_learns(stage))),
    Sample::new("list_student_timeline", By::Teacher)
        .given(|stage| Box::pin(a_student_who_has_learned(stage))),
    Sample::new("list_student_feedback", By::Teacher)
        .given(|stage| Box::pin(a_student_who_has_learned(stage))),
    Sample::new("give_feedback", By::Teacher)
        .given(|stage| Box::pin(a_student_who_has_tried(stage)))
        .amended(|stage, body| {
            body["activity_id"] = json!(stage.knows("activity_id"));
            body["event_id"] = json!(stage.knows("event_id"));
        }),
    Sample::new("list_feedback_codes", By::Anybody),
    Sample::new("mark_my_feedback_read", By::Student)
        .given(|stage| Box::pin(a_student_who_has_learned(stage))),
    Sample::new("withdraw_feedback", By::Teacher)
        .given(|stage| Box::pin(a_student_who_has_learned(stage))),
];

/// The class has the starter course, of which the examples speak.
async fn a_class_that_learns(stage: &mut Fixture) {
    learning(stage).await;
}

/// The class's student has tried a program, and the teacher has said something of it.
pub(super) async fn a_student_who_has_learned(stage: &mut Fixture) {
    a_student_who_has_tried(stage).await;
    let (class, student) = (stage.class, stage.student.user);
    let path = format!("/v1/classes/{class}/students/{student}/feedback");
    let [activity, event] = ["activity_id", "event_id"].map(|name| stage.knows(name).to_owned());
    let feedback = json!({"activity_id": activity, "event_id": event, "code": "kept_going"});
    let given = stage.teacher.post(&path, feedback).await.assert(201);
    stage.know("feedback_id", given.text("/id"));
    of_long_ago(stage);
}

/// The same course, years before.
fn of_long_ago(stage: &Fixture) {
    let student = literal(&stage.school, stage.student.user.uuid());
    let remains = format!(
        "INSERT INTO course_completions (organization_id, learner_id, course_id, status, last_on) \
         SELECT organization_id, learner_id, course_id, 'completed', \
         (SELECT min(signed_on) FROM agreements) FROM lesson_states WHERE learner_id = {student} \
         ON CONFLICT DO NOTHING"
    );
    execute(&stage.school, &remains);
}

/// The class's student has tried a program.
async fn a_student_who_has_tried(stage: &mut Fixture) {
    let course = learning(stage).await;
    let events = Events::from(&stage.school, stage.student.user.uuid().as_u128() + 1);
    let tried = events.attempt(1, course.activities(0)[1], "failed", "print()");
    stage.know("event_id", tried["id"].as_str().unwrap_or_default());
    stage.know("activity_id", course.activities(0)[1].to_string());
    let sent = stage
        .student
        .post("/v1/progress/events", json!({"events": [tried]}));
    sent.await.assert(200);
}

/// The class's student writes a program.
async fn a_student_who_writes(stage: &mut Fixture) {
    let course = learning(stage).await;
    stage.know("activity_id", course.activities(0)[1].to_string());
}

async fn learning(stage: &mut Fixture) -> StarterCourse {
    let course = StarterCourse::load(&stage.school).await;
    course.assign(&stage.teacher, stage.class).await;
    let student = stage.student.user.to_string();
    stage.know("student_id", student);
    stage.know("lesson_id", course.lesson(0).to_string());
    stage.know("version_id", course.version().to_string());
    course
}

fn now(stage: &Fixture, request: &mut Value) {
    request["events"][0]["occurred_at"] = json!(now_of(&stage.school));
    request["events"][0]["course_version_id"] = json!(stage.knows("version_id"));
}
