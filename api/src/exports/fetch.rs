//! `POST /v1/me/exports/{export_id}/archive`

use actix_web::{
    post,
    web::{Data, Path},
};
use domain::{access::StudentCopy, ids::ExportId};
use persistence::exports;

use crate::{app::Hallpass, caller::Caller, http::Answer, problem::ApiError};

/// Fetch a copy that I asked for
///
/// Hands out the archive and deletes it: it can be fetched once, within seven days, by the account that
/// asked for it. Of a student, only as long as the caller is their parent or administers their school. Ask
/// for another copy if the download breaks off.
#[utoipa::path(
    tag = "me",
    params(("export_id" = Uuid, Path, description = "The copy")),
    responses(
        (
            status = OK,
            description = "The archive",
            body = String,
            content_type = "application/zip",
            example = json!("PK"),
        ),
        (status = CONFLICT, description = "It is not built yet, was fetched, or has expired"),
    ),
)]
#[post("/v1/me/exports/{export_id}/archive")]
pub async fn fetch_export(
    caller: Caller,
    export: Path<ExportId>,
    hallpass: Data<Hallpass>,
) -> Result<Answer, ApiError> {
    let export = *export;
    hallpass
        .write(&caller, move |tx, actor| {
            let permit = tx.permit(actor, actor.user())?;
            let subject = exports::subject_of(tx, &permit, export)?.ok_or(ApiError::NOT_FOUND)?;
            let of_student = if subject == actor.user() {
                None
            } else {
                let copy = StudentCopy { student: subject };
                Some(tx.permit(actor, copy)?)
            };
            let fetched = exports::fetch(tx, &permit, of_student.as_ref(), export)?;
            let fetched = fetched.ok_or(ApiError::NOT_FOUND)??;
            Ok(Answer::file(
                "application/zip",
                "attachment; filename=\"hallpass-export.zip\"",
                fetched.bytes,
            ))
        })
        .await
}
