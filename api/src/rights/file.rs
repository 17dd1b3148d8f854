//! `POST /v1/requests`

use actix_web::{post, web::Data};
use domain::{
    access::DataSubject,
    ids::UserId,
    rights::{RightsRequestKind, asking::AskRefused, recovery::DeletionFinality},
};
use persistence::rights::{self, FileOutcome, NewRequest};
use serde::Deserialize;
use utoipa::ToSchema;
use validator::Validate;

use super::view::RightsRequestView;
use crate::{
    app::Hallpass,
    caller::Caller,
    http::{Answer, Body, Checked, IdempotencyKey},
    problem::ApiError,
};

/// What a person asks about somebody's data. In which capacity follows from how they stand to the person.
#[derive(Debug, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({
    "subject_id": "019958b2-0000-7000-8000-000000000004",
    "kind": "erase_part"
}))]
pub struct FileRequestRequest {
    /// Whose data it is; the caller's own if absent.
    pub subject_id: Option<UserId>,
    /// What is asked for.
    pub kind: RightsRequestKind,
    /// Whether a deletion can be undone for 30 days; `recoverable` if absent.
    pub finality: Option<DeletionFinality>,
}

impl Checked for FileRequestRequest {}

/// Ask something about a person's data
///
/// Asks for access, portability, correction, erasure of the account or of the learning history,
/// restriction or objection: for oneself, as a parent for the child, as the teacher of record or an
/// administrator for a student. Who decides and by when is in the answer. The same request that is yet to
/// be decided is answered again; one that says `permanent` now is permanent from now on. Nobody decides about
/// their own.
#[utoipa::path(
    tag = "rights",
    request_body = FileRequestRequest,
    responses(
        (status = CREATED, description = "The request", body = RightsRequestView),
        (status = OK, description = "The same request, made before", body = RightsRequestView),
    ),
)]
#[post("/v1/requests")]
pub async fn file_request(
    caller: Caller,
    once: IdempotencyKey,
    body: Body<FileRequestRequest>,
    hallpass: Data<Hallpass>,
) -> Result<Answer, ApiError> {
    let once = once.with(&body);
    let new = NewRequest {
        kind: body.kind,
        finality: body.finality.unwrap_or(DeletionFinality::Recoverable),
    };
    hallpass
        .write(&caller, move |tx, actor| {
            let person = body.subject_id.unwrap_or(actor.user());
            let permit = tx.permit(actor, DataSubject { person })?;
            once.run(tx, &permit, |tx| match rights::file(tx, &permit, new)? {
                FileOutcome::Filed(filed) => Answer::created(
                    format!("/v1/requests/{}", filed.request.id),
                    &RightsRequestView::from(filed),
                ),
                FileOutcome::AskedAlready(open) => Answer::ok(&RightsRequestView::from(open)),
                FileOutcome::Refused(refused) => Err(not_entitled(refused)),
                FileOutcome::NoSuchAccount => Err(ApiError::NOT_FOUND),
            })
        })
        .await
}

fn not_entitled(refused: AskRefused) -> ApiError {
    let message = match refused {
        AskRefused::ParentBlocked => "cannot be asked for here: ask the school",
        AskRefused::RightsPassed => "is for the person alone to ask, who is an adult",
        AskRefused::YoungPersonDecides => "is for the young person alone to ask",
        AskRefused::AskTeacher => "is asked for by a teacher: ask yours",
        AskRefused::NotOfTheSchool => "is for the person to ask, and not for the school",
    };
    ApiError::field("/kind", "not_entitled", message)
}
