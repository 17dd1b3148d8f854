//! `POST /v1/schools/{school_id}/notices/{notice_id}/acknowledge`

use actix_web::{
    post,
    web::{Data, Path},
};
use domain::ids::{SchoolId, SchoolNoticeId};
use persistence::organizations::school_notices::{self, AcknowledgeOutcome};
use serde::Deserialize;
use utoipa::ToSchema;
use validator::Validate;

use super::view::SchoolNoticeView;
use crate::{
    app::Hallpass,
    caller::Caller,
    digest,
    http::{Answer, Body, Checked, IdempotencyKey},
    problem::ApiError,
};

/// Which text is acknowledged.
#[derive(Debug, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct AcknowledgeSchoolNoticeRequest {
    /// `text_sha256` of the notice: the text that was read.
    #[validate(custom(function = digest::check))]
    #[schema(
        max_length = 64,
        pattern = "^[0-9a-f]{64}$",
        example = "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08"
    )]
    pub text_sha256: String,
}

impl Checked for AcknowledgeSchoolNoticeRequest {}

/// Acknowledge a direct notice
///
/// An administrator of the school or of its district has read the notice. What is new in a notice
/// that is not acknowledged for 30 days is not authorized any more (SCH-06).
#[utoipa::path(
    tag = "organizations",
    params(
        ("school_id" = Uuid, Path, description = "The school"),
        ("notice_id" = Uuid, Path, description = "The notice"),
    ),
    request_body = AcknowledgeSchoolNoticeRequest,
    responses((status = OK, description = "The notice", body = SchoolNoticeView)),
)]
#[post("/v1/schools/{school_id}/notices/{notice_id}/acknowledge")]
pub async fn acknowledge_school_notice(
    caller: Caller,
    path: Path<(SchoolId, SchoolNoticeId)>,
    once: IdempotencyKey,
    body: Body<AcknowledgeSchoolNoticeRequest>,
    hallpass: Data<Hallpass>,
) -> Result<Answer, ApiError> {
    let (school, notice) = path.into_inner();
    let once = once.with(&body);
    let read = digest::parse(&body.text_sha256).unwrap_or_default();
    hallpass
        .write(&caller, move |tx, actor| {
            let permit = tx.permit(actor, school)?;
            once.run(tx, &permit, |tx| {
                match school_notices::acknowledge(tx, &permit, notice, &read)? {
                    AcknowledgeOutcome::Acknowledged(notice) => {
                        Answer::ok(&SchoolNoticeView::from(notice))
                    }
                    AcknowledgeOutcome::OtherText => Err(ApiError::field(
                        "/text_sha256",
                        "other_text",
                        "is not the digest of this notice's text",
                    )),
                    AcknowledgeOutcome::NoSuchNotice => Err(ApiError::NOT_FOUND),
                }
            })
        })
        .await
}
