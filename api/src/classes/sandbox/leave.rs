//! `POST /v1/classes/{class_id}/leave-sandbox`

use actix_web::{
    post,
    web::{Data, Path},
};
use domain::{access::action::LeaveSandbox, ids::ClassId};
use persistence::classes::sandbox::{self, LeaveSandboxOutcome};

use crate::{
    app::Hallpass,
    caller::Caller,
    classes::ClassView,
    http::{Answer, IdempotencyKey},
    organizations::authorization::not_authorized,
    problem::{ApiError, ConflictReason, ProblemKind},
};

/// Have a class leave the sandbox
///
/// Makes a sandbox an ordinary class. The school must authorize it, and the caller must have attested for
/// the class in its present academic session (`POST /v1/classes/{class_id}/attestations`). What its
/// students do from then on is collected under the school's agreement, and their names can be attached
/// (`PATCH /v1/classes/{class_id}/students/{student_id}`).
#[utoipa::path(
    tag = "classes",
    params(("class_id" = Uuid, Path, description = "The class")),
    responses((status = OK, description = "The class", body = ClassView)),
)]
#[post("/v1/classes/{class_id}/leave-sandbox")]
pub async fn leave_sandbox(
    caller: Caller,
    class: Path<ClassId>,
    once: IdempotencyKey,
    hallpass: Data<Hallpass>,
) -> Result<Answer, ApiError> {
    let class = *class;
    let once = once.without_body();
    hallpass
        .write(&caller, move |tx, actor| {
            let permit = tx.permit::<LeaveSandbox>(actor, class)?;
            once.run(tx, &permit, |tx| match sandbox::leave(tx, &permit)? {
                LeaveSandboxOutcome::Left(class) => Answer::ok(&ClassView::from(class)),
                LeaveSandboxOutcome::NotASandbox => {
                    Err(ApiError::Conflict(ConflictReason::NotASandbox))
                }
                LeaveSandboxOutcome::ClassOver => {
                    Err(ApiError::Conflict(ConflictReason::ClassOver))
                }
                LeaveSandboxOutcome::NotAuthorized(condition) => Err(not_authorized(condition)),
                LeaveSandboxOutcome::AttestationRequired => {
                    Err(ProblemKind::AttestationRequired.into())
                }
            })
        })
        .await
}
