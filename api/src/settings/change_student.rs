//! `POST /v1/students/{student_id}/setting-changes`

use actix_web::{
    post,
    web::{Data, Path},
};
use domain::{access::StudentOfDistrict, ids::UserId};
use persistence::settings;

use super::{
    ask::ChangeSettingRequest,
    view::{SettingChangeView, answer},
};
use crate::{
    app::Hallpass,
    caller::Caller,
    http::{Answer, Body, IdempotencyKey},
    problem::ApiError,
};

/// Change a student's setting
///
/// A parent or guardian changes the settings of a child, and of older students at school towards more
/// privacy. An administrator of the school changes them towards more privacy. Of students at home from 13
/// on, and of adult students, nobody else changes settings; nor does an administrator change whether drafts
/// are kept, nor from 13 on a parent or guardian.
#[utoipa::path(
    tag = "settings",
    params(("student_id" = Uuid, Path, description = "The student")),
    request_body = ChangeSettingRequest,
    responses(
        (status = CREATED, description = "The change", body = SettingChangeView),
        (status = CONFLICT, description = "The setting is not changed so by the caller"),
    ),
)]
#[post("/v1/students/{student_id}/setting-changes")]
pub async fn change_student_setting(
    caller: Caller,
    student: Path<UserId>,
    once: IdempotencyKey,
    body: Body<ChangeSettingRequest>,
    hallpass: Data<Hallpass>,
) -> Result<Answer, ApiError> {
    let student = *student;
    let once = once.with(&body);
    let wanted = body.into_inner();
    hallpass
        .write(&caller, move |tx, actor| {
            let permit = tx.permit(actor, StudentOfDistrict { student })?;
            once.run(tx, &permit, |tx| {
                let (setting, value) = (wanted.setting, wanted.value);
                let outcome = settings::change_of_student(tx, &permit, setting, value)?;
                answer(outcome, format!("/v1/students/{student}/setting-changes"))
            })
        })
        .await
}
