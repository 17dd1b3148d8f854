//! `GET /v1/students/{student_id}/setting-changes`

use actix_web::{
    get,
    web::{Data, Path},
};
use domain::{access::StudentOfDistrict, ids::UserId};
use persistence::settings;

use super::view::SettingChangeView;
use crate::{
    app::Hallpass,
    caller::Caller,
    http::{Answer, Page, PageQuery, PageWanted},
    problem::ApiError,
};

/// List the changes of a student's settings
///
/// What was changed and in which capacity, and what waits or waited, oldest first: for their parents and
/// guardians and the administrators of their school. At home a parent reads it until 30 days after the young
/// person consents alone.
#[utoipa::path(
    tag = "settings",
    params(("student_id" = Uuid, Path, description = "The student"), PageQuery),
    responses((status = OK, description = "A page of changes", body = Page<SettingChangeView>)),
)]
#[get("/v1/students/{student_id}/setting-changes")]
pub async fn list_student_setting_changes(
    caller: Caller,
    student: Path<UserId>,
    wanted: PageWanted,
    hallpass: Data<Hallpass>,
) -> Result<Answer, ApiError> {
    let student = *student;
    hallpass
        .list(&caller, wanted, move |tx, actor, page| {
            let permit = tx.permit(actor, StudentOfDistrict { student })?;
            let found = settings::changes_of_student(tx, &permit, page)?;
            Ok(found
                .ok_or(ApiError::NOT_FOUND)?
                .map(SettingChangeView::from))
        })
        .await
}
