//! `POST /v1/students/{student_id}/support-grants`

use actix_web::{
    post,
    web::{Data, Path},
};
use domain::{access::StudentOfDistrict, ids::UserId, support, text::TicketNumber};
use persistence::support::{NewGrant, grant};
use serde::Deserialize;
use utoipa::ToSchema;
use validator::Validate;

use super::view::SupportGrantView;
use crate::{
    app::Hallpass,
    caller::Caller,
    http::{Answer, Body, Checked, IdempotencyKey},
    problem::ApiError,
};

/// For which question support is let in.
#[derive(Debug, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({ "ticket": "help-2041", "hours": 2 }))]
pub struct GrantSupportRequest {
    /// The number of the question.
    #[validate(custom(function = crate::http::text))]
    pub ticket: TicketNumber,
    /// For how many hours.
    #[validate(range(min = 1, max = 4))]
    #[schema(minimum = 1, maximum = 4)]
    pub hours: u8,
}

impl Checked for GrantSupportRequest {}

/// Grant support access to a student
///
/// Lets the platform's support look at one student for one question, for four hours at the most. Support
/// sees the name that classmates see, the beginning of the username, the state of the account and how far
/// the student is in their courses, and changes nothing. Each look is in the log of the district, and in
/// what the family reads.
#[utoipa::path(
    tag = "support",
    params(("student_id" = Uuid, Path, description = "The student")),
    request_body = GrantSupportRequest,
    responses((status = CREATED, description = "The grant", body = SupportGrantView)),
)]
#[post("/v1/students/{student_id}/support-grants")]
pub async fn grant_support(
    caller: Caller,
    student: Path<UserId>,
    once: IdempotencyKey,
    body: Body<GrantSupportRequest>,
    hallpass: Data<Hallpass>,
) -> Result<Answer, ApiError> {
    let student = *student;
    let once = once.with(&body);
    let asked = body.into_inner();
    hallpass
        .write(&caller, move |tx, actor| {
            let permit = tx.permit(actor, StudentOfDistrict { student })?;
            once.run(tx, &permit, |tx| {
                let ends_at = support::open_until(asked.hours, tx.now())
                    .ok_or_else(|| ApiError::field("/hours", "range", "must be from 1 to 4"))?;
                let new = NewGrant {
                    ticket: asked.ticket.clone(),
                    ends_at,
                };
                let granted = grant(tx, &permit, &new)?;
                Answer::created(
                    format!(
                        "/v1/organizations/{}/support-grants",
                        permit.actor().organization()
                    ),
                    &SupportGrantView::from(granted),
                )
            })
        })
        .await
}
