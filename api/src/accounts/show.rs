//! `GET /v1/me`

use actix_web::{get, web::Data};
use domain::access::action::ReadOwnProfile;
use persistence::accounts::profile;

use super::profile_view::ProfileView;
use crate::{app::Hallpass, caller::Caller, http::Answer, problem::ApiError};

/// Get the current account
///
/// Profile, organization and roles of the caller.
#[utoipa::path(
    tag = "accounts",
    responses((status = OK, description = "The profile", body = ProfileView)),
)]
#[get("/v1/me")]
pub async fn show_me(caller: Caller, hallpass: Data<Hallpass>) -> Result<Answer, ApiError> {
    hallpass
        .read(&caller, |tx, actor| {
            let permit = tx.permit::<ReadOwnProfile>(actor, actor.user())?;
            Answer::ok(&ProfileView::from(profile::read(tx, &permit)?))
        })
        .await
}
