//! `GET /v1/me/settings`

use actix_web::{
    get,
    web::{Data, Query},
};
use persistence::settings;

use super::{language_query::SettingTextQuery, view::SettingsView};
use crate::{app::Hallpass, caller::Caller, http::Answer, problem::ApiError};

/// Show my settings
///
/// Every setting of the caller's account: its value, its default, how far it can be changed, who changes it
/// and why, and the change of it that waits. What nobody can switch on is listed too.
#[utoipa::path(
    tag = "settings",
    params(SettingTextQuery),
    responses((status = OK, description = "The settings", body = SettingsView)),
)]
#[get("/v1/me/settings")]
pub async fn show_my_settings(
    caller: Caller,
    query: Query<SettingTextQuery>,
    hallpass: Data<Hallpass>,
) -> Result<Answer, ApiError> {
    let language = query.into_inner().language();
    hallpass
        .read(&caller, move |tx, actor| {
            let permit = tx.permit(actor, actor.user())?;
            Answer::ok(&SettingsView::of(settings::own(tx, &permit)?, language))
        })
        .await
}
