//! `POST /v1/classes/{class_id}/sandbox-students`

use actix_web::{
    post,
    web::{Data, Path},
};
use domain::{access::action::CreateSandboxStudents, ids::ClassId};
use persistence::classes::{
    self,
    sandbox::{self, SandboxStudentsRefusal},
};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use validator::Validate;

use crate::{
    app::Hallpass,
    caller::Caller,
    classes::students::{StudentCredential, StudentCredentials, secrets},
    http::{Answer, Body, Checked, IdempotencyKey},
    problem::{ApiError, ConflictReason},
};

/// How many students to create in a sandbox.
#[derive(Clone, Copy, Debug, Deserialize, Serialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct CreateSandboxStudentsRequest {
    /// How many. A sandbox has 40 seats.
    #[validate(range(min = 1, max = 60))]
    #[schema(minimum = 1, maximum = 60, format = "int32", example = 24)]
    pub count: u16,
}

impl Checked for CreateSandboxStudentsRequest {}

/// Create students in a sandbox
///
/// Creates all of the students or none. Nothing is said of them: each gets an alias, a username that is
/// made of it, and a passphrase, which is returned only once. No attestation is needed. Refused if the
/// class is no sandbox, or has no seats for so many: a seat is free again when what was held of its student
/// is deleted.
#[utoipa::path(
    tag = "students",
    params(("class_id" = Uuid, Path, description = "The class")),
    request_body = CreateSandboxStudentsRequest,
    responses((status = CREATED, description = "The new credentials", body = StudentCredentials)),
)]
#[post("/v1/classes/{class_id}/sandbox-students")]
pub async fn create_sandbox_students(
    caller: Caller,
    class: Path<ClassId>,
    once: IdempotencyKey,
    body: Body<CreateSandboxStudentsRequest>,
    hallpass: Data<Hallpass>,
) -> Result<Answer, ApiError> {
    let class = *class;
    let count = usize::from(body.count);
    let once = once.with(&body);
    let asked = once.clone();
    // Hashing is dear: what can be refused or answered without it is, before.
    let answered = hallpass
        .write(&caller, move |tx, actor| {
            let permit = tx.permit::<CreateSandboxStudents>(actor, class)?;
            let answered = asked.answered(tx, &permit)?;
            if answered.is_none() {
                sandbox::may_create_students(tx, &permit, count)?.map_err(refused)?;
            }
            Ok(answered)
        })
        .await?;
    if let Some(answer) = answered {
        return Ok(answer);
    }
    let secrets = secrets::make(&hallpass, &caller, count).await?;
    hallpass
        .write(&caller, move |tx, actor| {
            let permit = tx.permit::<CreateSandboxStudents>(actor, class)?;
            once.run(tx, &permit, |tx| {
                let hashes: Vec<&str> = secrets.iter().map(|it| it.hash.as_str()).collect();
                let created = sandbox::create_students(tx, &permit, &hashes)?.map_err(refused)?;
                let class = classes::read(tx, &permit)?.ok_or(ApiError::NOT_FOUND)?;
                let ids: Vec<_> = created.iter().map(|student| student.id).collect();
                let slips = created.into_iter().zip(&secrets);
                let students = slips.map(|(student, secret)| StudentCredential {
                    student_id: student.id,
                    display_name: student.alias,
                    sign_in_code: class.sign_in_code.clone(),
                    username: student.username,
                    passphrase: secret.passphrase.as_str().to_owned(),
                });
                let view = StudentCredentials {
                    students: students.collect(),
                };
                let answer = Answer::created(format!("/v1/classes/{}/students", class.id), &view)?;
                Ok(answer.with_secrets_of(actor.organization(), ids))
            })
        })
        .await
}

fn refused(refusal: SandboxStudentsRefusal) -> ApiError {
    ApiError::Conflict(match refusal {
        SandboxStudentsRefusal::NotASandbox => ConflictReason::NotASandbox,
        SandboxStudentsRefusal::ClassOver => ConflictReason::ClassOver,
        SandboxStudentsRefusal::ParentsDecide => ConflictReason::SandboxNotOffered,
        SandboxStudentsRefusal::Full => ConflictReason::SandboxFull,
    })
}
