//! What a school designates as directory information: reading it, and ending it.

use std::collections::HashMap;

use chrono::{DateTime, NaiveDate, Utc};
use diesel::prelude::*;
use domain::{
    access::action::{EndDirectoryDesignation, ManageDirectory},
    audit::Changed,
    directory::{DesignatedType, Designation, DirectoryParty, DirectoryPurpose, DirectoryType},
    ids::{DirectoryDesignationId, DirectoryPartyId, SchoolId},
};

use crate::{
    access::Permit,
    audit,
    connection::MultiBackend,
    database::Tx,
    error::DbError,
    paging::{PageRequest, Slice},
    schema::{directory_designations, directory_parties, directory_types},
    sql_types::bind_instant,
};

/// A version of what a school designates.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DirectoryDesignation {
    /// Its id.
    pub id: DirectoryDesignationId,
    /// The day of the public notice.
    pub notice_on: NaiveDate,
    /// The last day on which families refuse what is new in it before it takes effect.
    pub refuse_until: NaiveDate,
    /// When it was recorded.
    pub recorded_at: DateTime<Utc>,
    /// When it ended, or another took its place.
    pub ended_at: Option<DateTime<Utc>>,
    /// The types.
    pub types: Vec<DesignatedType>,
    /// To whom they are released.
    pub parties: Vec<ListedParty>,
}

/// To whom a school releases directory information.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ListedParty {
    /// Its id in this version.
    pub id: DirectoryPartyId,
    /// Name and purpose.
    pub party: DirectoryParty,
}

impl DirectoryDesignation {
    /// What is designated, as the rules read it.
    pub(super) fn designation(&self) -> Designation {
        Designation {
            types: self.types.clone(),
            parties: self.parties.iter().map(|of| of.party.clone()).collect(),
        }
    }
}

#[derive(Queryable, Selectable)]
#[diesel(table_name = directory_designations, check_for_backend(MultiBackend))]
struct Stored {
    id: DirectoryDesignationId,
    notice_on: NaiveDate,
    refuse_until: NaiveDate,
    recorded_at: DateTime<Utc>,
    ended_at: Option<DateTime<Utc>>,
}

/// What a school designates at this instant.
///
/// # Errors
/// If the database fails.
pub(crate) fn designated(
    tx: &mut Tx<'_>,
    school: SchoolId,
) -> Result<Option<DirectoryDesignation>, DbError> {
    let row: Option<Stored> = directory_designations::table
        .filter(directory_designations::organization_id.eq(tx.tenant()))
        .filter(directory_designations::school_id.eq(school))
        .filter(directory_designations::ended_at.is_null())
        .select(Stored::as_select())
        .first(tx.conn())
        .optional()?;
    Ok(complete(tx, Vec::from_iter(row))?.into_iter().next())
}

/// A page of the designations of the permitted school, the newest first.
///
/// # Errors
/// If the database fails.
pub fn designations<'t>(
    tx: &mut Tx<'t>,
    permit: &Permit<'t, ManageDirectory>,
    page: PageRequest,
) -> Result<Slice<DirectoryDesignation>, DbError> {
    let rows: Vec<Stored> = directory_designations::table
        .filter(directory_designations::organization_id.eq(tx.tenant()))
        .filter(directory_designations::school_id.eq(permit.subject()))
        .filter(directory_designations::id.lt(page.before_id()))
        .order(directory_designations::id.desc())
        .limit(page.limit_plus_one())
        .select(Stored::as_select())
        .load(tx.conn())?;
    let found = page.into_page(rows, |row| row.id.uuid());
    Ok(Slice {
        rows: complete(tx, found.rows)?,
        next: found.next,
    })
}

/// Adds types and parties to designations.
fn complete(tx: &mut Tx<'_>, rows: Vec<Stored>) -> Result<Vec<DirectoryDesignation>, DbError> {
    type PartyRow = (
        DirectoryDesignationId,
        DirectoryPartyId,
        (String, DirectoryPurpose),
        DateTime<Utc>,
    );
    let ids: Vec<DirectoryDesignationId> = rows.iter().map(|row| row.id).collect();
    let types: Vec<(DirectoryDesignationId, DirectoryType, DateTime<Utc>)> = directory_types::table
        .filter(directory_types::organization_id.eq(tx.tenant()))
        .filter(directory_types::designation_id.eq_any(ids.clone()))
        .select((
            directory_types::designation_id,
            directory_types::directory_type,
            directory_types::effective_at,
        ))
        .load(tx.conn())?;
    let parties: Vec<PartyRow> = directory_parties::table
        .filter(directory_parties::organization_id.eq(tx.tenant()))
        .filter(directory_parties::designation_id.eq_any(ids))
        .order(directory_parties::id)
        .select((
            directory_parties::designation_id,
            directory_parties::id,
            (directory_parties::name, directory_parties::purpose),
            directory_parties::effective_at,
        ))
        .load(tx.conn())?;
    let mut types_of: HashMap<DirectoryDesignationId, Vec<DesignatedType>> = HashMap::new();
    for (designation, of, effective_at) in types {
        let types = types_of.entry(designation).or_default();
        types.push(DesignatedType { of, effective_at });
        types.sort_by_key(|designated| designated.of);
    }
    let mut parties_of: HashMap<DirectoryDesignationId, Vec<ListedParty>> = HashMap::new();
    for (designation, id, (name, purpose), effective_at) in parties {
        let party = DirectoryParty {
            name,
            purpose,
            effective_at,
        };
        let parties = parties_of.entry(designation).or_default();
        parties.push(ListedParty { id, party });
    }
    let whole = |row: Stored| DirectoryDesignation {
        types: types_of.remove(&row.id).unwrap_or_default(),
        parties: parties_of.remove(&row.id).unwrap_or_default(),
        id: row.id,
        notice_on: row.notice_on,
        refuse_until: row.refuse_until,
        recorded_at: row.recorded_at,
        ended_at: row.ended_at,
    };
    Ok(rows.into_iter().map(whole).collect())
}

/// What became of the end of a designation.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum EndOutcome {
    /// Nothing more is released.
    Ended(DirectoryDesignation),
    /// It is over.
    Over,
    /// The school has no such designation.
    NoSuchDesignation,
}

/// Ends a designation of the permitted school: nothing is released any more, from this instant on.
///
/// # Errors
/// If the database fails.
pub fn end<'t>(
    tx: &mut Tx<'t>,
    permit: &Permit<'t, EndDirectoryDesignation>,
    designation: DirectoryDesignationId,
) -> Result<EndOutcome, DbError> {
    let row: Option<Stored> = directory_designations::table
        .find((tx.tenant(), designation))
        .filter(directory_designations::school_id.eq(permit.subject()))
        .select(Stored::as_select())
        .first(tx.conn())
        .optional()?;
    let Some(row) = row else {
        return Ok(EndOutcome::NoSuchDesignation);
    };
    if row.ended_at.is_some() {
        return Ok(EndOutcome::Over);
    }
    let now = tx.now();
    diesel::update(directory_designations::table.find((tx.tenant(), designation)))
        .set((
            directory_designations::ended_by.eq(Some(permit.actor().user())),
            directory_designations::ended_at.eq(Some(bind_instant(now))),
        ))
        .execute(tx.conn())?;
    audit::changed(tx, permit, Changed::ended(designation))?;
    let ended = Stored {
        ended_at: Some(now),
        ..row
    };
    let whole = complete(tx, vec![ended])?.into_iter().next();
    Ok(whole.map_or(EndOutcome::NoSuchDesignation, EndOutcome::Ended))
}
