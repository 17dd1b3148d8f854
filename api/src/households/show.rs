//! `GET /v1/household`

use actix_web::{get, web::Data};
use persistence::households;

use super::view::HouseholdView;
use crate::{app::Hallpass, caller::Caller, http::Answer, problem::ApiError};

/// Get one's household
///
/// Where its parent and its children sign in, and the class in which the children learn. Available to
/// the parent.
#[utoipa::path(
    tag = "households",
    responses((status = OK, description = "The household", body = HouseholdView)),
)]
#[get("/v1/household")]
pub async fn show_household(caller: Caller, hallpass: Data<Hallpass>) -> Result<Answer, ApiError> {
    hallpass
        .read(&caller, move |tx, actor| {
            let permit = tx.permit(actor, actor.organization())?;
            Answer::ok(&HouseholdView::from(households::read(tx, &permit)?))
        })
        .await
}
