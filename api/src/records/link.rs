//! `POST /v1/students/{student_id}/record-links`

use actix_web::{
    post,
    web::{Data, Path},
};
use chrono::{DateTime, Utc};
use domain::{
    access::StudentOfDistrict,
    ids::{RecordLinkId, UserId},
    mail::Language,
};
use persistence::records;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use validator::Validate;

use crate::{
    app::Hallpass,
    caller::Caller,
    http::{Answer, Body, Checked, IdempotencyKey},
    problem::ApiError,
};

/// How the page is to be.
#[derive(Debug, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({ "language": "es" }))]
pub struct IssueRecordLinkRequest {
    /// In which language.
    pub language: Language,
}

impl Checked for IssueRecordLinkRequest {}

/// A link to the page of a student's record.
#[derive(Serialize, ToSchema)]
pub struct RecordLinkView {
    /// Its id.
    pub id: RecordLinkId,
    /// The address of the page, returned only once. Open it in a browser.
    #[schema(
        max_length = 2000,
        pattern = "^https?://[^\\s]+/record/hpv_[A-Za-z0-9_-]{64}$",
        example = "https://hallpass.example.org/record/hpv_AZlrPHoAcACAAAAAAAAAAQ7mAZlrPHoAcACAAAAAAAAAAQ7mAZlrPHoAcACAAAAA"
    )]
    pub url: String,
    /// When it ends.
    pub expires_at: DateTime<Utc>,
}

/// Get a link to a printable page of a student's record
///
/// A page without scripts, in English or Spanish, with the record, who looked at it in the last 31 days, and
/// to whom it was disclosed. The link shows it one time, within five minutes, and no longer than the session
/// that asked for it stands. For parents and guardians, and for adult students.
#[utoipa::path(
    tag = "records",
    params(("student_id" = Uuid, Path, description = "The student")),
    request_body = IssueRecordLinkRequest,
    responses((status = CREATED, description = "The link", body = RecordLinkView)),
)]
#[post("/v1/students/{student_id}/record-links")]
pub async fn issue_record_link(
    caller: Caller,
    student: Path<UserId>,
    once: IdempotencyKey,
    body: Body<IssueRecordLinkRequest>,
    hallpass: Data<Hallpass>,
) -> Result<Answer, ApiError> {
    let (student, language) = (*student, body.language);
    let once = once.with(&body);
    let base = hallpass.links().base.clone();
    hallpass
        .write(&caller, move |tx, actor| {
            let permit = tx.permit(actor, StudentOfDistrict { student })?;
            once.run(tx, &permit, |tx| {
                let issued = records::issue_link(tx, &permit, language)?;
                let view = RecordLinkView {
                    id: issued.id,
                    expires_at: issued.expires_at,
                    url: format!("{base}/record/{}", issued.reveal().as_str()),
                };
                let address = format!("/v1/students/{student}/record");
                let answer = Answer::created(address, &view)?;
                Ok(answer.with_secrets_of(actor.organization(), [student]))
            })
        })
        .await
}
