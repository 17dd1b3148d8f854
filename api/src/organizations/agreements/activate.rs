//! `POST /v1/schools/{school_id}/agreements/{agreement_id}/activate`

use actix_web::{
    post,
    web::{Data, Path},
};
use domain::{
    ids::{AgreementId, SchoolId},
    organizations::checklist::AgreementTerm,
    text_enum::TextEnum as _,
};
use persistence::organizations::agreements::{self, ActivateOutcome};

use super::view::AgreementView;
use crate::{
    app::Hallpass,
    caller::Caller,
    http::{Answer, IdempotencyKey},
    problem::{ApiError, ConflictReason, FieldError, ProblemKind},
};

/// Activate an agreement
///
/// A draft that has every term of its checklist becomes active (SCH-08): FERPA's terms, and those of
/// the law of its state, or of every state listed where that is unknown. `errors` of a refusal names
/// each missing term. To add terms, record a new agreement.
#[utoipa::path(
    tag = "organizations",
    params(
        ("school_id" = Uuid, Path, description = "The school"),
        ("agreement_id" = Uuid, Path, description = "The agreement"),
    ),
    responses(
        (status = OK, description = "The active agreement", body = AgreementView),
        (status = CONFLICT, description = "The agreement lacks terms, or is active already"),
    ),
)]
#[post("/v1/schools/{school_id}/agreements/{agreement_id}/activate")]
pub async fn activate_agreement(
    caller: Caller,
    path: Path<(SchoolId, AgreementId)>,
    once: IdempotencyKey,
    hallpass: Data<Hallpass>,
) -> Result<Answer, ApiError> {
    let (school, agreement) = path.into_inner();
    let once = once.without_body();
    hallpass
        .write(&caller, move |tx, actor| {
            let permit = tx.permit(actor, school)?;
            once.run(tx, &permit, |tx| {
                match agreements::activate(tx, &permit, agreement)? {
                    ActivateOutcome::Active(active) => Answer::ok(&AgreementView::from(active)),
                    ActivateOutcome::Lacks(terms) => Err(lacks(&terms)),
                    ActivateOutcome::Over => Err(ApiError::Conflict(ConflictReason::AgreementOver)),
                    ActivateOutcome::AlreadyActive => {
                        Err(ApiError::Conflict(ConflictReason::AgreementActive))
                    }
                    ActivateOutcome::NoSuchAgreement => Err(ApiError::NOT_FOUND),
                }
            })
        })
        .await
}

fn lacks(terms: &[AgreementTerm]) -> ApiError {
    let missing = |term: &AgreementTerm| {
        FieldError::new("/terms", term.as_str(), "is missing from the agreement")
    };
    ApiError::Fields {
        kind: ProblemKind::AgreementIncomplete,
        errors: terms.iter().map(missing).collect(),
    }
}
