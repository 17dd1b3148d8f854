//! Annual notices of schools (FER-15): recorded, withdrawn, and the one that counts.

mod counting;
mod record;
mod remind;
mod withdraw;

use chrono::{DateTime, NaiveDate, Utc};
pub(crate) use counting::{counting, standing_of, transfer_notice_of};
use diesel::prelude::*;
use domain::{
    access::action::ManageAnnualNotices,
    annual_notices::{
        AnnualNoticeStanding, NoticeMeans, NoticePart, annual_notice_current,
        annual_notice_holds_until, missing_parts,
    },
    ids::{AnnualNoticeId, SchoolId},
};
pub use record::{NewAnnualNotice, RecordOutcome, record};
pub use remind::remind;
pub use withdraw::{WithdrawOutcome, withdraw};

use crate::{
    access::Permit,
    connection::MultiBackend,
    database::Tx,
    directory::{self, DirectoryDesignation},
    error::DbError,
    paging::{PageRequest, Slice},
    records::read_words,
    schema::{annual_notices, schools},
};

/// An annual notice of a school.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AnnualNotice {
    /// Its id.
    pub id: AnnualNoticeId,
    /// The day on which it was given.
    pub given_on: NaiveDate,
    /// How.
    pub means: NoticeMeans,
    /// What it tells of.
    pub parts: Vec<NoticePart>,
    /// What it lacks to be the annual notice of the law.
    pub missing: Vec<NoticePart>,
    /// The last day on which it holds.
    pub holds_until: NaiveDate,
    /// Where it stands by itself: one that lacks a part, or was withdrawn, is none.
    pub standing: AnnualNoticeStanding,
    /// When it was recorded.
    pub recorded_at: DateTime<Utc>,
    /// When it was withdrawn.
    pub withdrawn_at: Option<DateTime<Utc>>,
}

#[derive(Queryable, Selectable)]
#[diesel(table_name = annual_notices, check_for_backend(MultiBackend))]
struct Stored {
    id: AnnualNoticeId,
    given_on: NaiveDate,
    means: NoticeMeans,
    parts: String,
    recorded_at: DateTime<Utc>,
    withdrawn_at: Option<DateTime<Utc>>,
}

impl Stored {
    /// The notice as it stands on a day at the school.
    fn open(self, today: NaiveDate) -> Result<AnnualNotice, DbError> {
        let parts: Vec<NoticePart> = read_words(&self.parts)?;
        let missing = missing_parts(&parts);
        let counts = missing.is_empty() && self.withdrawn_at.is_none();
        Ok(AnnualNotice {
            id: self.id,
            given_on: self.given_on,
            means: self.means,
            parts,
            missing,
            holds_until: annual_notice_holds_until(self.given_on),
            standing: annual_notice_current(counts.then_some(self.given_on), today),
            recorded_at: self.recorded_at,
            withdrawn_at: self.withdrawn_at,
        })
    }
}

/// A page of the annual notices of the permitted school, the last that was recorded first.
///
/// # Errors
/// If the database fails.
pub fn list<'t>(
    tx: &mut Tx<'t>,
    permit: &Permit<'t, ManageAnnualNotices>,
    page: PageRequest,
) -> Result<Slice<AnnualNotice>, DbError> {
    let school = permit.subject();
    let today = counting::today(tx, school)?;
    let rows: Vec<Stored> = annual_notices::table
        .filter(annual_notices::organization_id.eq(tx.tenant()))
        .filter(annual_notices::school_id.eq(school))
        .filter(annual_notices::id.lt(page.before_id()))
        .order(annual_notices::id.desc())
        .limit(page.limit_plus_one())
        .select(Stored::as_select())
        .load(tx.conn())?;
    page.into_page(rows, |row| row.id.uuid())
        .try_map(|row| row.open(today))
}

/// What the model of a notice says of a school.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ModelFacts {
    /// The name of the school.
    pub school: String,
    /// What it designates as directory information.
    pub designation: Option<DirectoryDesignation>,
}

/// What the model of a notice says of the permitted school.
///
/// # Errors
/// If the database fails.
pub fn facts_for_model<'t>(
    tx: &mut Tx<'t>,
    permit: &Permit<'t, ManageAnnualNotices>,
) -> Result<ModelFacts, DbError> {
    let school = permit.subject();
    Ok(ModelFacts {
        school: name_of(tx, school)?,
        designation: directory::designated(tx, school)?,
    })
}

fn name_of(tx: &mut Tx<'_>, school: SchoolId) -> Result<String, DbError> {
    Ok(schools::table
        .find((tx.tenant(), school))
        .select(schools::name)
        .first(tx.conn())?)
}
