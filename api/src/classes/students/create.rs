//! `POST /v1/classes/{class_id}/students`

use actix_web::{
    post,
    web::{Data, Path},
};
use domain::ids::ClassId;
use persistence::classes::{
    self,
    students::{self, CreateStudentsRefusal},
};

use super::{
    new_students::{CreateStudentsRequest, chosen_usernames, with_usernames},
    secrets,
    view::{StudentCredential, StudentCredentials},
};
use crate::{
    app::Hallpass,
    caller::Caller,
    http::{Answer, Body, IdempotencyKey},
    organizations::authorization::not_authorized,
    problem::{ApiError, ConflictReason, FieldError, ProblemKind},
};

/// Create students in a class
///
/// Creates all of the students or none. Each gets a username and a passphrase, which is returned
/// only once. The school must authorize it, and the caller must have attested for the class in its
/// present academic session (`POST /v1/classes/{class_id}/attestations`). E-mail addresses are neither accepted nor
/// used.
#[utoipa::path(
    tag = "students",
    params(("class_id" = Uuid, Path, description = "The class")),
    request_body = CreateStudentsRequest,
    responses((status = CREATED, description = "The new credentials", body = StudentCredentials)),
)]
#[post("/v1/classes/{class_id}/students")]
pub async fn create_students(
    caller: Caller,
    class: Path<ClassId>,
    once: IdempotencyKey,
    body: Body<CreateStudentsRequest>,
    hallpass: Data<Hallpass>,
) -> Result<Answer, ApiError> {
    let class = *class;
    let usernames = chosen_usernames(&body.students)?;
    let once = once.with(&body);
    let (asked, chosen) = (once.clone(), usernames.clone());
    // Hashing is dear: what can be refused or answered without it is, before.
    let answered = hallpass
        .write(&caller, move |tx, actor| {
            let permit = tx.permit(actor, class)?;
            let answered = asked.answered(tx, &permit)?;
            if answered.is_none() {
                students::may_create(tx, &permit, &chosen)?.map_err(refused)?;
            }
            Ok(answered)
        })
        .await?;
    if let Some(answer) = answered {
        return Ok(answer);
    }
    let secrets = secrets::make(&hallpass, &caller, body.students.len()).await?;
    hallpass
        .write(&caller, move |tx, actor| {
            let permit = tx.permit(actor, class)?;
            once.run(tx, &permit, |tx| {
                let new = with_usernames(tx, &permit, &body.students, &usernames, &secrets)?;
                let created = students::create(tx, &permit, &new)?.map_err(refused)?;
                let class = classes::read(tx, &permit)?.ok_or(ApiError::NOT_FOUND)?;
                let slips = created.iter().zip(&new).zip(&secrets);
                let students = slips.map(|((id, student), secret)| StudentCredential {
                    student_id: *id,
                    display_name: student.display_name.clone(),
                    sign_in_code: class.sign_in_code.clone(),
                    username: student.username.clone(),
                    passphrase: secret.passphrase.as_str().to_owned(),
                });
                let view = StudentCredentials {
                    students: students.collect(),
                };
                let answer = Answer::created(format!("/v1/classes/{}/students", class.id), &view)?;
                Ok(answer.with_secrets_of(actor.organization(), created))
            })
        })
        .await
}

fn refused(refusal: CreateStudentsRefusal) -> ApiError {
    match refusal {
        CreateStudentsRefusal::Sandbox => ApiError::Conflict(ConflictReason::SandboxClass),
        CreateStudentsRefusal::NotAuthorized(condition) => not_authorized(condition),
        CreateStudentsRefusal::AttestationRequired => ProblemKind::AttestationRequired.into(),
        CreateStudentsRefusal::UsernameTaken(index) => taken(index),
    }
}

fn taken(index: usize) -> ApiError {
    ApiError::Fields {
        kind: ProblemKind::AlreadyExists,
        errors: vec![FieldError::new(
            format!("/students/{index}/username"),
            "taken",
            "is already taken",
        )],
    }
}
