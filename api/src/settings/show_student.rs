//! `GET /v1/students/{student_id}/settings`

use actix_web::{
    get,
    web::{Data, Path, Query},
};
use domain::{access::StudentOfDistrict, ids::UserId};
use persistence::settings;

use super::{language_query::SettingTextQuery, view::SettingsView};
use crate::{app::Hallpass, caller::Caller, http::Answer, problem::ApiError};

/// Show a student's settings
///
/// Every setting of a student's account, with its value, who changes it and why, and what waits: for their
/// parents and guardians, their teachers of record and the administrators of their school. Teachers are not
/// told what waits. At home a parent reads it until 30 days after the young person consents alone.
#[utoipa::path(
    tag = "settings",
    params(("student_id" = Uuid, Path, description = "The student"), SettingTextQuery),
    responses((status = OK, description = "The settings", body = SettingsView)),
)]
#[get("/v1/students/{student_id}/settings")]
pub async fn show_student_settings(
    caller: Caller,
    student: Path<UserId>,
    query: Query<SettingTextQuery>,
    hallpass: Data<Hallpass>,
) -> Result<Answer, ApiError> {
    let student = *student;
    let language = query.into_inner().language();
    hallpass
        .read(&caller, move |tx, actor| {
            let permit = tx.permit(actor, StudentOfDistrict { student })?;
            let found = settings::of_student(tx, &permit)?.ok_or(ApiError::NOT_FOUND)?;
            Answer::ok(&SettingsView::of(found, language))
        })
        .await
}
