//! `POST /v1/classes/{class_id}/enrollments`

use actix_web::{
    post,
    web::{Data, Path},
};
use domain::{
    access::EnrollmentCandidate,
    ids::{ClassId, UserId},
};
use persistence::classes::students::{self, PlaceOutcome};
use serde::Deserialize;
use utoipa::ToSchema;
use validator::Validate;

use super::view::StudentView;
use crate::{
    app::Hallpass,
    caller::Caller,
    http::{Answer, Body, Checked, IdempotencyKey},
    organizations::authorization::not_authorized,
    problem::{ApiError, ConflictReason, ProblemKind},
};

/// A student to enroll in a class.
#[derive(Debug, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct EnrollStudentRequest {
    /// The student, who has an account.
    pub student_id: UserId,
}

impl Checked for EnrollStudentRequest {}

/// Enroll a student in a class
///
/// Enrolls a student who already has an account. A school administrator can enroll students whom
/// the school has, or had and no other school has now; the teacher of record, those of them who are
/// or were in one of the teacher's classes; a district administrator, every student of the
/// district. For any other student the answer is the same as for an id that does not exist.
#[utoipa::path(
    tag = "students",
    params(("class_id" = Uuid, Path, description = "The class")),
    request_body = EnrollStudentRequest,
    responses((status = CREATED, description = "The student", body = StudentView)),
)]
#[post("/v1/classes/{class_id}/enrollments")]
pub async fn enroll_student(
    caller: Caller,
    class: Path<ClassId>,
    once: IdempotencyKey,
    body: Body<EnrollStudentRequest>,
    hallpass: Data<Hallpass>,
) -> Result<Answer, ApiError> {
    let once = once.with(&body);
    let newcomer = EnrollmentCandidate {
        class: *class,
        student: body.student_id,
    };
    hallpass
        .write(&caller, move |tx, actor| {
            let permit = tx.permit(actor, newcomer)?;
            once.run(tx, &permit, |tx| {
                match students::place(tx, &permit)? {
                    PlaceOutcome::Enrolled => {}
                    PlaceOutcome::InTheClass => return Err(ProblemKind::AlreadyExists.into()),
                    PlaceOutcome::ClassOver => {
                        return Err(ApiError::Conflict(ConflictReason::ClassOver));
                    }
                    PlaceOutcome::Sandbox => {
                        return Err(ApiError::Conflict(ConflictReason::SandboxClass));
                    }
                    PlaceOutcome::NotAuthorized(condition) => {
                        return Err(not_authorized(condition));
                    }
                }
                let student = students::read(tx, &permit)?.ok_or(ApiError::NOT_FOUND)?;
                let EnrollmentCandidate { class, student: id } = newcomer;
                let location = format!("/v1/classes/{class}/students/{id}");
                Answer::created(location, &StudentView::from(student))
            })
        })
        .await
}
