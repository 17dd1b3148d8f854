//! `GET /v1/me/setting-changes`

use actix_web::{get, web::Data};
use persistence::settings;

use super::view::SettingChangeView;
use crate::{
    app::Hallpass,
    caller::Caller,
    http::{Answer, Page, PageQuery, PageWanted},
    problem::ApiError,
};

/// List the changes of my settings
///
/// What was changed, by the caller or by others, and what waits or waited, oldest first.
#[utoipa::path(
    tag = "settings",
    params(PageQuery),
    responses((status = OK, description = "A page of changes", body = Page<SettingChangeView>)),
)]
#[get("/v1/me/setting-changes")]
pub async fn list_my_setting_changes(
    caller: Caller,
    wanted: PageWanted,
    hallpass: Data<Hallpass>,
) -> Result<Answer, ApiError> {
    hallpass
        .list(&caller, wanted, move |tx, actor, page| {
            let permit = tx.permit(actor, actor.user())?;
            Ok(settings::own_changes(tx, &permit, page)?.map(SettingChangeView::from))
        })
        .await
}
