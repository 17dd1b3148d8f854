//! `POST /v1/legal-holds`

use actix_web::{post, web::Data};
use chrono::{DateTime, Utc};
use domain::{
    holds::{HoldMatter, HoldScope},
    ids::{SchoolId, UserId},
    text::MatterReference,
};
use persistence::holds::{self, HoldPlace, NewHold, PlaceOutcome};
use serde::Deserialize;
use utoipa::ToSchema;
use uuid::Uuid;
use validator::Validate;

use super::view::{LegalHoldView, refused};
use crate::{
    app::Hallpass,
    caller::Caller,
    http::{Answer, Body, Checked, IdempotencyKey},
    problem::ApiError,
};

/// What is to be held, and for which matter.
#[derive(Debug, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({
    "scope": "organization",
    "matter": "litigation",
    "reference": "Docket 27-0142, Maple County Superior Court",
    "review_by": "2026-11-30T00:00:00Z"
}))]
pub struct PlaceLegalHoldRequest {
    /// What is to be kept.
    pub scope: HoldScope,
    /// The person or the school; absent of the whole district.
    pub scope_id: Option<Uuid>,
    /// For what kind of matter.
    pub matter: HoldMatter,
    /// What the district calls the matter. It is stored sealed.
    #[validate(custom(function = crate::http::text))]
    pub reference: MatterReference,
    /// When it is over unless it is renewed: at most 90 days ahead.
    pub review_by: DateTime<Utc>,
}

impl Checked for PlaceLegalHoldRequest {}

/// Place a hold
///
/// Keeps what is held about one person, the people of one school, or everybody of the district from being
/// deleted, whoever asks for it and whatever the schedule says. It opens no account and gives no access.
/// It is over by itself at `review_by`, unless it is renewed before. Available to administrators of the
/// district.
#[utoipa::path(
    tag = "retention",
    request_body = PlaceLegalHoldRequest,
    responses((status = CREATED, description = "The hold", body = LegalHoldView)),
)]
#[post("/v1/legal-holds")]
pub async fn place_legal_hold(
    caller: Caller,
    once: IdempotencyKey,
    body: Body<PlaceLegalHoldRequest>,
    hallpass: Data<Hallpass>,
) -> Result<Answer, ApiError> {
    let once = once.with(&body);
    let new = NewHold {
        place: place(&body)?,
        matter: body.matter,
        reference: body.reference.as_str().to_owned(),
        review_by: body.review_by,
    };
    let now = hallpass.now();
    hallpass
        .write(&caller, move |tx, actor| {
            let permit = tx.permit(actor, actor.organization())?;
            once.run(tx, &permit, |tx| match holds::place(tx, &permit, &new)? {
                PlaceOutcome::Placed(hold) => Answer::created(
                    format!("/v1/legal-holds/{}", hold.id),
                    &LegalHoldView::from(*hold),
                ),
                PlaceOutcome::Refused(reason) => Err(refused(reason, new.review_by, now)),
                PlaceOutcome::NothingThere => Err(ApiError::field(
                    "/scope_id",
                    "unknown",
                    "is not of the district",
                )),
            })
        })
        .await
}

fn place(body: &PlaceLegalHoldRequest) -> Result<HoldPlace, ApiError> {
    match (body.scope, body.scope_id) {
        (HoldScope::Person, Some(id)) => Ok(HoldPlace::Person(UserId::from_uuid(id))),
        (HoldScope::School, Some(id)) => Ok(HoldPlace::School(SchoolId::from_uuid(id))),
        (HoldScope::Organization, None) => Ok(HoldPlace::Organization),
        (HoldScope::Person | HoldScope::School, None) => Err(ApiError::field(
            "/scope_id",
            "required",
            "is required by the scope",
        )),
        (HoldScope::Organization, Some(_)) => Err(ApiError::field(
            "/scope_id",
            "superfluous",
            "does not stand beside this scope",
        )),
    }
}
