//! `POST /v1/classes/{class_id}/attestations`

use actix_web::{
    post,
    web::{Data, Path},
};
use chrono::{DateTime, Utc};
use domain::{
    ids::{AttestationId, ClassId},
    organizations::attestation::{
        AttestationStatement, STATEMENT_VERSION, unconfirmed, whole_text,
    },
    text_enum::TextEnum as _,
};
use persistence::classes::students;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use validator::Validate;

use crate::{
    app::Hallpass,
    caller::Caller,
    digest,
    http::{Answer, Body, Checked, IdempotencyKey},
    problem::{ApiError, FieldError},
};

/// What is confirmed for a class.
#[derive(Debug, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({ "statement_version": STATEMENT_VERSION }))]
pub struct AttestStudentsRequest {
    /// The version of the statements that were shown.
    #[schema(minimum = 1, maximum = 65_535, format = "int32")]
    pub statement_version: u16,
    /// The statements that are confirmed: all three.
    #[validate(length(max = 3))]
    #[schema(max_items = 3, example = json!(AttestationStatement::ALL))]
    pub statements: Vec<AttestationStatement>,
}

impl Checked for AttestStudentsRequest {}

/// An attestation for a class.
#[derive(Debug, Serialize, ToSchema)]
pub struct AttestationView {
    /// Its id.
    pub id: AttestationId,
    /// The class.
    pub class_id: ClassId,
    /// The version of its statements.
    #[schema(minimum = 1, maximum = 65_535, format = "int32")]
    pub statement_version: u16,
    /// When it was confirmed.
    pub attested_at: DateTime<Utc>,
    /// When it ends: with the academic session of the class.
    pub expires_at: DateTime<Utc>,
}

/// Attest for the students of a class
///
/// Confirms the statements of `GET /v1/attestation-statements`. Until it expires the caller can create
/// students in the class, each of whom is linked to it. It is evidence: it does not take the place of
/// the school's agreement (SCH-03).
#[utoipa::path(
    tag = "students",
    params(("class_id" = Uuid, Path, description = "The class")),
    request_body = AttestStudentsRequest,
    responses((status = CREATED, description = "The attestation", body = AttestationView)),
)]
#[post("/v1/classes/{class_id}/attestations")]
pub async fn attest_students(
    caller: Caller,
    class: Path<ClassId>,
    once: IdempotencyKey,
    body: Body<AttestStudentsRequest>,
    hallpass: Data<Hallpass>,
) -> Result<Answer, ApiError> {
    let class = *class;
    let once = once.with(&body);
    check(&body)?;
    let text_digest = digest::of(&whole_text());
    hallpass
        .write(&caller, move |tx, actor| {
            let permit = tx.permit(actor, class)?;
            once.run(tx, &permit, |tx| {
                let recorded = students::attest(tx, &permit, text_digest)?;
                let view = AttestationView {
                    id: recorded.id,
                    class_id: class,
                    statement_version: recorded.attestation.statement_version,
                    attested_at: recorded.attested_at,
                    expires_at: recorded.attestation.expires_at,
                };
                Answer::created(format!("/v1/classes/{class}/attestations"), &view)
            })
        })
        .await
}

fn check(body: &AttestStudentsRequest) -> Result<(), ApiError> {
    if body.statement_version != STATEMENT_VERSION {
        return Err(ApiError::field(
            "/statement_version",
            "outdated",
            "is not the present version of the statements",
        ));
    }
    let missing = unconfirmed(&body.statements.iter().copied().collect());
    if missing.is_empty() {
        return Ok(());
    }
    let not_confirmed = |statement: AttestationStatement| {
        FieldError::new("/statements", statement.as_str(), "is not confirmed")
    };
    Err(ApiError::fields(
        missing.into_iter().map(not_confirmed).collect(),
    ))
}
