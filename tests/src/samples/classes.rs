//! Classes, their students, their staff and their join codes.

use chrono::TimeDelta;
use domain::ids::ClassId;
use serde_json::{Value, json};

use super::{By, Fixture, Sample, organizations::a_term};
use crate::{
    persona::Persona,
    rosters::{execute, literal},
};

pub(super) const SAMPLES: &[Sample] = &[
    Sample::new("create_class", By::Teacher)
        .given(a_term)
        .amended(in_the_term),
    Sample::new("list_school_classes", By::SchoolAdmin),
    Sample::new("list_my_classes", By::Teacher),
    Sample::new("show_class", By::Teacher),
    Sample::new("update_class", By::Teacher)
        .given(a_term)
        .amended(in_the_term),
    Sample::new("archive_class", By::Teacher),
    Sample::new("reopen_class", By::SchoolAdmin).given(|stage| Box::pin(an_archived_class(stage))),
    Sample::new("leave_sandbox", By::Teacher).given(|stage| Box::pin(async { a_sandbox(stage) })),
    Sample::new("create_sandbox_students", By::Teacher)
        .given(|stage| Box::pin(async { a_sandbox(stage) }))
        .amended(|_, body| body["count"] = json!(1)),
    Sample::new("list_school_students", By::SchoolAdmin),
    Sample::new("enroll_student", By::SchoolAdmin)
        .given(|stage| Box::pin(a_removed_student(stage)))
        .amended(|stage, body| body["student_id"] = json!(stage.knows("student_id"))),
    Sample::new("show_attestation_statements", By::Anybody),
    Sample::new("attest_students", By::Teacher),
    Sample::new("create_students", By::Teacher),
    Sample::new("list_students", By::Teacher),
    Sample::new("show_student", By::Teacher),
    Sample::new("update_student", By::Teacher),
    Sample::new("show_student_login", By::SchoolAdmin),
    Sample::new("update_student_login", By::SchoolAdmin).amended(|stage, body| {
        body["username"] = json!(format!("new {}", stage.student.user));
    }),
    Sample::new("end_enrollment", By::Teacher),
    Sample::new("remove_student", By::Teacher),
    Sample::new("reset_student_credential", By::Teacher),
    Sample::new("print_credentials", By::Teacher)
        .amended(|stage, body| body["student_ids"] = json!([stage.knows("student_id")])),
    Sample::new("list_class_staff", By::Teacher),
    Sample::new("list_class_teachers", By::Student),
    Sample::new("appoint_class_staff", By::Teacher)
        .given(|stage| Box::pin(async { drop(a_colleague(stage).await) }))
        .amended(|stage, body| {
            body.as_object_mut().map(|body| body.remove("email"));
            body["user_id"] = json!(stage.knows("colleague"));
        }),
    Sample::new("show_class_staff", By::Teacher).given(|stage| Box::pin(a_co_teacher(stage))),
    Sample::new("update_class_staff", By::Teacher).given(|stage| Box::pin(a_co_teacher(stage))),
    Sample::new("end_class_staff", By::Teacher).given(|stage| Box::pin(a_co_teacher(stage))),
    Sample::new("issue_join_code", By::Teacher),
    Sample::new("list_join_codes", By::Teacher),
    Sample::new("revoke_join_code", By::Teacher).given(|stage| Box::pin(a_join_code(stage))),
    Sample::new("join_class", By::Student)
        .given(|stage| Box::pin(a_join_code_of_another_class(stage)))
        .amended(|stage, body| body["code"] = json!(stage.knows("join_code"))),
];

fn in_the_term(stage: &Fixture, class: &mut Value) {
    class["academic_session_id"] = json!(stage.knows("academic_session_id"));
}

async fn a_colleague(stage: &mut Fixture) -> Persona {
    let name = format!("Chen of {}", stage.teacher.user);
    let colleague = stage.school.teacher(&name).await;
    stage.know("colleague", colleague.user.to_string());
    colleague
}

async fn a_co_teacher(stage: &mut Fixture) {
    let colleague = a_colleague(stage).await;
    let class = stage.class();
    let part = stage.teacher.appoint(class, &colleague, "co_teacher");
    let id = part.await.assert(201).text("/id");
    stage.know("staff_assignment_id", id);
}

async fn an_archived_class(stage: &mut Fixture) {
    let path = format!("/v1/classes/{}/archive", stage.class());
    stage.teacher.post_empty(&path).await.assert(200);
}

/// The school of the stage has an agreement, under which no sandbox is opened.
fn a_sandbox(stage: &Fixture) {
    let (school, class) = (&stage.school, stage.class());
    let class = literal(school, class.uuid());
    let of_class = format!("FROM classes WHERE id = {class}");
    execute(
        school,
        &format!("INSERT INTO grounds SELECT organization_id, id, 'sandbox' {of_class}"),
    );
    execute(
        school,
        &format!("UPDATE classes SET kind = 'sandbox' WHERE id = {class}"),
    );
}

async fn a_removed_student(stage: &mut Fixture) {
    stage.school.clock.advance(TimeDelta::milliseconds(1));
    let path = format!(
        "/v1/classes/{}/students/{}",
        stage.class(),
        stage.student.user
    );
    stage.teacher.delete(&path).await.assert(204);
}

async fn a_join_code_of_another_class(stage: &mut Fixture) {
    let another = stage.teacher.class("Grade 5 Coding").await;
    know_join_code(stage, another).await;
}

async fn a_join_code(stage: &mut Fixture) {
    know_join_code(stage, stage.class()).await;
}

async fn know_join_code(stage: &mut Fixture, class: ClassId) {
    let issued = stage.teacher.join_code(class, 24, 30).await;
    stage.know("join_code_id", issued.text("/id"));
    stage.know("join_code", issued.text("/code"));
}
