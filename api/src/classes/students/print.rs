//! `POST /v1/classes/{class_id}/credential-sheet`

use std::sync::Arc;

use actix_web::{
    post,
    web::{Data, Path},
};
use domain::{
    access::action::PrintCredentials,
    ids::{ClassId, UserId},
};
use persistence::{
    Tx,
    access::Actor,
    classes::students::{self, PrintOutcome},
};
use serde::Deserialize;
use utoipa::ToSchema;
use validator::Validate;

use super::{
    secrets,
    view::{StudentCredential, StudentCredentials},
};
use crate::{
    app::Hallpass,
    caller::Caller,
    http::{Answer, Body, Checked, IdempotencyKey},
    problem::{ApiError, ConflictReason},
};

/// Slips on one sheet at most.
const MOST: usize = 60;

const CLASS_CHANGED: ApiError = ApiError::Conflict(ConflictReason::ClassChanged);

/// Whose credentials to print.
#[derive(Debug, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({ "student_ids": ["01996b3c-7a00-7000-8000-000000000004"] }))]
pub struct PrintCredentialsRequest {
    /// The students; without them, all of the class, if they are not more than 60.
    #[validate(length(min = 1, max = 60))]
    #[schema(min_items = 1, max_items = 60)]
    pub student_ids: Option<Vec<UserId>>,
}

impl Checked for PrintCredentialsRequest {}

/// Issue a credential sheet
///
/// Gives each of the named students, or every student of the class, a new passphrase and returns
/// all of them for printing. The old passphrases and all sessions of these students end. Students who
/// are at another school too are on a sheet for an administrator of the district, and alone on it.
#[utoipa::path(
    tag = "students",
    params(("class_id" = Uuid, Path, description = "The class")),
    request_body = PrintCredentialsRequest,
    responses((status = OK, description = "The new credentials", body = StudentCredentials)),
)]
#[post("/v1/classes/{class_id}/credential-sheet")]
pub async fn print_credentials(
    caller: Caller,
    class: Path<ClassId>,
    once: IdempotencyKey,
    body: Body<PrintCredentialsRequest>,
    hallpass: Data<Hallpass>,
) -> Result<Answer, ApiError> {
    let class = *class;
    let once = once.with(&body);
    let body = Arc::new(body.into_inner());
    let (asked, wanted) = (once.clone(), Arc::clone(&body));
    let toward = hallpass
        .write(&caller, move |tx, actor| {
            let permit = tx.permit::<PrintCredentials>(actor, class)?;
            match asked.answered(tx, &permit)? {
                Some(answer) => Ok(Err(answer)),
                None => chosen(tx, actor, class, &wanted).map(Ok),
            }
        })
        .await?;
    let students = match toward {
        Ok(students) => students,
        Err(answer) => return Ok(answer),
    };
    let secrets = secrets::make(&hallpass, &caller, students.len()).await?;
    hallpass
        .write(&caller, move |tx, actor| {
            let permit = tx.permit::<PrintCredentials>(actor, class)?;
            once.run(tx, &permit, |tx| {
                if chosen(tx, actor, class, &body)? != students {
                    return Err(CLASS_CHANGED);
                }
                let hashes = secrets.iter().map(|secret| secret.hash.as_str());
                let passphrases: Vec<_> = students.iter().copied().zip(hashes).collect();
                let PrintOutcome::Printed(issued) = students::print(tx, &permit, &passphrases)?
                else {
                    return Err(CLASS_CHANGED);
                };
                let slips = issued.into_iter().zip(&secrets);
                let slips = slips.map(|(issued, secret)| {
                    StudentCredential::of(issued, secret.passphrase.as_str())
                });
                let sheet = StudentCredentials {
                    students: slips.collect(),
                };
                Ok(Answer::ok(&sheet)?
                    .with_secrets_of(actor.organization(), students.iter().copied()))
            })
        })
        .await
}

/// The students whose credentials are to be printed, all of whom are in the class.
fn chosen<'t>(
    tx: &mut Tx<'t>,
    actor: Actor<'t>,
    class: ClassId,
    body: &PrintCredentialsRequest,
) -> Result<Vec<UserId>, ApiError> {
    let permit = tx.permit::<PrintCredentials>(actor, class)?;
    let present = students::to_print(tx, &permit)?;
    let Some(named) = &body.student_ids else {
        if present.len() > MOST {
            let message = "is required because the class has more students than one sheet can list";
            return Err(ApiError::field("/student_ids", "required", message));
        }
        return Ok(present);
    };
    let mut chosen = Vec::with_capacity(named.len());
    for (index, student) in named.iter().enumerate() {
        let student = *student;
        if !present.contains(&student) || chosen.contains(&student) {
            let pointer = format!("/student_ids/{index}");
            let message = "is not a student of the class, is not yours to hand out a passphrase for, or is given twice";
            return Err(ApiError::field(pointer, "unknown", message));
        }
        chosen.push(student);
    }
    Ok(chosen)
}
