//! Requests about one's data, as clients see them.

use chrono::{DateTime, Utc};
use domain::{
    access::Relationship,
    ids::{ErasureReceiptId, RightsRequestId, UserId},
    rights::{
        RequestAuthority, RequestContext, RequestDecider, RightsRequestKind,
        deadlines::{Deadline, RequestDuty},
        inspection::InspectionStep,
        recovery::DeletionFinality,
        regimes::Regime,
        request::{ExtensionReason, PauseReason, RightsRefusalReason, RightsRequestState},
        restriction::RestrictedPart,
    },
};
use persistence::rights::ShownRequest;
use serde::Serialize;
use utoipa::ToSchema;

/// A clock that runs for a request.
#[derive(Debug, Serialize, ToSchema)]
pub struct RequestDeadlineView {
    /// The law or promise that sets it.
    pub regime: Regime,
    /// What is due.
    pub duty: RequestDuty,
    /// From when on it is overdue.
    pub due_at: DateTime<Utc>,
}

impl From<Deadline> for RequestDeadlineView {
    fn from(deadline: Deadline) -> Self {
        Self {
            regime: deadline.regime,
            duty: deadline.duty,
            due_at: deadline.due_at,
        }
    }
}

/// What happened while a record was inspected.
#[derive(Debug, Serialize, ToSchema)]
pub struct InspectionEventView {
    /// What.
    pub step: InspectionStep,
    /// When.
    pub at: DateTime<Utc>,
}

impl From<(InspectionStep, DateTime<Utc>)> for InspectionEventView {
    fn from((step, at): (InspectionStep, DateTime<Utc>)) -> Self {
        Self { step, at }
    }
}

/// What a person asked about somebody's data.
#[derive(Debug, Serialize, ToSchema)]
pub struct RightsRequestView {
    /// Its id.
    pub id: RightsRequestId,
    /// Whose data it is; `null` to operators, who are not told.
    pub subject_id: Option<UserId>,
    /// Who asks; `null` to operators.
    pub requester_id: Option<UserId>,
    /// What is asked for.
    pub kind: RightsRequestKind,
    /// Whether a deletion can be undone.
    pub finality: DeletionFinality,
    /// In which capacity it is asked for.
    pub authority: RequestAuthority,
    /// Whose data it is, as far as it decides who answers.
    pub context: RequestContext,
    /// Who decides.
    pub decider: RequestDecider,
    /// Where it stands.
    pub state: RightsRequestState,
    /// When it arrived.
    pub received_at: DateTime<Utc>,
    /// When the person was told that it arrived.
    pub acknowledged_at: Option<DateTime<Utc>>,
    /// From when on the answer is overdue: the earliest of the clocks.
    pub due_at: DateTime<Utc>,
    /// Whether it is overdue.
    pub is_overdue: bool,
    /// Every clock that runs.
    #[schema(max_items = 16)]
    pub deadlines: Vec<RequestDeadlineView>,
    /// When more time was taken; `null` if none was.
    pub extended_at: Option<DateTime<Utc>>,
    /// Why more time was taken.
    pub extension_reason: Option<ExtensionReason>,
    /// For what it waits; `null` if it does not.
    pub pause_reason: Option<PauseReason>,
    /// Why it was refused; `null` if it was not.
    pub refusal_reason: Option<RightsRefusalReason>,
    /// When it was decided.
    pub decided_at: Option<DateTime<Utc>>,
    /// When it was carried out.
    pub done_at: Option<DateTime<Utc>>,
    /// How much it restricted; `null` if it did not.
    pub restricted_part: Option<RestrictedPart>,
    /// When its restriction ends; `null` if that is not known or nothing is restricted.
    pub restriction_ends_at: Option<DateTime<Utc>>,
    /// What happened while the record was inspected, in the order of time.
    #[schema(max_items = 3)]
    pub inspection: Vec<InspectionEventView>,
    /// Until when what it erased can be restored; `null` if it cannot.
    pub restorable_until: Option<DateTime<Utc>>,
    /// The number under which the receipt of an erasure is found once it is done.
    pub receipt_id: Option<ErasureReceiptId>,
}

impl From<ShownRequest> for RightsRequestView {
    fn from(shown: ShownRequest) -> Self {
        let is_told = shown.relationship != Relationship::PlatformOperator;
        let request = shown.request;
        Self {
            id: request.id,
            subject_id: is_told.then_some(request.subject_id),
            requester_id: is_told.then_some(request.requester_id),
            kind: request.kind,
            finality: request.finality,
            authority: request.authority,
            context: request.context,
            decider: request.decider,
            state: request.state,
            received_at: request.received_at,
            acknowledged_at: request.acknowledged_at,
            due_at: request.due_at,
            is_overdue: shown.is_overdue,
            deadlines: shown.deadlines.into_iter().map(Into::into).collect(),
            extended_at: request.extended_at,
            extension_reason: request.extension_reason,
            pause_reason: request.pause_reason,
            refusal_reason: request.refusal_reason,
            decided_at: request.decided_at,
            done_at: request.done_at,
            restricted_part: shown.restriction.map(|restriction| restriction.part),
            restriction_ends_at: shown
                .restriction
                .and_then(|restriction| restriction.ends_at),
            inspection: shown.steps.into_iter().map(Into::into).collect(),
            restorable_until: shown.restorable_until,
            receipt_id: request.receipt_id,
        }
    }
}
