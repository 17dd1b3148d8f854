//! Reading the agreements of a school.

use std::collections::BTreeSet;

use chrono::{DateTime, NaiveDate, Utc};
use diesel::prelude::*;
use domain::{
    access::{
        Action,
        action::{ActivateAgreement, EndAgreement, ReadAgreements, RecordAgreement},
    },
    category::Category,
    ids::{AgreementId, SchoolId},
    organizations::{
        agreement::{AgreementState, SignatoryRole, Surveys, Term},
        checklist::{AgreementTerm, PartyState},
    },
};

use super::{read_schedule, read_terms};
use crate::{
    access::Permit,
    connection::MultiBackend,
    database::Tx,
    error::DbError,
    paging::{PageRequest, Slice},
    schema::agreements,
};

/// An agreement as it was recorded.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RecordedAgreement {
    /// Its id.
    pub id: AgreementId,
    /// The school that it is for.
    pub school_id: SchoolId,
    /// The role in which the signatory signed.
    pub signatory_role: SignatoryRole,
    /// The day of the signature.
    pub signed_on: NaiveDate,
    /// The days on which it holds.
    pub term: Term,
    /// The categories of personal data that it lists.
    pub schedule: BTreeSet<Category>,
    /// The state of the party, where its law lists terms.
    pub party_state: Option<PartyState>,
    /// The terms of its checklist that it has.
    pub terms: BTreeSet<AgreementTerm>,
    /// Whether it ticks surveys.
    pub surveys: Surveys,
    /// How many days after its end everything has been deleted.
    pub purge_within_days: u16,
    /// The SHA-256 of the signed document, if it was given.
    pub document_digest: Option<Vec<u8>>,
    /// When it was recorded.
    pub recorded_at: DateTime<Utc>,
    /// When it was made active, if it was.
    pub activated_at: Option<DateTime<Utc>>,
}

impl RecordedAgreement {
    /// Whether it authorizes anything.
    pub fn state(&self) -> AgreementState {
        match self.activated_at {
            Some(_) => AgreementState::Active,
            None => AgreementState::Draft,
        }
    }
}

#[derive(Queryable, Selectable)]
#[diesel(table_name = agreements, check_for_backend(MultiBackend))]
struct Row {
    id: AgreementId,
    school_id: SchoolId,
    signatory_role: SignatoryRole,
    signed_on: NaiveDate,
    starts_on: NaiveDate,
    ends_on: NaiveDate,
    data_schedule: String,
    party_state: Option<PartyState>,
    terms: String,
    surveys: Surveys,
    purge_within_days: i32,
    document_digest: Option<Vec<u8>>,
    recorded_at: DateTime<Utc>,
    activated_at: Option<DateTime<Utc>>,
}

fn recorded(row: Row) -> Result<RecordedAgreement, DbError> {
    Ok(RecordedAgreement {
        id: row.id,
        school_id: row.school_id,
        signatory_role: row.signatory_role,
        signed_on: row.signed_on,
        term: Term::new(row.starts_on, row.ends_on)
            .map_err(|_| DbError::Corrupt("an agreement begins before it ends"))?,
        schedule: read_schedule(&row.data_schedule)?,
        party_state: row.party_state,
        terms: read_terms(&row.terms)?,
        surveys: row.surveys,
        purge_within_days: u16::try_from(row.purge_within_days)
            .map_err(|_| DbError::Corrupt("days until a purge are few"))?,
        document_digest: row.document_digest,
        recorded_at: row.recorded_at,
        activated_at: row.activated_at,
    })
}

/// The agreements of the permitted school, oldest first.
///
/// # Errors
/// If the database fails.
pub fn list<'t>(
    tx: &mut Tx<'t>,
    permit: &Permit<'t, ReadAgreements>,
    page: PageRequest,
) -> Result<Slice<RecordedAgreement>, DbError> {
    let rows: Vec<Row> = agreements::table
        .filter(agreements::organization_id.eq(tx.tenant()))
        .filter(agreements::school_id.eq(permit.subject()))
        .filter(agreements::id.gt(page.after_id()))
        .order(agreements::id)
        .limit(page.limit_plus_one())
        .select(Row::as_select())
        .load(tx.conn())?;
    let rows = rows
        .into_iter()
        .map(recorded)
        .collect::<Result<Vec<_>, _>>()?;
    Ok(page.into_page(rows, |agreement| agreement.id.uuid()))
}

/// A right to open an agreement of a school.
pub trait OpensAgreement: Action<Subject = SchoolId> {}

impl OpensAgreement for RecordAgreement {}
impl OpensAgreement for EndAgreement {}
impl OpensAgreement for ActivateAgreement {}

/// One agreement of the permitted school; `None` if it has no such agreement.
///
/// # Errors
/// If the database fails.
pub fn find<'t, A: OpensAgreement>(
    tx: &mut Tx<'t>,
    permit: &Permit<'t, A>,
    agreement: AgreementId,
) -> Result<Option<RecordedAgreement>, DbError> {
    let row: Option<Row> = agreements::table
        .find((tx.tenant(), agreement))
        .filter(agreements::school_id.eq(permit.subject()))
        .select(Row::as_select())
        .first(tx.conn())
        .optional()?;
    row.map(recorded).transpose()
}
