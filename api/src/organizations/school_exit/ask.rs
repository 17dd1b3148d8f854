//! `POST /v1/schools/{school_id}/exports`

use actix_web::{
    post,
    web::{Data, Path},
};
use domain::ids::SchoolId;
use persistence::organizations::school_exit;

use super::view::SchoolExportView;
use crate::{
    app::Hallpass,
    caller::Caller,
    http::{Answer, IdempotencyKey},
    problem::ApiError,
};

/// Ask for copies of what is held about all students of a school
///
/// Builds an archive about each student, as `POST /v1/students/{student_id}/exports` does, of what the
/// school collected. It can be asked for until the end of day 30 after the last agreement ended (RET-05).
/// `GET /v1/schools/{school_id}/exit` says how far they are built.
#[utoipa::path(
    tag = "organizations",
    params(("school_id" = Uuid, Path, description = "The school")),
    responses(
        (status = CREATED, description = "The copies, which are being built", body = SchoolExportView),
        (
            status = CONFLICT,
            description = "Others are open, too many were built today, or the school takes nothing out any more",
        ),
    ),
)]
#[post("/v1/schools/{school_id}/exports")]
pub async fn ask_for_school_export(
    caller: Caller,
    school: Path<SchoolId>,
    once: IdempotencyKey,
    hallpass: Data<Hallpass>,
) -> Result<Answer, ApiError> {
    let school = *school;
    let once = once.without_body();
    hallpass
        .write(&caller, move |tx, actor| {
            let permit = tx.permit(actor, school)?;
            once.run(tx, &permit, |tx| {
                let export = school_exit::ask(tx, &permit)??;
                let location = format!("/v1/schools/{school}/exit");
                Answer::created(location, &SchoolExportView::from(export))
            })
        })
        .await
}
