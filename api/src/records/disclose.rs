//! `POST /v1/students/{student_id}/disclosures`

use actix_web::{
    post,
    web::{Data, Path},
};
use domain::{
    access::StudentOfDistrict,
    category::Category,
    ids::{EmergencyId, UserId},
    records::disclosure::{DisclosureGround, DisclosureStatement},
    text::RecipientName,
};
use persistence::records::{self, NewDisclosure};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use validator::Validate;

use super::{
    directory_asked::{DirectoryAskedRequest, asked},
    disclosure_refusal::{DisclosureRefusal, explain},
    view::RecordDisclosureView,
};
use crate::{
    app::Hallpass,
    caller::Caller,
    http::{Answer, Body, Checked, IdempotencyKey},
    problem::ApiError,
};

/// Who asks for a student's record, and what the school states about it.
#[derive(Debug, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({
    "ground": "school_of_transfer",
    "recipient": "Juniper Elementary, Office of the Registrar",
    "categories": ["name", "enrollment", "progress"],
    "statements": ["enrollment_intended", "rights_holder_told_before"]
}))]
pub struct RecordDisclosureRequest {
    /// On which ground.
    pub ground: DisclosureGround,
    /// Who asks.
    #[validate(custom(function = crate::http::text))]
    pub recipient: RecipientName,
    /// Records of which categories.
    #[validate(length(min = 1, max = 21))]
    #[schema(min_items = 1, max_items = 21)]
    pub categories: Vec<Category>,
    /// What the school states.
    #[validate(length(max = 14))]
    #[schema(max_items = 14)]
    pub statements: Vec<DisclosureStatement>,
    /// The emergency for which it is disclosed: one of the student that is open, and names the recipient and
    /// the categories.
    pub emergency_id: Option<EmergencyId>,
    /// What directory information is asked for: for that ground alone.
    #[validate(nested)]
    pub directory: Option<DirectoryAskedRequest>,
}

impl Checked for RecordDisclosureRequest {}

/// What became of a request for a student's record.
#[derive(Serialize, ToSchema)]
pub struct DisclosureDecisionView {
    /// What was written down.
    pub disclosure: RecordDisclosureView,
    /// Why the record may not be disclosed; `null` if it may.
    pub refusal: Option<DisclosureRefusal>,
    /// The category that may not be disclosed.
    pub refused_category: Option<Category>,
    /// What has to be stated.
    pub missing_statement: Option<DisclosureStatement>,
}

/// Record a request for a student's record
///
/// Judges whether the record may be disclosed to somebody outside of the school, and writes the request
/// down, whatever becomes of it (34 CFR 99.31, 99.32). Hallpass sends nothing: the school does what the
/// answer allows. A request without a ground of the law, also of the police, is refused. An emergency is
/// recorded before. Directory information is released as the school designated it, and no statement counts for it.
/// Nothing is written down here of a legal process: it is recorded and complied with step by
/// step. For administrators of the student's school and of the district who are not of the student's family.
#[utoipa::path(
    tag = "records",
    params(("student_id" = Uuid, Path, description = "The student")),
    request_body = RecordDisclosureRequest,
    responses((status = CREATED, description = "What became of it", body = DisclosureDecisionView)),
)]
#[post("/v1/students/{student_id}/disclosures")]
pub async fn record_disclosure(
    caller: Caller,
    student: Path<UserId>,
    once: IdempotencyKey,
    body: Body<RecordDisclosureRequest>,
    hallpass: Data<Hallpass>,
) -> Result<Answer, ApiError> {
    let student = *student;
    let once = once.with(&body);
    let new = NewDisclosure {
        ground: body.ground,
        recipient: body.recipient.clone().into(),
        categories: body.categories.clone(),
        statements: body.statements.clone(),
        emergency: body.emergency_id,
        directory: asked(body.ground, &body.categories, body.directory.as_ref())?,
    };
    if new.emergency.is_some() && new.ground != DisclosureGround::Emergency {
        return Err(ApiError::field(
            "/emergency_id",
            "superfluous",
            "is for the ground of an emergency",
        ));
    }
    if new.ground == DisclosureGround::LegalProcess {
        return Err(ApiError::field(
            "/ground",
            "not_available",
            "is written down by complying with a legal process that is recorded",
        ));
    }
    hallpass
        .write(&caller, move |tx, actor| {
            let permit = tx.permit(actor, StudentOfDistrict { student })?;
            once.run(tx, &permit, |tx| {
                let (written, refused) =
                    records::record_disclosure(tx, &permit, &new)?.ok_or(ApiError::NOT_FOUND)?;
                let (refusal, refused_category, missing_statement) = explain(refused.as_ref());
                let view = DisclosureDecisionView {
                    disclosure: written.into(),
                    refusal,
                    refused_category,
                    missing_statement,
                };
                Answer::created(format!("/v1/students/{student}/disclosures"), &view)
            })
        })
        .await
}
