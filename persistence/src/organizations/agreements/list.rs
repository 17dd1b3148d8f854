//! Reading the agreements of a school.

use std::collections::BTreeSet;

use chrono::{DateTime, NaiveDate, Utc};
use diesel::prelude::*;
use domain::{
    access::{
        Action,
        action::{EndAgreement, ReadAgreements, RecordAgreement},
    },
    category::Category,
    ids::{AgreementId, SchoolId},
    organizations::agreement::{SignatoryRole, Term},
};

use super::read_schedule;
use crate::{
    access::Permit,
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
    /// The SHA-256 of the signed document, if it was given.
    pub document_digest: Option<Vec<u8>>,
    /// When it was recorded.
    pub recorded_at: DateTime<Utc>,
}

type Row = (
    AgreementId,
    SchoolId,
    SignatoryRole,
    NaiveDate,
    (NaiveDate, NaiveDate),
    String,
    Option<Vec<u8>>,
    DateTime<Utc>,
);

const COLUMNS: (
    agreements::id,
    agreements::school_id,
    agreements::signatory_role,
    agreements::signed_on,
    (agreements::starts_on, agreements::ends_on),
    agreements::data_schedule,
    agreements::document_digest,
    agreements::recorded_at,
) = (
    agreements::id,
    agreements::school_id,
    agreements::signatory_role,
    agreements::signed_on,
    (agreements::starts_on, agreements::ends_on),
    agreements::data_schedule,
    agreements::document_digest,
    agreements::recorded_at,
);

fn recorded(row: Row) -> Result<RecordedAgreement, DbError> {
    let (id, school_id, role, signed_on, (begins_on, ends_on), schedule, digest, recorded_at) = row;
    Ok(RecordedAgreement {
        id,
        school_id,
        signatory_role: role,
        signed_on,
        term: Term::new(begins_on, ends_on)
            .map_err(|_| DbError::Corrupt("an agreement begins before it ends"))?,
        schedule: read_schedule(&schedule)?,
        document_digest: digest,
        recorded_at,
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
        .select(COLUMNS)
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
        .select(COLUMNS)
        .first(tx.conn())
        .optional()?;
    row.map(recorded).transpose()
}
