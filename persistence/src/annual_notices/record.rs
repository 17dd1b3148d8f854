//! Recording that a school gave its annual notice.

use chrono::NaiveDate;
use diesel::prelude::*;
use domain::{
    access::action::ManageAnnualNotices,
    annual_notices::{NoticeMeans, NoticePart, missing_parts},
    audit::Changed,
    ids::AnnualNoticeId,
};

use super::{AnnualNotice, Stored, counting::today, remind::schedule_reminder};
use crate::{
    access::Permit, audit, database::Tx, error::DbError, records::words, schema::annual_notices,
    sql_types::bind_instant,
};

/// A notice that is to be recorded.
#[derive(Clone, Debug)]
pub struct NewAnnualNotice {
    /// The day on which it was given.
    pub given_on: NaiveDate,
    /// How.
    pub means: NoticeMeans,
    /// What it tells of.
    pub parts: Vec<NoticePart>,
}

/// What became of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum RecordOutcome {
    /// It is recorded.
    Recorded(AnnualNotice),
    /// The day is yet to come.
    InTheFuture,
}

/// Records that the permitted school gave its annual notice. When it is nearly over, its administrators are
/// reminded.
///
/// # Errors
/// If the database fails.
pub fn record<'t>(
    tx: &mut Tx<'t>,
    permit: &Permit<'t, ManageAnnualNotices>,
    new: &NewAnnualNotice,
) -> Result<RecordOutcome, DbError> {
    let school = permit.subject();
    let today = today(tx, school)?;
    if new.given_on > today {
        return Ok(RecordOutcome::InTheFuture);
    }
    let id: AnnualNoticeId = tx.new_id();
    let row = (
        annual_notices::organization_id.eq(tx.tenant()),
        annual_notices::id.eq(id),
        annual_notices::school_id.eq(school),
        annual_notices::given_on.eq(new.given_on),
        annual_notices::means.eq(new.means),
        annual_notices::parts.eq(words(&new.parts)),
        annual_notices::recorded_by.eq(permit.actor().user()),
        annual_notices::recorded_at.eq(bind_instant(tx.now())),
    );
    diesel::insert_into(annual_notices::table)
        .values(row)
        .execute(tx.conn())?;
    if missing_parts(&new.parts).is_empty() {
        schedule_reminder(tx, school, (id, new.given_on))?;
    }
    audit::changed(tx, permit, Changed::created(id))?;
    let stored: Stored = annual_notices::table
        .find((tx.tenant(), id))
        .select(Stored::as_select())
        .first(tx.conn())?;
    Ok(RecordOutcome::Recorded(stored.open(today)?))
}
