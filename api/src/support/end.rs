//! `POST /v1/organizations/{organization_id}/support-grants/{support_grant_id}/end`

use actix_web::{
    post,
    web::{Data, Path},
};
use domain::ids::{OrganizationId, SupportGrantId};
use persistence::support;

use super::view::SupportGrantView;
use crate::{
    app::Hallpass,
    caller::Caller,
    http::{Answer, IdempotencyKey},
    problem::ApiError,
};

/// End a support grant
///
/// Ends a grant at once. One that is over stays as it was.
#[utoipa::path(
    tag = "support",
    params(
        ("organization_id" = Uuid, Path, description = "The district"),
        ("support_grant_id" = Uuid, Path, description = "The grant"),
    ),
    responses((status = OK, description = "The grant", body = SupportGrantView)),
)]
#[post("/v1/organizations/{organization_id}/support-grants/{support_grant_id}/end")]
pub async fn end_support_grant(
    caller: Caller,
    path: Path<(OrganizationId, SupportGrantId)>,
    once: IdempotencyKey,
    hallpass: Data<Hallpass>,
) -> Result<Answer, ApiError> {
    let (organization, grant) = path.into_inner();
    let once = once.without_body();
    hallpass
        .write(&caller, move |tx, actor| {
            let permit = tx.permit(actor, organization)?;
            once.run(tx, &permit, |tx| {
                let ended = support::end(tx, &permit, grant)?.ok_or(ApiError::NOT_FOUND)?;
                Answer::ok(&SupportGrantView::from(ended))
            })
        })
        .await
}
