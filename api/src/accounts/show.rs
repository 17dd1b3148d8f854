//! `GET /v1/me`

use actix_web::{get, web::Data};
use domain::access::{Permit, action::ReadOwnProfile, authorize};
use persistence::{accounts::profile, relationships};

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
            let facts = relationships::of_person(actor, actor.user);
            let permit: Permit<ReadOwnProfile> = authorize(&facts)?;
            Answer::ok(&ProfileView::from(profile::read(tx, &permit)?))
        })
        .await
}
