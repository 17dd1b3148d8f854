//! An amendment as it is stored, and as a person sees it.

use chrono::{DateTime, Utc};
use diesel::prelude::*;
use domain::{
    amendments::{
        part::{AmendmentGround, ContestedPart},
        state::AmendmentState,
    },
    ids::{AmendmentId, UserId},
};
use uuid::Uuid;

use crate::{
    accounts::{keys_of::subject_key, people},
    connection::MultiBackend,
    database::Tx,
    error::DbError,
    keys::{SealContext, Sealed},
    schema::{amendments, statements_of_disagreement},
    sql_types::BindUuid,
};

pub(super) const CONTENTION: SealContext = SealContext::of("amendments", "contention");
pub(super) const REASONS: SealContext = SealContext::of("amendments", "reasons");
pub(super) const PLACE: SealContext = SealContext::of("amendments", "hearing_place");
pub(super) const FINDINGS: SealContext = SealContext::of("amendments", "findings");
pub(super) const STATEMENT: SealContext =
    SealContext::of("statements_of_disagreement", "statement");

/// An amendment as it is stored.
#[derive(Queryable, Selectable)]
#[diesel(table_name = amendments, check_for_backend(MultiBackend))]
pub(super) struct Stored {
    pub(super) id: AmendmentId,
    pub(super) student_id: UserId,
    pub(super) requester_id: UserId,
    pub(super) part: ContestedPart,
    pub(super) item_id: Option<BindUuid>,
    ground: AmendmentGround,
    contention: Sealed,
    pub(super) state: AmendmentState,
    requested_at: DateTime<Utc>,
    pub(super) act_by: Option<DateTime<Utc>>,
    pub(super) decided_by: Option<UserId>,
    decided_at: Option<DateTime<Utc>>,
    reasons: Option<Sealed>,
    pub(super) hearing_at: Option<DateTime<Utc>>,
    hearing_place: Option<Sealed>,
    pub(super) officer_id: Option<UserId>,
    held_at: Option<DateTime<Utc>>,
    concluded_at: Option<DateTime<Utc>>,
    findings: Option<Sealed>,
    pub(super) corrected_at: Option<DateTime<Utc>>,
    closed_at: Option<DateTime<Utc>>,
}

/// An amendment as a person sees it.
#[derive(Clone, PartialEq, Eq)]
pub struct Amendment {
    /// Its id.
    pub id: AmendmentId,
    /// Whose record it is about.
    pub student: UserId,
    /// Who asked.
    pub requester: UserId,
    /// Which part is contested.
    pub part: ContestedPart,
    /// Which item of it, where there are several.
    pub item: Option<Uuid>,
    /// On which ground.
    pub ground: AmendmentGround,
    /// What the family says.
    pub contention: String,
    /// Where it stands.
    pub state: AmendmentState,
    /// Whether the part is disputed at this instant.
    pub is_disputed: bool,
    /// Whether the school has not acted in time.
    pub is_overdue: bool,
    /// When it was asked for.
    pub requested_at: DateTime<Utc>,
    /// By when somebody has to act.
    pub act_by: Option<DateTime<Utc>>,
    /// When the school decided.
    pub decided_at: Option<DateTime<Utc>>,
    /// Why it decided so.
    pub reasons: Option<String>,
    /// When the hearing is.
    pub hearing_at: Option<DateTime<Utc>>,
    /// Where.
    pub hearing_place: Option<String>,
    /// Who conducts it.
    pub officer: Option<UserId>,
    /// Their display name; `None` of a person who is no longer known.
    pub officer_name: Option<String>,
    /// When it was written down that it was held.
    pub held_at: Option<DateTime<Utc>>,
    /// When the outcome was written down.
    pub concluded_at: Option<DateTime<Utc>>,
    /// The evidence and the reasons.
    pub findings: Option<String>,
    /// When the record was corrected.
    pub corrected_at: Option<DateTime<Utc>>,
    /// The statement of disagreement.
    pub statement: Option<String>,
    /// When it was placed in the record.
    pub stated_at: Option<DateTime<Utc>>,
    /// When it was over.
    pub closed_at: Option<DateTime<Utc>>,
}

/// An amendment of a student of the tenant.
pub(super) fn find(
    tx: &mut Tx<'_>,
    student: UserId,
    amendment: AmendmentId,
) -> Result<Option<Stored>, DbError> {
    Ok(amendments::table
        .find((tx.tenant(), amendment))
        .filter(amendments::student_id.eq(student))
        .select(Stored::as_select())
        .first(tx.conn())
        .optional()?)
}

/// Opens an amendment.
pub(super) fn open(tx: &mut Tx<'_>, row: &Stored) -> Result<Amendment, DbError> {
    let stated: Option<(Sealed, DateTime<Utc>)> = statements_of_disagreement::table
        .find((tx.tenant(), row.id))
        .select((
            statements_of_disagreement::statement,
            statements_of_disagreement::stated_at,
        ))
        .first(tx.conn())
        .optional()?;
    let key = subject_key(tx, row.student_id)?;
    let text = |place, sealed: &Option<Sealed>| {
        let sealed = sealed.as_ref();
        sealed
            .map(|sealed| key.open_text(place, row.id.uuid(), sealed))
            .transpose()
    };
    let officer = row.officer_id.into_iter().collect();
    let officers = people::display_names_of_adults(tx, &officer)?;
    let now = tx.now();
    let is_late = row.act_by.is_some_and(|by| now >= by);
    Ok(Amendment {
        contention: key.open_text(CONTENTION, row.id.uuid(), &row.contention)?,
        reasons: text(REASONS, &row.reasons)?,
        hearing_place: text(PLACE, &row.hearing_place)?,
        findings: text(FINDINGS, &row.findings)?,
        stated_at: stated.as_ref().map(|(_, at)| *at),
        statement: text(STATEMENT, &stated.map(|(sealed, _)| sealed))?,
        is_disputed: row.state.is_disputed(row.act_by, now),
        is_overdue: row.state.waits_for_school() && is_late,
        id: row.id,
        student: row.student_id,
        requester: row.requester_id,
        part: row.part,
        item: row.item_id.map(|BindUuid(item)| item),
        ground: row.ground,
        state: row.state,
        requested_at: row.requested_at,
        act_by: row.act_by,
        decided_at: row.decided_at,
        hearing_at: row.hearing_at,
        officer: row.officer_id,
        officer_name: officers.into_values().next(),
        held_at: row.held_at,
        concluded_at: row.concluded_at,
        corrected_at: row.corrected_at,
        closed_at: row.closed_at,
    })
}
