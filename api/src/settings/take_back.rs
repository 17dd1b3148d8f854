//! `POST /v1/me/setting-changes/{setting_change_id}/withdraw`

use actix_web::{
    post,
    web::{Data, Path},
};
use domain::ids::SettingChangeId;
use persistence::settings;

use super::{decide::answer, view::SettingChangeView};
use crate::{
    app::Hallpass,
    caller::Caller,
    http::{Answer, IdempotencyKey},
    problem::ApiError,
};

/// Withdraw a change of my setting
///
/// Takes back what the caller asked for, while it waits.
#[utoipa::path(
    tag = "settings",
    params(("setting_change_id" = Uuid, Path, description = "The change")),
    responses(
        (status = OK, description = "The change", body = SettingChangeView),
        (status = CONFLICT, description = "It does not wait any more"),
    ),
)]
#[post("/v1/me/setting-changes/{setting_change_id}/withdraw")]
pub async fn withdraw_setting_change(
    caller: Caller,
    change: Path<SettingChangeId>,
    once: IdempotencyKey,
    hallpass: Data<Hallpass>,
) -> Result<Answer, ApiError> {
    let change = *change;
    let once = once.without_body();
    hallpass
        .write(&caller, move |tx, actor| {
            let permit = tx.permit(actor, actor.user())?;
            once.run(tx, &permit, |tx| {
                answer(settings::withdraw(tx, &permit, change)?)
            })
        })
        .await
}
