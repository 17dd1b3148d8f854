//! A legal process as clients see it.

use chrono::{DateTime, Utc};
use domain::{
    category::Category,
    ids::{LegalProcessId, RecordDisclosureId, UserId},
    legal_process::{
        LegalProcessKind, LegalProcessState, NoticeService,
        course::ProcessRefused,
        order::{GagEndRefused, NoNoticeBasis},
    },
    text::{MatterReference, RecipientName},
};
use persistence::legal_process::{LegalProcess, ProcessOutcome};
use serde::Serialize;
use utoipa::ToSchema;

use crate::{
    http::Answer,
    problem::{ApiError, ConflictReason},
};

/// A demand of a court or an authority for a student's record, and how it stands.
#[derive(Serialize, ToSchema)]
pub struct LegalProcessView {
    /// Its id.
    pub id: LegalProcessId,
    /// Whose record it asks for.
    pub student_id: UserId,
    /// Its kind.
    pub kind: LegalProcessKind,
    /// The court or authority that issued it.
    #[schema(value_type = RecipientName)]
    pub issuer: String,
    /// What its issuer calls the matter.
    #[schema(value_type = MatterReference)]
    pub reference: String,
    /// Records of which categories it asks for.
    #[schema(max_items = 21)]
    pub categories: Vec<Category>,
    /// When it was recorded.
    pub received_at: DateTime<Utc>,
    /// When the records are to be returned; `null` if it does not say.
    pub return_at: Option<DateTime<Utc>>,
    /// Why the family must not be told, or must not have been; `null` if nothing forbids it.
    pub no_notice_basis: Option<NoNoticeBasis>,
    /// Until when it forbids that, unless it is reviewed before.
    pub no_notice_until: Option<DateTime<Utc>>,
    /// Where it stands.
    pub state: LegalProcessState,
    /// When it was found valid; `null` until it is.
    pub validated_at: Option<DateTime<Utc>>,
    /// Since when the school that keeps the record knows; `null` until it does.
    pub school_notified_at: Option<DateTime<Utc>>,
    /// How the family is told; `null` until it is.
    pub notice_service: Option<NoticeService>,
    /// When the family was told: of messages, when a mail server took the last.
    pub told_at: Option<DateTime<Utc>>,
    /// From when on the school may comply, once the family was told.
    pub wait_over_at: Option<DateTime<Utc>>,
    /// When it ended; `null` until it does.
    pub ended_at: Option<DateTime<Utc>>,
    /// What it came to in the record of disclosures.
    pub disclosure_id: Option<RecordDisclosureId>,
}

impl From<LegalProcess> for LegalProcessView {
    fn from(process: LegalProcess) -> Self {
        Self {
            id: process.id,
            student_id: process.student,
            kind: process.kind,
            issuer: process.issuer,
            reference: process.reference,
            categories: process.categories,
            received_at: process.received_at,
            return_at: process.return_at,
            no_notice_basis: process.no_notice_basis,
            no_notice_until: process.gag_ends_at,
            state: process.state,
            validated_at: process.validated_at,
            school_notified_at: process.school_notified_at,
            notice_service: process.notice_service,
            told_at: process.told_at,
            wait_over_at: process.wait_over_at,
            ended_at: process.ended_at,
            disclosure_id: process.disclosure,
        }
    }
}

/// What became of a step, as an answer.
///
/// # Errors
/// Why it does not happen.
pub(super) fn answer(outcome: ProcessOutcome) -> Result<Answer, ApiError> {
    Err(match outcome {
        ProcessOutcome::Done(process) => {
            return Answer::ok(&LegalProcessView::from(*process));
        }
        ProcessOutcome::NoSuchProcess => ApiError::NOT_FOUND,
        ProcessOutcome::Refused(refused) => ApiError::Conflict(why(refused)),
        ProcessOutcome::NotAskedFor(_) => ApiError::field(
            "/categories",
            "not_available",
            "names records that the process does not ask for",
        ),
        ProcessOutcome::NotDisclosed(_) => ApiError::field(
            "/categories",
            "not_available",
            "names records that are not disclosed to a court or an authority",
        ),
        ProcessOutcome::NobodyToWriteTo => ApiError::Conflict(ConflictReason::NobodyToWriteTo),
        ProcessOutcome::OrderEnd(refused) => order_end(refused),
    })
}

/// Why an order not to tell cannot end then.
pub(super) fn order_end(refused: GagEndRefused) -> ApiError {
    let (code, message) = match refused {
        GagEndRefused::Past => ("past", "is over"),
        GagEndRefused::TooFarAhead => (
            "too_far_ahead",
            "is more than a year ahead: review the order before",
        ),
    };
    ApiError::field("/no_notice_until", code, message)
}

fn why(refused: ProcessRefused) -> ConflictReason {
    match refused {
        ProcessRefused::Elsewhere => ConflictReason::ProcessElsewhere,
        ProcessRefused::SecondPersonNeeded => ConflictReason::SecondPersonNeeded,
        ProcessRefused::NoticeForbidden => ConflictReason::NoticeForbidden,
        ProcessRefused::NoOrderInForce => ConflictReason::NoOrderInForce,
        ProcessRefused::FamilyUntold => ConflictReason::FamilyUntold,
        ProcessRefused::NoticePeriod => ConflictReason::NoticePeriod,
    }
}
