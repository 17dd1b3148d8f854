//! Agreements of schools, and whether one authorizes what is about to be collected (SCH-02).

mod activate;
mod alone;
mod end;
mod list;
mod of_schools;
mod purge;
mod shared;

use std::collections::BTreeSet;

use chrono::NaiveDate;
use diesel::prelude::*;
use domain::{
    access::action::RecordAgreement,
    audit::Changed,
    category::Category,
    ids::{AgreementId, SchoolId},
    organizations::{
        agreement::{SignatoryRole, Surveys, Term},
        authorization::{MissingCondition, Placement},
        checklist::{AgreementTerm, PartyState},
    },
    text_enum::TextEnum,
};

pub use activate::{ActivateOutcome, activate};
pub use end::{EndOutcome, end};
pub use list::{RecordedAgreement, find, list};
pub(crate) use of_schools::{Administrators, SchoolsWanted, of_schools};
pub use purge::purge_school;
pub(crate) use purge::{blocked_of, end_of, export_is_open};

use super::{
    academic_sessions::zone_of,
    grounds::{self, GroundKind},
};
use crate::{
    access::Permit, audit, database::Tx, error::DbError, schema::agreements,
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
    /// The state of the party, where its law lists terms.
    pub party_state: Option<PartyState>,
    /// The terms of its checklist that it has.
    pub terms: BTreeSet<AgreementTerm>,
    /// Whether it ticks surveys.
    pub surveys: Surveys,
    /// How many days after its end everything has been deleted.
    pub purge_within_days: u16,
    /// The SHA-256 of the signed document.
    pub document_digest: Option<[u8; 32]>,
}

/// Records an agreement of the permitted school as a draft, which authorizes nothing.
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
        agreements::data_schedule.eq(words(&new.schedule)),
        agreements::party_state.eq(new.party_state),
        agreements::terms.eq(words(&new.terms)),
        agreements::surveys.eq(new.surveys),
        agreements::purge_within_days.eq(i32::from(new.purge_within_days)),
        agreements::document_digest.eq(new.document_digest.map(|digest| digest.to_vec())),
        agreements::recorded_by.eq(permit.actor().user()),
        agreements::recorded_at.eq(bind_instant(tx.now())),
    );
    grounds::put(tx, GroundKind::Agreement, id.into())?;
    diesel::insert_into(agreements::table)
        .values(row)
        .execute(tx.conn())?;
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
    let Some(found) = of_schools(tx, SchoolsWanted::These(&[school]))?.remove(&school) else {
        return Ok(Err(MissingCondition::ActiveAgreement));
    };
    let data_control = Administrators::read(tx)?.of(school);
    Ok(found.admits(data_control, placement, tx.now()))
}

fn words<W: TextEnum>(words: &BTreeSet<W>) -> String {
    let words: Vec<&str> = words.iter().map(|word| word.as_str()).collect();
    words.join(" ")
}

pub(crate) fn read_schedule(text: &str) -> Result<BTreeSet<Category>, DbError> {
    read_words(text, "a schedule lists categories")
}

fn read_terms(text: &str) -> Result<BTreeSet<AgreementTerm>, DbError> {
    read_words(text, "a checklist lists terms")
}

fn read_words<W: TextEnum + Ord>(
    text: &str,
    otherwise: &'static str,
) -> Result<BTreeSet<W>, DbError> {
    text.split_whitespace()
        .map(|word| W::parse(word).ok_or(DbError::Corrupt(otherwise)))
        .collect()
}
