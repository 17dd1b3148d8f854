//! `POST /v1/consent-requests/{consent_request_id}/signed-form`

use actix_web::{
    post,
    web::{Data, Path},
};
use aws_lc_rs::digest::{SHA256, digest};
use base64::{Engine as _, engine::general_purpose::STANDARD};
use domain::ids::ConsentRequestId;
use persistence::consent::forms::{self, FormMediaType, MOST_BYTES, ReturnedForm};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use validator::Validate;

use crate::{
    app::Hallpass,
    caller::Caller,
    consent::decide::ConsentDecidedView,
    http::{Answer, Body, Checked, IdempotencyKey, LARGE_BODY_BYTES},
    problem::{ApiError, ConflictReason},
};

/// A form that a parent signed.
#[derive(Debug, Deserialize, Serialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({
    "media_type": "application/pdf",
    "content": "JVBERi0xLjcK"
}))]
pub struct ReturnConsentFormRequest {
    /// The kind of file.
    pub media_type: FormMediaType,
    /// The file in base64 (RFC 4648 §4): at most 2,900,000 bytes before it is encoded.
    #[validate(length(min = 4, max = 3_866_668))]
    #[schema(
        min_length = 4,
        max_length = 3_866_668,
        pattern = "^[A-Za-z0-9+/]+={0,2}$"
    )]
    pub content: String,
}

impl Checked for ReturnConsentFormRequest {
    const MAY_HAVE_BYTES: usize = LARGE_BODY_BYTES;
}

/// Send a signed consent form back
///
/// Takes the scan or photograph of the printed form. A trained person looks at it within 14 days, and
/// then it is deleted; the parent is told what they decided. Only a question that is answered by a
/// signed form takes one, and one at a time. Available to the parent of a household.
#[utoipa::path(
    tag = "consent",
    params(("consent_request_id" = Uuid, Path, description = "The question")),
    request_body = ReturnConsentFormRequest,
    responses(
        (status = OK, description = "The form is taken", body = ConsentDecidedView),
        (status = CONFLICT, description = "The question takes no form, or none any more"),
    ),
)]
#[post("/v1/consent-requests/{consent_request_id}/signed-form")]
pub async fn return_consent_form(
    caller: Caller,
    request: Path<ConsentRequestId>,
    once: IdempotencyKey,
    body: Body<ReturnConsentFormRequest>,
    hallpass: Data<Hallpass>,
) -> Result<Answer, ApiError> {
    let request = *request;
    let once = once.with(&body);
    let bytes = STANDARD
        .decode(&body.content)
        .map_err(|_| ApiError::field("/content", "malformed", "must be base64 (RFC 4648 §4)"))?;
    let form = read_file(body.media_type, bytes)?;
    hallpass
        .write(&caller, move |tx, actor| {
            let permit = tx.permit(actor, actor.organization())?;
            once.run(tx, &permit, |tx| {
                let state = forms::receive(tx, &permit, request, &form)?
                    .ok_or(ApiError::Conflict(ConflictReason::NoFormAwaited))?;
                Answer::ok(&ConsentDecidedView { state })
            })
        })
        .await
}

/// A file that begins as its kind does, and is not too large.
fn read_file(media_type: FormMediaType, bytes: Vec<u8>) -> Result<ReturnedForm, ApiError> {
    let begins = match media_type {
        FormMediaType::Pdf => bytes.starts_with(b"%PDF-"),
        FormMediaType::Jpeg => bytes.starts_with(&[0xFF, 0xD8, 0xFF]),
        FormMediaType::Png => bytes.starts_with(b"\x89PNG\r\n\x1A\n"),
    };
    if !begins {
        return Err(ApiError::field(
            "/content",
            "wrong_type",
            "is no file of this media type",
        ));
    }
    if bytes.len() > MOST_BYTES {
        return Err(ApiError::field(
            "/content",
            "too_long",
            "must have at most 2,900,000 bytes",
        ));
    }
    let mut digested = [0; 32];
    for (to, from) in digested.iter_mut().zip(digest(&SHA256, &bytes).as_ref()) {
        *to = *from;
    }
    Ok(ReturnedForm {
        media_type,
        bytes,
        digest: digested,
    })
}
