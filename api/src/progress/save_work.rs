//! `PUT /v1/me/activities/{activity_id}/work`

use actix_web::{
    put,
    web::{Data, Path},
};
use domain::{
    access::action::RecordProgress,
    ids::ActivityId,
    progress::work::{WORK_MAX_BYTES, Work},
    text_enum::TextEnum as _,
};
use persistence::progress::{self, SavingRefusal};
use serde::Deserialize;
use utoipa::ToSchema;
use validator::Validate;

use super::my_work::SavedWorkView;
use crate::{
    app::Hallpass,
    caller::Caller,
    http::{Answer, Body, Checked, IfMatch},
    problem::{ApiError, ConflictReason, FieldError, ProblemKind},
};

/// Work to be saved.
#[derive(Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct SaveWorkRequest {
    /// Code or an answer: at most 16 KiB of UTF-8.
    #[schema(
        max_length = 16384,
        pattern = r"^[\s\S]*$",
        example = "print(\"Warm\")"
    )]
    pub text: String,
}

impl Checked for SaveWorkRequest {}

/// Save my work
///
/// Saves what the caller writes in a code exercise or a prompt without handing it in, in place of what
/// was saved before. With the `ETag` of what was read in `If-Match`, work that another device saved
/// meanwhile is not overwritten; with `*` the last one wins. In a sandbox, work with an e-mail address, a
/// web address, a phone number or a stated name is not saved.
#[utoipa::path(
    tag = "progress",
    params(("activity_id" = Uuid, Path, description = "The activity")),
    request_body = SaveWorkRequest,
    responses(
        (status = OK, description = "The saved work", body = SavedWorkView),
        (
            status = CONFLICT,
            description = "Nothing is written in an activity of this kind, drafts are switched off, or the school's agreement does not cover it",
        ),
    ),
)]
#[put("/v1/me/activities/{activity_id}/work")]
pub async fn save_my_work(
    caller: Caller,
    activity: Path<ActivityId>,
    if_match: IfMatch,
    body: Body<SaveWorkRequest>,
    hallpass: Data<Hallpass>,
) -> Result<Answer, ApiError> {
    let activity = *activity;
    let work = Work::new(body.into_inner().text).map_err(|_| too_long())?;
    let course_indexes = hallpass.course_indexes().clone();
    hallpass
        .write(&caller, move |tx, actor| {
            let permit = tx.permit::<RecordProgress>(actor, actor.user())?;
            let current = progress::saved_work(tx, &permit, &course_indexes, activity)?;
            if_match.holds(&SavedWorkView::from(current.ok_or(ApiError::NOT_FOUND)?))?;
            let saved = progress::save_work(tx, &permit, &course_indexes, activity, work.clone())?
                .map_err(refused)?;
            Answer::ok(&SavedWorkView::from(saved))
        })
        .await
}

fn too_long() -> ApiError {
    let message = format!("is longer than {WORK_MAX_BYTES} bytes");
    ApiError::Fields {
        kind: ProblemKind::InvalidFields,
        errors: vec![FieldError::new("/text", "too_long", message)],
    }
}

fn refused(refusal: SavingRefusal) -> ApiError {
    match refusal {
        SavingRefusal::PersonalDetail(detail) => {
            ApiError::field("/text", detail.as_str(), detail.message())
        }
        SavingRefusal::NoSuchActivity => ApiError::NOT_FOUND,
        SavingRefusal::SwitchedOff => ApiError::Conflict(ConflictReason::DraftsSwitchedOff),
        SavingRefusal::NothingToWrite => ApiError::Conflict(ConflictReason::NothingToWrite),
        SavingRefusal::NotAuthorized => ApiError::Conflict(ConflictReason::WorkNotCovered),
    }
}
