//! Making an agreement active.

use diesel::prelude::*;
use domain::{
    access::action::ActivateAgreement,
    audit::Changed,
    ids::AgreementId,
    organizations::{
        agreement::AgreementState,
        checklist::{AgreementTerm, missing_terms},
        time_zone::{day_begins_at, day_begins_last_at},
    },
};

use super::{RecordedAgreement, find, purge, zone_of};
use crate::{
    access::Permit, age, audit, database::Tx, error::DbError, schema::agreements,
    sql_types::bind_instant,
};

/// What became of an attempt to make an agreement active.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ActivateOutcome {
    /// It is active from now on.
    Active(RecordedAgreement),
    /// It lacks these terms.
    Lacks(Vec<AgreementTerm>),
    /// It was active before.
    AlreadyActive,
    /// Its term is over: it would authorize nothing, and put off what ends with an earlier one.
    Over,
    /// The school has no such agreement.
    NoSuchAgreement,
}

/// Makes an agreement of the permitted school active, if it lacks no term of its checklist (SCH-08).
///
/// # Errors
/// If the database fails.
pub fn activate<'t>(
    tx: &mut Tx<'t>,
    permit: &Permit<'t, ActivateAgreement>,
    agreement: AgreementId,
) -> Result<ActivateOutcome, DbError> {
    let Some(mut held) = find(tx, permit, agreement)? else {
        return Ok(ActivateOutcome::NoSuchAgreement);
    };
    if held.state() == AgreementState::Active {
        return Ok(ActivateOutcome::AlreadyActive);
    }
    if day_begins_at(held.term.ends_on(), zone_of(tx, held.school_id)?) <= tx.now() {
        return Ok(ActivateOutcome::Over);
    }
    let lacks = missing_terms(&held.terms, held.party_state);
    if !lacks.is_empty() {
        return Ok(ActivateOutcome::Lacks(lacks));
    }
    held.activated_at = Some(tx.now());
    diesel::update(agreements::table.find((tx.tenant(), agreement)))
        .set((
            agreements::activated_by.eq(Some(permit.actor().user())),
            agreements::activated_at.eq(Some(bind_instant(tx.now()))),
        ))
        .execute(tx.conn())?;
    purge::schedule(tx, &held)?;
    let zone = zone_of(tx, held.school_id)?;
    age::settle_all(tx, day_begins_last_at(held.term.begins_on(), zone))?;
    audit::changed(tx, permit, Changed::of(agreement))?;
    Ok(ActivateOutcome::Active(held))
}
