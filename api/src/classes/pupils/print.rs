//! `POST /v1/classes/{class_id}/credential-sheet`

use std::sync::Arc;

use actix_web::{
    post,
    web::{Data, Path},
};
use domain::{
    access::{Actor, ClassMember, Permit, action::PrintCredentials, authorize},
    ids::{ClassId, Id, UserId},
};
use persistence::{Tx, classes::pupils, relationships};
use serde::Deserialize;
use utoipa::ToSchema;
use uuid::Uuid;
use validator::Validate;

use super::{
    secrets::{self, NewSecret},
    view::{StudentCredential, StudentCredentials},
};
use crate::{
    app::Hallpass,
    caller::Caller,
    http::{Answer, Body, Checked, Once},
    problem::ApiError,
};

/// Slips on one sheet at most.
const MOST: usize = 60;

/// Whose credentials to print.
#[derive(Debug, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({ "student_ids": ["01996b3c-7a00-7000-8000-000000000004"] }))]
pub struct PrintCredentialsRequest {
    /// The pupils; without them, all of the class, if they are not more than 60.
    #[validate(length(min = 1, max = 60))]
    #[schema(min_items = 1, max_items = 60)]
    pub student_ids: Option<Vec<Uuid>>,
}

impl Checked for PrintCredentialsRequest {}

/// Print new credentials
///
/// Gives every named pupil, or every pupil of the class, a new passphrase, and returns them all to be
/// printed. The old passphrases and all sessions of these pupils end.
#[utoipa::path(
    tag = "pupils",
    params(("class_id" = Uuid, Path, description = "The class")),
    request_body = PrintCredentialsRequest,
    responses((status = OK, description = "What they sign in with", body = StudentCredentials)),
)]
#[post("/v1/classes/{class_id}/credential-sheet")]
pub async fn print_credentials(
    caller: Caller,
    class: Path<Uuid>,
    once: Once,
    body: Body<PrintCredentialsRequest>,
    hallpass: Data<Hallpass>,
) -> Result<Answer, ApiError> {
    let class = Id::from_uuid(*class);
    let once = once.with(&body);
    let body = Arc::new(body.into_inner());
    let wanted = Arc::clone(&body);
    let pupils = hallpass
        .read(&caller, move |tx, actor| chosen(tx, actor, class, &wanted))
        .await?;
    let secrets = secrets::make(&hallpass, pupils.len()).await?;
    hallpass
        .write(&caller, move |tx, actor| {
            let facts = relationships::of_class(tx, actor, class)?;
            let permit: Permit<PrintCredentials> = authorize(&facts)?;
            once.run(tx, &permit, |tx| {
                if chosen(tx, actor, class, &body)? != pupils {
                    return Err(ApiError::Conflict(
                        "Pupils came to the class or left it meanwhile.",
                    ));
                }
                let slips = pupils.iter().zip(&secrets);
                let students = slips
                    .map(|(pupil, secret)| reset(tx, actor, class, *pupil, secret))
                    .collect::<Result<Vec<_>, ApiError>>()?;
                pupils::printed(tx, &permit, students.len())?;
                Answer::ok(&StudentCredentials { students })
            })
        })
        .await
}

/// The pupils whose credentials are to be printed, all of whom are in the class.
fn chosen(
    tx: &mut Tx<'_>,
    actor: Actor,
    class: ClassId,
    body: &PrintCredentialsRequest,
) -> Result<Vec<UserId>, ApiError> {
    let permit = authorize::<PrintCredentials>(&relationships::of_class(tx, actor, class)?)?;
    let present = pupils::to_print(tx, &permit)?;
    let Some(named) = &body.student_ids else {
        if present.len() > MOST {
            let message = "is required: the class has more pupils than fit on one sheet";
            return Err(ApiError::field("/student_ids", "required", message));
        }
        return Ok(present);
    };
    let mut chosen = Vec::with_capacity(named.len());
    for (index, pupil) in named.iter().enumerate() {
        let pupil = Id::from_uuid(*pupil);
        if !present.contains(&pupil) || chosen.contains(&pupil) {
            let pointer = format!("/student_ids/{index}");
            let message = "is not a pupil of the class, or is there twice";
            return Err(ApiError::field(pointer, "unknown", message));
        }
        chosen.push(pupil);
    }
    Ok(chosen)
}

fn reset(
    tx: &mut Tx<'_>,
    actor: Actor,
    class: ClassId,
    pupil: UserId,
    secret: &NewSecret,
) -> Result<StudentCredential, ApiError> {
    let facts = relationships::of_member(tx, actor, ClassMember { class, pupil })?;
    let permit = authorize(&facts)?;
    let issued = pupils::reset(tx, &permit, &secret.hash)?;
    Ok(StudentCredential::of(issued, secret.passphrase.as_str()))
}
