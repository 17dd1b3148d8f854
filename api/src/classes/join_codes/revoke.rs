//! `DELETE /v1/classes/{class_id}/join-codes/{join_code_id}`

use actix_web::{
    delete,
    web::{Data, Path},
};
use domain::{
    access::WithinClass,
    ids::{ClassId, JoinCodeId},
};
use persistence::classes::join_codes;

use crate::{app::Hallpass, caller::Caller, http::Answer, problem::ApiError};

/// Revoke a join code
///
/// The code is no longer accepted. Students who joined with it stay in the class.
#[utoipa::path(
    tag = "join-codes",
    params(
        ("class_id" = Uuid, Path, description = "The class"),
        ("join_code_id" = Uuid, Path, description = "The join code, by its id"),
    ),
    responses((status = NO_CONTENT, description = "The join code has been revoked")),
)]
#[delete("/v1/classes/{class_id}/join-codes/{join_code_id}")]
pub async fn revoke_join_code(
    caller: Caller,
    path: Path<(ClassId, JoinCodeId)>,
    hallpass: Data<Hallpass>,
) -> Result<Answer, ApiError> {
    let (class, code) = path.into_inner();
    let code = WithinClass { class, part: code };
    hallpass
        .write(&caller, move |tx, actor| {
            let permit = tx.permit(actor, code)?;
            join_codes::revoke(tx, &permit)?;
            Ok(Answer::no_content())
        })
        .await
}
