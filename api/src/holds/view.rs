//! Holds, as clients see them.

use chrono::{DateTime, Utc};
use domain::{
    holds::{HoldMatter, HoldRefused, HoldScope, HoldState},
    ids::{Id, LegalHoldId, UserId},
    text::MatterReference,
};
use persistence::holds::LegalHold;
use serde::Serialize;
use utoipa::ToSchema;
use uuid::Uuid;

use crate::problem::{ApiError, ConflictReason};

/// A hold: what a matter keeps from being deleted.
#[derive(Debug, Serialize, ToSchema)]
pub struct LegalHoldView {
    /// Its id.
    pub id: LegalHoldId,
    /// What it keeps.
    pub scope: HoldScope,
    /// The person or the school; `null` of the whole district.
    pub scope_id: Option<Uuid>,
    /// For what kind of matter.
    pub matter: HoldMatter,
    /// What the district calls the matter.
    #[schema(value_type = MatterReference)]
    pub reference: String,
    /// The administrator who answers for it: who placed or last renewed it.
    pub owner_id: UserId,
    /// When it was placed.
    pub placed_at: DateTime<Utc>,
    /// When it is over unless it is renewed.
    pub review_by: DateTime<Utc>,
    /// When somebody last looked at the matter; `null` if nobody has since it was placed.
    pub reviewed_at: Option<DateTime<Utc>>,
    /// When it was released; `null` if it was not.
    pub released_at: Option<DateTime<Utc>>,
    /// Where it stands.
    pub state: HoldState,
}

impl From<LegalHold> for LegalHoldView {
    fn from(hold: LegalHold) -> Self {
        let person = hold.subject_id.map(Id::uuid);
        Self {
            id: hold.id,
            scope: hold.scope,
            scope_id: person.or(hold.school_id.map(Id::uuid)),
            matter: hold.matter,
            reference: hold.reference,
            owner_id: hold.owner_id,
            placed_at: hold.placed_at,
            review_by: hold.review_by,
            reviewed_at: hold.reviewed_at,
            released_at: hold.released_at,
            state: hold.state,
        }
    }
}

/// Why a hold is not placed or renewed, as a client is told.
pub(super) fn refused(
    refused: HoldRefused,
    review_by: DateTime<Utc>,
    now: DateTime<Utc>,
) -> ApiError {
    match refused {
        HoldRefused::Over => ApiError::Conflict(ConflictReason::HoldOver),
        HoldRefused::ReviewOutOfBounds if review_by <= now => {
            ApiError::field("/review_by", "past", "is over")
        }
        HoldRefused::ReviewOutOfBounds => {
            ApiError::field("/review_by", "too_far_ahead", "is more than 90 days ahead")
        }
    }
}
