//! `GET /v1/rosters/suppressions`

use actix_web::{get, web::Data};
use persistence::rights::suppressions;

use super::view::SuppressionsView;
use crate::{app::Hallpass, caller::Caller, http::Answer, problem::ApiError};

/// Count the erased people whom no roster registers again
///
/// Where a person, a parent or the school wanted an account erased, a keyed digest of the key in the
/// roster and of an adult's address is kept for five years, so that no roster brings the person back.
/// Whom it names nobody can read.
#[utoipa::path(
    tag = "rosters",
    responses((status = OK, description = "How many there are", body = SuppressionsView)),
)]
#[get("/v1/rosters/suppressions")]
pub async fn show_suppressions(
    caller: Caller,
    hallpass: Data<Hallpass>,
) -> Result<Answer, ApiError> {
    hallpass
        .read(&caller, move |tx, actor| {
            let permit = tx.permit(actor, actor.organization())?;
            Answer::ok(&SuppressionsView::from(suppressions::count(tx, &permit)?))
        })
        .await
}
