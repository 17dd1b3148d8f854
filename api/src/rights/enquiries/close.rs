//! `POST /v1/privacy/enquiries/{privacy_enquiry_id}/close`

use actix_web::{
    post,
    web::{Data, Path},
};
use domain::{access::Platform, ids::PrivacyEnquiryId};
use persistence::rights;

use crate::{
    app::Hallpass,
    caller::Caller,
    http::{Answer, IdempotencyKey},
    problem::ApiError,
};

/// Close a question about privacy
///
/// Notes that a question was answered. It is deleted a year later. Available to operators of the platform.
#[utoipa::path(
    tag = "rights",
    params(("privacy_enquiry_id" = Uuid, Path, description = "The question")),
    responses((status = NO_CONTENT, description = "It is closed")),
)]
#[post("/v1/privacy/enquiries/{privacy_enquiry_id}/close")]
pub async fn close_privacy_enquiry(
    caller: Caller,
    enquiry: Path<PrivacyEnquiryId>,
    once: IdempotencyKey,
    hallpass: Data<Hallpass>,
) -> Result<Answer, ApiError> {
    let (enquiry, once) = (*enquiry, once.without_body());
    hallpass
        .write(&caller, move |tx, actor| {
            let permit = tx.permit(actor, Platform)?;
            once.run(tx, &permit, |tx| {
                if rights::close(tx, &permit, enquiry)? {
                    Ok(Answer::no_content())
                } else {
                    Err(ApiError::NOT_FOUND)
                }
            })
        })
        .await
}
