//! `POST /v1/students/{student_id}/legal-processes`

use actix_web::{
    post,
    web::{Data, Path},
};
use chrono::{DateTime, Utc};
use domain::{
    access::StudentOfDistrict,
    category::Category,
    ids::UserId,
    legal_process::{LegalProcessKind, order::NoNoticeBasis},
    text::{MatterReference, RecipientName},
};
use persistence::legal_process::{self, NewProcess, ReceiveOutcome};
use serde::Deserialize;
use utoipa::ToSchema;
use validator::Validate;

use super::view::{LegalProcessView, order_end};
use crate::{
    app::Hallpass,
    caller::Caller,
    http::{Answer, Body, Checked, IdempotencyKey},
    problem::{ApiError, ConflictReason},
};

/// A demand of a court or an authority.
#[derive(Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({
    "kind": "subpoena",
    "issuer": "Maple County Superior Court",
    "reference": "Docket 27-0142",
    "categories": ["name", "enrollment"],
    "return_at": "2026-10-30T17:00:00Z"
}))]
pub struct ReceiveLegalProcessRequest {
    /// Its kind. An `agency_request` without compulsory process is refused in the same step.
    pub kind: LegalProcessKind,
    /// The court or authority that issued it.
    #[validate(custom(function = crate::http::text))]
    pub issuer: RecipientName,
    /// What its issuer calls the matter.
    #[validate(custom(function = crate::http::text))]
    pub reference: MatterReference,
    /// Records of which categories it asks for.
    #[validate(length(min = 1, max = 21))]
    #[schema(min_items = 1, max_items = 21)]
    pub categories: Vec<Category>,
    /// When the records are to be returned, after now; absent if it does not say.
    pub return_at: Option<DateTime<Utc>>,
    /// Which order forbids to tell the family; absent if none does.
    pub no_notice_basis: Option<NoNoticeBasis>,
    /// Until when that order forbids it, within a year; absent if it does not say: then it is over in 90
    /// days unless it is reviewed.
    pub no_notice_until: Option<DateTime<Utc>>,
}

impl Checked for ReceiveLegalProcessRequest {}

/// Record a legal process
///
/// Records a court order, a subpoena or a warrant for a student's record, which another person then checks;
/// or a request without compulsory process, which is refused at once and stands in the record of
/// disclosures (34 CFR 99.31(a)(9), 99.32). Nothing is disclosed by it. For administrators of the student's
/// school and of the district, and not of the student's family.
#[utoipa::path(
    tag = "records",
    params(("student_id" = Uuid, Path, description = "The student")),
    request_body = ReceiveLegalProcessRequest,
    responses(
        (status = CREATED, description = "The process", body = LegalProcessView),
        (status = CONFLICT, description = "The caller is of the student's family"),
    ),
)]
#[post("/v1/students/{student_id}/legal-processes")]
pub async fn receive_legal_process(
    caller: Caller,
    student: Path<UserId>,
    once: IdempotencyKey,
    body: Body<ReceiveLegalProcessRequest>,
    hallpass: Data<Hallpass>,
) -> Result<Answer, ApiError> {
    let student = *student;
    let once = once.with(&body);
    let new = read(&body)?;
    hallpass
        .write(&caller, move |tx, actor| {
            let permit = tx.permit(actor, StudentOfDistrict { student })?;
            once.run(tx, &permit, |tx| {
                answer(student, legal_process::receive(tx, &permit, &new)?)
            })
        })
        .await
}

fn read(body: &ReceiveLegalProcessRequest) -> Result<NewProcess, ApiError> {
    let order = match (body.no_notice_basis, body.no_notice_until) {
        (Some(basis), until) => Some((basis, until)),
        (None, None) => None,
        (None, Some(_)) => {
            return Err(ApiError::field(
                "/no_notice_until",
                "superfluous",
                "is for an order that forbids to tell: say which",
            ));
        }
    };
    Ok(NewProcess {
        kind: body.kind,
        issuer: body.issuer.clone().into(),
        reference: body.reference.clone().into(),
        categories: body.categories.clone(),
        return_at: body.return_at,
        order,
    })
}

fn answer(student: UserId, outcome: ReceiveOutcome) -> Result<Answer, ApiError> {
    Err(match outcome {
        ReceiveOutcome::Received(process) => {
            return Answer::created(
                format!("/v1/students/{student}/legal-processes/{}", process.id),
                &LegalProcessView::from(*process),
            );
        }
        ReceiveOutcome::OwnFamily => ApiError::Conflict(ConflictReason::OfTheFamily),
        ReceiveOutcome::OrderUnfit => ApiError::field(
            "/no_notice_basis",
            "not_available",
            "is of no process of this kind",
        ),
        ReceiveOutcome::ReturnPast => ApiError::field("/return_at", "past", "is over"),
        ReceiveOutcome::OrderEnd(refused) => order_end(refused),
    })
}
