//! `POST /v1/students/{student_id}/legal-processes/{legal_process_id}/notice`

use actix_web::{
    post,
    web::{Data, Path},
};
use domain::{
    access::StudentOfDistrict,
    ids::{LegalProcessId, UserId},
    legal_process::NoticeService,
};
use persistence::legal_process;
use serde::Deserialize;
use utoipa::ToSchema;
use validator::Validate;

use super::view::{LegalProcessView, answer};
use crate::{
    app::Hallpass,
    caller::Caller,
    http::{Answer, Body, Checked, IdempotencyKey},
    problem::ApiError,
};

/// How the family is told.
#[derive(Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({ "service": "by_hand" }))]
pub struct NotifyRightsHolderRequest {
    /// By a message, or by the school's own hand.
    pub service: NoticeService,
}

impl Checked for NotifyRightsHolderRequest {}

/// Tell the family of a legal process
///
/// Guardians who hold the rights, or the student who is an adult, are told before anything is disclosed, so
/// that they can seek protection (34 CFR 99.31(a)(9)(ii)). A message counts when a mail server has taken the
/// last; where nobody has an address, or a message was not sent, the school tells them by hand and says so.
/// From then on they read of it here. They are told anew if somebody holds the rights since then who was not
/// told.
#[utoipa::path(
    tag = "records",
    params(
        ("student_id" = Uuid, Path, description = "The student"),
        ("legal_process_id" = Uuid, Path, description = "The process"),
    ),
    request_body = NotifyRightsHolderRequest,
    responses(
        (status = OK, description = "The process", body = LegalProcessView),
        (status = CONFLICT, description = "An order forbids it, they were told, nobody has an address, or the process was not checked"),
    ),
)]
#[post("/v1/students/{student_id}/legal-processes/{legal_process_id}/notice")]
pub async fn notify_rights_holder(
    caller: Caller,
    path: Path<(UserId, LegalProcessId)>,
    once: IdempotencyKey,
    body: Body<NotifyRightsHolderRequest>,
    hallpass: Data<Hallpass>,
) -> Result<Answer, ApiError> {
    let ((student, process), once) = (path.into_inner(), once.with(&body));
    let service = body.service;
    hallpass
        .write(&caller, move |tx, actor| {
            let permit = tx.permit(actor, StudentOfDistrict { student })?;
            once.run(tx, &permit, |tx| {
                answer(legal_process::serve(tx, &permit, (process, service))?)
            })
        })
        .await
}
