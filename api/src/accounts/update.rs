//! `PATCH /v1/me`

use actix_web::{patch, web::Data};
use domain::access::action::UpdateOwnProfile;
use domain::text::DisplayName;
use persistence::accounts::profile;
use serde::Deserialize;
use utoipa::ToSchema;
use validator::Validate;

use super::profile_view::ProfileView;
use crate::{
    app::Hallpass,
    caller::Caller,
    http::{Answer, Body, Checked, IfMatch, MERGE_PATCH},
    problem::ApiError,
};

/// Changes of one's own profile. Absent members are not changed.
#[derive(Debug, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct UpdateMeRequest {
    /// The display name.
    #[serde(default, deserialize_with = "crate::http::non_null")]
    #[validate(custom(function = crate::http::text))]
    #[schema(nullable = false)]
    pub display_name: Option<DisplayName>,
}

impl Checked for UpdateMeRequest {
    const MEDIA_TYPE: &'static str = MERGE_PATCH;
}

/// Update the current account
///
/// Staff can change their display name. The names of a student are changed by the school.
#[utoipa::path(
    tag = "accounts",
    request_body(content = UpdateMeRequest, content_type = "application/merge-patch+json"),
    responses((status = OK, description = "The updated profile", body = ProfileView)),
)]
#[patch("/v1/me")]
pub async fn update_me(
    caller: Caller,
    if_match: IfMatch,
    body: Body<UpdateMeRequest>,
    hallpass: Data<Hallpass>,
) -> Result<Answer, ApiError> {
    hallpass
        .write(&caller, move |tx, actor| {
            let permit = tx.permit::<UpdateOwnProfile>(actor, actor.user())?;
            let current = profile::read(tx, &permit)?;
            if_match.holds(&ProfileView::from(current.clone()))?;
            let typed = body.display_name.as_ref().map(DisplayName::as_str);
            profile::rename(tx, &permit, typed.unwrap_or(&current.display_name))?;
            Answer::ok(&ProfileView::from(profile::read(tx, &permit)?))
        })
        .await
}
