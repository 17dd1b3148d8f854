//! `GET /v1/consent-form-reviews/{consent_request_id}`

use actix_web::{
    get,
    web::{Data, Path},
};
use base64::{Engine as _, engine::general_purpose::STANDARD};
use chrono::{DateTime, Utc};
use domain::{access::Platform, ids::ConsentRequestId, mail::Language, text::GivenName};
use persistence::consent::forms::{self, FormMediaType, FormScan};
use serde::Serialize;
use utoipa::ToSchema;

use crate::{app::Hallpass, caller::Caller, http::Answer, problem::ApiError};

/// A signed form with its scan.
#[derive(Serialize, ToSchema)]
pub struct ConsentFormScanView {
    /// The question that it answers.
    pub consent_request_id: ConsentRequestId,
    /// The first name that stands on the form.
    #[schema(value_type = GivenName)]
    pub child_name: String,
    /// The version of the notice that stands on the form.
    #[schema(
        max_length = 20,
        pattern = r"^[0-9]+\.[0-9]+\.[0-9]+$",
        example = "1.0.0"
    )]
    pub notice_version: String,
    /// The language of the form.
    pub language: Language,
    /// The kind of file.
    pub media_type: FormMediaType,
    /// The file in base64 (RFC 4648 §4).
    #[schema(
        min_length = 4,
        max_length = 3_866_668,
        pattern = "^[A-Za-z0-9+/]+={0,2}$",
        example = "JVBERi0xLjcK"
    )]
    pub content: String,
    /// When it came.
    pub received_at: DateTime<Utc>,
    /// By when it is to be decided: then it is deleted with the question.
    pub review_by: DateTime<Utc>,
}

impl From<FormScan> for ConsentFormScanView {
    fn from(scan: FormScan) -> Self {
        Self {
            consent_request_id: scan.request,
            child_name: scan.child_name,
            notice_version: scan.notice_version,
            language: scan.language,
            media_type: scan.media_type,
            content: STANDARD.encode(&scan.bytes),
            received_at: scan.received_at,
            review_by: scan.review_by,
        }
    }
}

/// Show a consent form to review
///
/// The scan of a signed form, for the trained person who decides about it. The household's log says
/// that it was looked at. Available to operators of the platform.
#[utoipa::path(
    tag = "consent",
    params(("consent_request_id" = Uuid, Path, description = "The question that the form answers")),
    responses((status = OK, description = "The form", body = ConsentFormScanView)),
)]
#[get("/v1/consent-form-reviews/{consent_request_id}")]
pub async fn show_consent_form(
    caller: Caller,
    request: Path<ConsentRequestId>,
    hallpass: Data<Hallpass>,
) -> Result<Answer, ApiError> {
    let request = *request;
    hallpass
        .read(&caller, move |tx, actor| {
            let permit = tx.permit(actor, Platform)?;
            let scan = forms::open(tx, &permit, request)?.ok_or(ApiError::NOT_FOUND)?;
            Answer::ok(&ConsentFormScanView::from(scan))
        })
        .await
}
