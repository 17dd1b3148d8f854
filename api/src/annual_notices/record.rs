//! `POST /v1/schools/{school_id}/annual-notices`

use actix_web::{
    post,
    web::{Data, Path},
};
use chrono::NaiveDate;
use domain::{
    annual_notices::{NoticeMeans, NoticePart},
    ids::SchoolId,
};
use persistence::annual_notices::{self, NewAnnualNotice, RecordOutcome};
use serde::Deserialize;
use utoipa::ToSchema;
use validator::Validate;

use super::view::AnnualNoticeView;
use crate::{
    app::Hallpass,
    caller::Caller,
    http::{Answer, Body, Checked, IdempotencyKey},
    problem::ApiError,
};

/// The annual notice that a school gave.
#[derive(Debug, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({
    "given_on": "2026-08-24",
    "means": "handbook",
    "parts": [
        "inspection", "amendment", "consent", "complaint", "school_officials", "school_of_transfer"
    ]
}))]
pub struct RecordAnnualNoticeRequest {
    /// The day on which it was given: today or before.
    pub given_on: NaiveDate,
    /// How.
    pub means: NoticeMeans,
    /// What it tells of.
    #[validate(length(min = 1, max = 6))]
    #[schema(min_items = 1, max_items = 6)]
    pub parts: Vec<NoticePart>,
}

impl Checked for RecordAnnualNoticeRequest {}

/// Record the annual notice of a school
///
/// That the school told families of their rights over education records (34 CFR 99.7), on which day, how, and
/// of what. It holds for twelve months; the administrators of the school are reminded after eleven. Without a
/// notice that holds nobody loses access, but no directory information is released, and a disclosure to a
/// school of transfer cannot rest on it. For administrators of the school and of the district.
#[utoipa::path(
    tag = "schools",
    params(("school_id" = Uuid, Path, description = "The school")),
    request_body = RecordAnnualNoticeRequest,
    responses((status = CREATED, description = "The notice", body = AnnualNoticeView)),
)]
#[post("/v1/schools/{school_id}/annual-notices")]
pub async fn record_annual_notice(
    caller: Caller,
    school: Path<SchoolId>,
    once: IdempotencyKey,
    body: Body<RecordAnnualNoticeRequest>,
    hallpass: Data<Hallpass>,
) -> Result<Answer, ApiError> {
    let school = *school;
    let once = once.with(&body);
    let mut parts = body.parts.clone();
    parts.sort_unstable();
    parts.dedup();
    let new = NewAnnualNotice {
        given_on: body.given_on,
        means: body.means,
        parts,
    };
    hallpass
        .write(&caller, move |tx, actor| {
            let permit = tx.permit(actor, school)?;
            once.run(tx, &permit, |tx| {
                match annual_notices::record(tx, &permit, &new)? {
                    RecordOutcome::Recorded(notice) => Answer::created(
                        format!("/v1/schools/{school}/annual-notices"),
                        &AnnualNoticeView::from(notice),
                    ),
                    RecordOutcome::InTheFuture => Err(ApiError::field(
                        "/given_on",
                        "in_the_future",
                        "must not be in the future",
                    )),
                }
            })
        })
        .await
}
