//! `POST /v1/me/setting-changes`

use actix_web::{post, web::Data};
use domain::settings::{SettingKey, SettingValue};
use persistence::settings;
use serde::Deserialize;
use utoipa::ToSchema;
use validator::Validate;

use super::view::{SettingChangeView, answer};
use crate::{
    app::Hallpass,
    caller::Caller,
    http::{Answer, Body, Checked, IdempotencyKey},
    problem::ApiError,
};

/// What a setting is to be.
#[derive(Debug, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({ "setting": "saved_drafts", "value": "off" }))]
pub struct ChangeSettingRequest {
    /// The setting.
    pub setting: SettingKey,
    /// The value that it is to have.
    pub value: SettingValue,
}

impl Checked for ChangeSettingRequest {}

/// Change one of my settings
///
/// Towards more privacy, and by adults and by young people from 13 on, a setting is changed at once. What
/// lowers the privacy of a child waits for a parent, or at school, where no guardian holds the rights, for
/// an administrator. Without an answer within seven days nothing changes. What was asked for in vain is
/// asked for again a week later.
#[utoipa::path(
    tag = "settings",
    request_body = ChangeSettingRequest,
    responses(
        (status = CREATED, description = "The change, made or waiting", body = SettingChangeView),
        (status = CONFLICT, description = "The setting is not changed so, or a change of it waits"),
    ),
)]
#[post("/v1/me/setting-changes")]
pub async fn change_my_setting(
    caller: Caller,
    once: IdempotencyKey,
    body: Body<ChangeSettingRequest>,
    hallpass: Data<Hallpass>,
) -> Result<Answer, ApiError> {
    let once = once.with(&body);
    let wanted = body.into_inner();
    hallpass
        .write(&caller, move |tx, actor| {
            let permit = tx.permit(actor, actor.user())?;
            once.run(tx, &permit, |tx| {
                let outcome = settings::ask(tx, &permit, wanted.setting, wanted.value)?;
                answer(outcome, "/v1/me/setting-changes".to_owned())
            })
        })
        .await
}
