//! `POST /v1/me/exports`

use actix_web::{post, web::Data};
use persistence::exports;

use super::view::ExportView;
use crate::{
    app::Hallpass,
    caller::Caller,
    http::{Answer, IdempotencyKey},
    problem::ApiError,
};

/// Ask for a copy of my data
///
/// Builds an archive of everything that is held about the caller: JSON and CSV with their schemas, code as
/// files, a page for people, and a signed manifest with purposes, recipients, retention and sources. It is
/// ready within minutes, can be fetched once, and is deleted after seven days. Data of other people is
/// redacted.
#[utoipa::path(
    tag = "me",
    responses(
        (status = CREATED, description = "The copy, which is being built", body = ExportView),
        (status = CONFLICT, description = "Another copy is open, or too many were built today"),
    ),
)]
#[post("/v1/me/exports")]
pub async fn ask_for_my_export(
    caller: Caller,
    once: IdempotencyKey,
    hallpass: Data<Hallpass>,
) -> Result<Answer, ApiError> {
    let once = once.without_body();
    hallpass
        .write(&caller, move |tx, actor| {
            let permit = tx.permit(actor, actor.user())?;
            once.run(tx, &permit, |tx| {
                let export = exports::ask_for_own(tx, &permit)??;
                let location = format!("/v1/me/exports/{}", export.id);
                Answer::created(location, &ExportView::from(export))
            })
        })
        .await
}
