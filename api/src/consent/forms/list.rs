//! `GET /v1/consent-form-reviews`

use actix_web::{get, web::Data};
use chrono::{DateTime, Utc};
use domain::{access::Platform, ids::ConsentRequestId};
use persistence::consent::forms::{self, FormReview};
use serde::Serialize;
use utoipa::ToSchema;

use crate::{
    app::Hallpass,
    caller::Caller,
    http::{Answer, Page, PageQuery, PageWanted},
    problem::ApiError,
};

/// A signed form that waits.
#[derive(Debug, Serialize, ToSchema)]
pub struct ConsentFormReviewView {
    /// The question that it answers.
    pub consent_request_id: ConsentRequestId,
    /// When it came.
    pub received_at: DateTime<Utc>,
}

impl From<FormReview> for ConsentFormReviewView {
    fn from(review: FormReview) -> Self {
        Self {
            consent_request_id: review.request,
            received_at: review.received_at,
        }
    }
}

/// List the consent forms to review
///
/// The signed forms that wait for a trained person, of all households, by the age of their questions.
/// Says nothing about anybody. Available to operators of the platform.
#[utoipa::path(
    tag = "consent",
    params(PageQuery),
    responses((status = OK, description = "A page of forms", body = Page<ConsentFormReviewView>)),
)]
#[get("/v1/consent-form-reviews")]
pub async fn list_consent_forms(
    caller: Caller,
    wanted: PageWanted,
    hallpass: Data<Hallpass>,
) -> Result<Answer, ApiError> {
    hallpass
        .list(&caller, wanted, move |tx, actor, page| {
            let permit = tx.permit(actor, Platform)?;
            Ok(forms::list(tx, &permit, page)?.map(ConsentFormReviewView::from))
        })
        .await
}
