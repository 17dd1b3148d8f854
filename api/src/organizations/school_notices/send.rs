//! `POST /v1/schools/{school_id}/notices`

use actix_web::{
    post,
    web::{Data, Path},
};
use domain::{
    ids::{SchoolId, UserId},
    mail::Language,
};
use persistence::organizations::school_notices::{self, SendOutcome};
use serde::Deserialize;
use utoipa::ToSchema;
use validator::Validate;

use super::{text, view::SchoolNoticeView};
use crate::{
    app::Hallpass,
    caller::Caller,
    http::{Answer, Body, Checked, IdempotencyKey},
    problem::ApiError,
};

/// To whom a notice is sent.
#[derive(Debug, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct SendSchoolNoticeRequest {
    /// An administrator of the school or of its district.
    pub recipient_id: UserId,
    /// In which language.
    pub language: Language,
}

impl Checked for SendSchoolNoticeRequest {}

/// Send the direct notice to a school
///
/// Sends the current version of the notice by e-mail to an administrator. It counts as delivered once
/// a mail server has taken it, or an administrator has acknowledged it. Without a delivered notice the
/// school's agreement authorizes nothing (SCH-02 b).
#[utoipa::path(
    tag = "organizations",
    params(("school_id" = Uuid, Path, description = "The school")),
    request_body = SendSchoolNoticeRequest,
    responses((status = CREATED, description = "The notice", body = SchoolNoticeView)),
)]
#[post("/v1/schools/{school_id}/notices")]
pub async fn send_school_notice(
    caller: Caller,
    school: Path<SchoolId>,
    once: IdempotencyKey,
    body: Body<SendSchoolNoticeRequest>,
    hallpass: Data<Hallpass>,
) -> Result<Answer, ApiError> {
    let school = *school;
    let once = once.with(&body);
    let policy = format!("{}/v1/purposes", hallpass.links().base);
    hallpass
        .write(&caller, move |tx, actor| {
            let permit = tx.permit(actor, school)?;
            once.run(tx, &permit, |tx| {
                let notice = text::render(body.language, &policy, tx.now())
                    .ok_or(ApiError::Internal("the notice has all of its parts"))?;
                match school_notices::send(tx, &permit, body.recipient_id, &notice)? {
                    SendOutcome::NotAnAdministrator => Err(ApiError::field(
                        "/recipient_id",
                        "not_an_administrator",
                        "must be an administrator of the school or its district with an e-mail address",
                    )),
                    SendOutcome::Sent(id) => {
                        let sent =
                            school_notices::find(tx, &permit, id)?.ok_or(ApiError::NOT_FOUND)?;
                        Answer::created(
                            format!("/v1/schools/{school}/notices"),
                            &SchoolNoticeView::from(sent),
                        )
                    }
                }
            })
        })
        .await
}
