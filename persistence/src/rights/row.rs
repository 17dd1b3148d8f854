//! A request as it is stored.

use chrono::{DateTime, Utc};
use diesel::prelude::*;
use domain::{
    access::Relationship,
    ids::{ErasureReceiptId, RightsRequestId, SchoolId, UserId},
    organizations::time_zone,
    rights::{
        CollectedFrom, RequestAuthority, RequestContext, RequestDecider, RightsRequestKind,
        deadlines::{ClockFacts, Deadline, RequestDuty, act_on},
        inspection::InspectionStep,
        recovery::DeletionFinality,
        request::{ExtensionReason, PauseReason, RightsRefusalReason, RightsRequestState},
    },
};

use super::restrictions::Restriction;
use crate::{
    connection::MultiBackend,
    database::Tx,
    error::DbError,
    schema::{inspection_steps, request_deadlines, rights_requests},
    sql_types::bind_instant,
};

/// What a person asked about somebody's data.
#[derive(Clone, Debug, PartialEq, Eq, Queryable, Selectable)]
#[diesel(table_name = rights_requests, check_for_backend(MultiBackend))]
pub struct RightsRequest {
    /// Its id.
    pub id: RightsRequestId,
    /// Whose data it is.
    pub subject_id: UserId,
    /// Who asks.
    pub requester_id: UserId,
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
    /// The school whose administrators decide, if one has the student.
    pub school_id: Option<SchoolId>,
    /// From whom the data was collected.
    pub collected_from: CollectedFrom,
    /// Where it stands.
    pub state: RightsRequestState,
    /// The zone by which its days are counted.
    pub time_zone: Option<String>,
    /// When it arrived.
    pub received_at: DateTime<Utc>,
    /// When the person was told that it arrived.
    pub acknowledged_at: Option<DateTime<Utc>>,
    /// From when on the answer is overdue.
    pub due_at: DateTime<Utc>,
    /// When more time was taken.
    pub extended_at: Option<DateTime<Utc>>,
    /// Why.
    pub extension_reason: Option<ExtensionReason>,
    /// Since when it waits for the person.
    pub paused_at: Option<DateTime<Utc>>,
    /// For what.
    pub pause_reason: Option<PauseReason>,
    /// Why it was refused.
    pub refusal_reason: Option<RightsRefusalReason>,
    /// When it was decided.
    pub decided_at: Option<DateTime<Utc>>,
    /// When it was carried out.
    pub done_at: Option<DateTime<Utc>>,
    /// The number under which the receipt of an erasure is found.
    pub receipt_id: Option<ErasureReceiptId>,
}

impl RightsRequest {
    /// What its clocks are counted from.
    pub(super) fn clock(&self) -> ClockFacts {
        let zone = self.time_zone.as_deref();
        ClockFacts {
            received_at: self.received_at,
            zone: zone.and_then(|zone| time_zone::parse(zone).ok()),
        }
    }
}

/// A request as a person sees it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ShownRequest {
    /// The request.
    pub request: RightsRequest,
    /// Its clocks.
    pub deadlines: Vec<Deadline>,
    /// Whether the answer is overdue at this instant.
    pub is_overdue: bool,
    /// What happened while the record was inspected.
    pub steps: Vec<(InspectionStep, DateTime<Utc>)>,
    /// Until when what it erased can be restored.
    pub restorable_until: Option<DateTime<Utc>>,
    /// What it restricted.
    pub restriction: Option<Restriction>,
    /// How the person stands to it. Operators are not told about whom it is.
    pub relationship: Relationship,
}

/// A request of the tenant.
pub(super) fn find(
    tx: &mut Tx<'_>,
    request: RightsRequestId,
) -> Result<Option<RightsRequest>, DbError> {
    Ok(rights_requests::table
        .find((tx.tenant(), request))
        .select(RightsRequest::as_select())
        .first(tx.conn())
        .optional()?)
}

/// The same, of one that is there.
pub(super) fn require(tx: &mut Tx<'_>, request: RightsRequestId) -> Result<RightsRequest, DbError> {
    find(tx, request)?.ok_or(DbError::Corrupt("a request is not deleted"))
}

/// The clocks of a request.
pub(super) fn deadlines_of(
    tx: &mut Tx<'_>,
    request: RightsRequestId,
) -> Result<Vec<Deadline>, DbError> {
    let rows = request_deadlines::table
        .filter(request_deadlines::organization_id.eq(tx.tenant()))
        .filter(request_deadlines::request_id.eq(request))
        .order((request_deadlines::due_at, request_deadlines::regime))
        .select((
            request_deadlines::regime,
            request_deadlines::duty,
            request_deadlines::due_at,
        ))
        .load(tx.conn())?;
    let clock = |(regime, duty, due_at)| Deadline {
        regime,
        duty,
        due_at,
    };
    Ok(rows.into_iter().map(clock).collect())
}

/// Writes the clocks of a request, in place of those that it had: from when on the answer is overdue.
pub(super) fn keep_deadlines(
    tx: &mut Tx<'_>,
    request: RightsRequestId,
    clocks: &[Deadline],
) -> Result<DateTime<Utc>, DbError> {
    let tenant = tx.tenant();
    let held = request_deadlines::table
        .filter(request_deadlines::organization_id.eq(tenant))
        .filter(request_deadlines::request_id.eq(request));
    diesel::delete(held).execute(tx.conn())?;
    for clock in clocks {
        let row = (
            request_deadlines::organization_id.eq(tenant),
            request_deadlines::request_id.eq(request),
            request_deadlines::regime.eq(clock.regime),
            request_deadlines::duty.eq(clock.duty),
            request_deadlines::due_at.eq(bind_instant(clock.due_at)),
        );
        diesel::insert_into(request_deadlines::table)
            .values(row)
            .execute(tx.conn())?;
    }
    act_on(clocks, RequestDuty::Answer).ok_or(DbError::Corrupt("the policy sets a clock"))
}

/// What happened while the record was inspected that a request is about, in the order of time.
pub(super) fn steps_of(
    tx: &mut Tx<'_>,
    request: RightsRequestId,
) -> Result<Vec<(InspectionStep, DateTime<Utc>)>, DbError> {
    Ok(inspection_steps::table
        .filter(inspection_steps::organization_id.eq(tx.tenant()))
        .filter(inspection_steps::request_id.eq(request))
        .order((inspection_steps::happened_at, inspection_steps::step))
        .select((inspection_steps::step, inspection_steps::happened_at))
        .load(tx.conn())?)
}
