//! `GET /v1/schools/{school_id}/setting-changes`

use actix_web::{
    get,
    web::{Data, Path},
};
use domain::ids::SchoolId;
use persistence::settings;

use super::view::SettingChangeView;
use crate::{
    app::Hallpass,
    caller::Caller,
    http::{Answer, Page, PageQuery, PageWanted},
    problem::ApiError,
};

/// List the changes of settings that wait for a school
///
/// Of its students who have no guardian with rights, oldest first.
#[utoipa::path(
    tag = "settings",
    params(("school_id" = Uuid, Path, description = "The school"), PageQuery),
    responses((status = OK, description = "A page of changes", body = Page<SettingChangeView>)),
)]
#[get("/v1/schools/{school_id}/setting-changes")]
pub async fn list_waiting_setting_changes(
    caller: Caller,
    school: Path<SchoolId>,
    wanted: PageWanted,
    hallpass: Data<Hallpass>,
) -> Result<Answer, ApiError> {
    let school = *school;
    hallpass
        .list(&caller, wanted, move |tx, actor, page| {
            let permit = tx.permit(actor, school)?;
            Ok(settings::waiting_for_school(tx, &permit, page)?.map(SettingChangeView::from))
        })
        .await
}
