//! Ending an agreement early.

use chrono::NaiveDate;
use diesel::prelude::*;
use domain::{
    access::action::EndAgreement,
    audit::Changed,
    ids::AgreementId,
    organizations::{agreement::EndRefused, time_zone::local_day},
};

use super::{RecordedAgreement, find, purge, zone_of};
use crate::{access::Permit, audit, database::Tx, error::DbError, schema::agreements};

/// How the ending of an agreement ended.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum EndOutcome {
    /// It ends on the day.
    Ended(RecordedAgreement),
    /// It cannot end on that day.
    Refused(EndRefused),
    /// The school has no such agreement.
    NoSuchAgreement,
}

/// Ends an agreement of the permitted school on a day, by the clocks of the school: that day and
/// from then on it authorizes nothing. What was collected under it is deleted in time (SCH-06).
///
/// # Errors
/// If the database fails.
pub fn end<'t>(
    tx: &mut Tx<'t>,
    permit: &Permit<'t, EndAgreement>,
    agreement: AgreementId,
    ends_on: NaiveDate,
) -> Result<EndOutcome, DbError> {
    let Some(mut held) = find(tx, permit, agreement)? else {
        return Ok(EndOutcome::NoSuchAgreement);
    };
    let today = local_day(tx.now(), zone_of(tx, permit.subject())?);
    held.term = match held.term.ended(ends_on, today) {
        Ok(term) => term,
        Err(refused) => return Ok(EndOutcome::Refused(refused)),
    };
    diesel::update(agreements::table.find((tx.tenant(), agreement)))
        .set(agreements::ends_on.eq(ends_on))
        .execute(tx.conn())?;
    purge::schedule(tx, &held)?;
    audit::changed(tx, permit, Changed::ended(agreement))?;
    Ok(EndOutcome::Ended(held))
}
