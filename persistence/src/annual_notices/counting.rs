//! Which annual notice of a school counts at this instant.

use chrono::NaiveDate;
use diesel::prelude::*;
use domain::{
    annual_notices::{AnnualNoticeStanding, TransferNotice, transfer_notice},
    ids::SchoolId,
    organizations::time_zone::local_day,
};

use super::{AnnualNotice, Stored};
use crate::{
    database::Tx, error::DbError, organizations::academic_sessions::zone_of, schema::annual_notices,
};

/// Which day it is at a school. Where its zone is unknown, a notice is over as soon as it is anywhere.
pub(super) fn today(tx: &mut Tx<'_>, school: SchoolId) -> Result<NaiveDate, DbError> {
    let zone = zone_of(tx, school)?;
    Ok(local_day(tx.now(), zone).latest)
}

/// The notice of a school that counts: the one that was given last, of those that lack no part and were not
/// withdrawn.
///
/// # Errors
/// If the database fails.
pub(crate) fn counting(tx: &mut Tx<'_>, school: SchoolId) -> Result<Option<AnnualNotice>, DbError> {
    let today = today(tx, school)?;
    let rows: Vec<Stored> = annual_notices::table
        .filter(annual_notices::organization_id.eq(tx.tenant()))
        .filter(annual_notices::school_id.eq(school))
        .filter(annual_notices::withdrawn_at.is_null())
        .order((annual_notices::given_on.desc(), annual_notices::id.desc()))
        .select(Stored::as_select())
        .load(tx.conn())?;
    for row in rows {
        let notice = row.open(today)?;
        if notice.missing.is_empty() {
            return Ok(Some(notice));
        }
    }
    Ok(None)
}

/// Where the annual notice of a school stands.
///
/// # Errors
/// If the database fails.
pub(crate) fn standing_of(
    tx: &mut Tx<'_>,
    school: SchoolId,
) -> Result<AnnualNoticeStanding, DbError> {
    let counting = counting(tx, school)?;
    Ok(counting.map_or(AnnualNoticeStanding::NotGiven, |notice| notice.standing))
}

/// Whether the annual notice of each of these schools says that records go to a school of transfer.
///
/// # Errors
/// If the database fails.
pub(crate) fn transfer_notice_of(
    tx: &mut Tx<'_>,
    schools: &[SchoolId],
) -> Result<TransferNotice, DbError> {
    for school in schools {
        let said =
            counting(tx, *school)?.map(|notice| transfer_notice(notice.standing, &notice.parts));
        if said != Some(TransferNotice::Says) {
            return Ok(TransferNotice::Silent);
        }
    }
    Ok(if schools.is_empty() {
        TransferNotice::Silent
    } else {
        TransferNotice::Says
    })
}
