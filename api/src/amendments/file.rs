//! `POST /v1/students/{student_id}/amendments`

use actix_web::{
    post,
    web::{Data, Path},
};
use domain::{
    access::StudentOfDistrict,
    amendments::part::{AmendmentGround, ContestedPart},
    ids::UserId,
    text::Contention,
};
use persistence::amendments::{self, FileOutcome, NewAmendment};
use serde::Deserialize;
use utoipa::ToSchema;
use uuid::Uuid;
use validator::Validate;

use super::view::AmendmentView;
use crate::{
    app::Hallpass,
    caller::Caller,
    http::{Answer, Body, Checked, IdempotencyKey},
    problem::{ApiError, ConflictReason},
};

/// What of a student's record is contested, and why.
#[derive(Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({
    "part": "grade_level",
    "ground": "inaccurate",
    "contention": "The grade level is 05; the report of June says so."
}))]
pub struct ContestRecordRequest {
    /// Which part.
    pub part: ContestedPart,
    /// Which class, event or feedback, as the record names it; absent where there is one of the part only.
    pub item_id: Option<Uuid>,
    /// On which ground. `grade_merit` is refused: only how a judgement was recorded can be contested.
    pub ground: AmendmentGround,
    /// What is wrong, and what it should say.
    #[validate(custom(function = crate::http::text))]
    pub contention: Contention,
}

impl Checked for ContestRecordRequest {}

/// Contest a part of a student's record
///
/// A guardian, or a student who is an adult, asks the school to amend what is inaccurate, misleading or
/// violates privacy (34 CFR 99.20). The school decides within 30 days. Meanwhile the record says that the
/// part is disputed, and nothing of it is destroyed. The same, contested again while it is open, is
/// answered with what is there. A mistake in a name or a grade level is also corrected by a teacher
/// without any of this.
#[utoipa::path(
    tag = "records",
    params(("student_id" = Uuid, Path, description = "The student")),
    request_body = ContestRecordRequest,
    responses(
        (status = CREATED, description = "The amendment", body = AmendmentView),
        (status = OK, description = "The same, contested before", body = AmendmentView),
        (status = CONFLICT, description = "No school keeps the record, or too much is contested"),
    ),
)]
#[post("/v1/students/{student_id}/amendments")]
pub async fn contest_record(
    caller: Caller,
    student: Path<UserId>,
    once: IdempotencyKey,
    body: Body<ContestRecordRequest>,
    hallpass: Data<Hallpass>,
) -> Result<Answer, ApiError> {
    let student = *student;
    let once = once.with(&body);
    let new = NewAmendment {
        part: body.part,
        item: body.item_id,
        ground: body.ground,
        contention: body.contention.clone().into(),
    };
    hallpass
        .write(&caller, move |tx, actor| {
            let permit = tx.permit(actor, StudentOfDistrict { student })?;
            once.run(tx, &permit, |tx| {
                answer(student, amendments::file(tx, &permit, &new)?)
            })
        })
        .await
}

fn answer(student: UserId, outcome: FileOutcome) -> Result<Answer, ApiError> {
    let item = |code, message| ApiError::field("/item_id", code, message);
    Err(match outcome {
        FileOutcome::Filed(amendment) => {
            return Answer::created(
                format!("/v1/students/{student}/amendments/{}", amendment.id),
                &AmendmentView::from(*amendment),
            );
        }
        FileOutcome::AskedAlready(amendment) => {
            return Answer::ok(&AmendmentView::from(*amendment));
        }
        FileOutcome::OnTheMerits => ApiError::field(
            "/ground",
            "not_available",
            "is no ground: whether a judgement was deserved is not contested in this way",
        ),
        FileOutcome::ItemMissing => item("required", "must say which one is contested"),
        FileOutcome::ItemSuperfluous => {
            item("superfluous", "is for a part of which there are several")
        }
        FileOutcome::NoSuchItem => item("unknown", "is nothing in this record"),
        FileOutcome::NotAtSchool => ApiError::Conflict(ConflictReason::NoSchoolKeepsRecord),
        FileOutcome::TooMany => ApiError::Conflict(ConflictReason::TooManyAmendments),
    })
}
