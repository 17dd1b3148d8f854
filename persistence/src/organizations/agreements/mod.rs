//! Agreements of schools, and whether one authorizes what is about to be collected (SCH-02).

mod end;
mod list;
mod of_schools;

use std::collections::BTreeSet;

use chrono::NaiveDate;
use diesel::prelude::*;
use domain::{
    access::action::RecordAgreement,
    audit::Changed,
    category::Category,
    ids::{AgreementId, SchoolId},
    organizations::{
        agreement::{Agreement, SignatoryRole, Signature, Surveys, Term},
        authorization::{
            CATEGORIES_OF_A_STUDENT, Facts, MissingCondition, Placement, school_authorization,
        },
        purpose::Purpose,
        time_zone::day_begins_last_at,
    },
    text_enum::TextEnum,
};

pub use end::{EndOutcome, end};
pub use list::{RecordedAgreement, find, list};
pub(crate) use of_schools::of_schools;

use super::{
    academic_sessions::zone_of,
    grounds::{self, GroundKind},
};
use crate::{
    access::Permit, age, audit, database::Tx, error::DbError, schema::agreements,
    sql_types::bind_instant,
};

/// An agreement that is to be recorded.
#[derive(Clone, Debug)]
pub struct NewAgreement {
    /// The role in which the signatory signed.
    pub signatory_role: SignatoryRole,
    /// The day of the signature.
    pub signed_on: NaiveDate,
    /// The days on which it holds.
    pub term: Term,
    /// The categories of personal data that it lists.
    pub schedule: BTreeSet<Category>,
    /// The SHA-256 of the signed document.
    pub document_digest: Option<[u8; 32]>,
}

/// Records an agreement of the permitted school.
///
/// # Errors
/// If the database fails.
pub fn record<'t>(
    tx: &mut Tx<'t>,
    permit: &Permit<'t, RecordAgreement>,
    new: &NewAgreement,
) -> Result<AgreementId, DbError> {
    let id: AgreementId = tx.new_id();
    let row = (
        agreements::organization_id.eq(tx.tenant()),
        agreements::id.eq(id),
        agreements::school_id.eq(permit.subject()),
        agreements::signatory_role.eq(new.signatory_role),
        agreements::signed_on.eq(new.signed_on),
        agreements::starts_on.eq(new.term.begins_on()),
        agreements::ends_on.eq(new.term.ends_on()),
        agreements::data_schedule.eq(schedule_text(&new.schedule)),
        agreements::document_digest.eq(new.document_digest.map(|digest| digest.to_vec())),
        agreements::recorded_by.eq(permit.actor().user()),
        agreements::recorded_at.eq(bind_instant(tx.now())),
    );
    grounds::put(tx, GroundKind::Agreement, id.into())?;
    diesel::insert_into(agreements::table)
        .values(row)
        .execute(tx.conn())?;
    let zone = zone_of(tx, permit.subject())?;
    age::settle_all(tx, day_begins_last_at(new.term.begins_on(), zone))?;
    audit::changed(tx, permit, Changed::created(id))?;
    Ok(id)
}

/// Whether the school authorizes that students' accounts and work are kept: under which agreement, or
/// which condition lacks (SCH-02). Asked before a student or their work is written.
///
/// # Errors
/// If the database fails.
pub(crate) fn authorization(
    tx: &mut Tx<'_>,
    school: SchoolId,
    placement: Placement,
) -> Result<Result<AgreementId, MissingCondition>, DbError> {
    let candidates = of_school(tx, school)?;
    let mut missing = MissingCondition::ActiveAgreement;
    for agreement in &candidates {
        let facts = Facts {
            agreement: Some(agreement),
            purpose: Purpose::Account,
            categories: &CATEGORIES_OF_A_STUDENT,
            placement,
        };
        match school_authorization(&facts, tx.now()) {
            Ok(authorization) => return Ok(Ok(authorization.agreement())),
            Err(MissingCondition::ActiveAgreement) => {}
            Err(condition) => missing = condition,
        }
    }
    Ok(Err(missing))
}

/// The agreements of a school, newest first, as the rules know them.
pub(crate) fn of_school(tx: &mut Tx<'_>, school: SchoolId) -> Result<Vec<Agreement>, DbError> {
    type Row = (
        AgreementId,
        SignatoryRole,
        NaiveDate,
        NaiveDate,
        NaiveDate,
        String,
    );
    let time_zone = zone_of(tx, school)?;
    let rows: Vec<Row> = agreements::table
        .filter(agreements::organization_id.eq(tx.tenant()))
        .filter(agreements::school_id.eq(school))
        .order(agreements::id.desc())
        .select((
            agreements::id,
            agreements::signatory_role,
            agreements::signed_on,
            agreements::starts_on,
            agreements::ends_on,
            agreements::data_schedule,
        ))
        .load(tx.conn())?;
    rows.into_iter()
        .map(|(id, role, signed_on, starts_on, ends_on, schedule)| {
            Ok(Agreement {
                id,
                signature: Some(Signature { role, signed_on }),
                term: Term::new(starts_on, ends_on)
                    .map_err(|_| DbError::Corrupt("an agreement begins before it ends"))?,
                schedule: read_schedule(&schedule)?,
                surveys: Surveys::Excluded,
                time_zone,
            })
        })
        .collect()
}

fn schedule_text(schedule: &BTreeSet<Category>) -> String {
    let words: Vec<&str> = schedule.iter().map(|category| category.as_str()).collect();
    words.join(" ")
}

pub(crate) fn read_schedule(text: &str) -> Result<BTreeSet<Category>, DbError> {
    text.split_whitespace()
        .map(|word| Category::parse(word).ok_or(DbError::Corrupt("a schedule lists categories")))
        .collect()
}
