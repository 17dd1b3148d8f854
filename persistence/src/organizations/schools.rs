//! Schools.

use chrono::{DateTime, Utc};
use diesel::prelude::*;
use domain::{
    access::{
        Action,
        action::{CreateSchool, ListSchools, ReadSchool, UpdateSchool},
    },
    audit::Changed,
    ids::SchoolId,
};

use super::{
    academic_sessions::{settle_classes_of_school, zone_of},
    rezone::rezone,
};
use crate::{
    access::Permit,
    audit,
    connection::MultiBackend,
    database::Tx,
    error::DbError,
    paging::{PageRequest, Slice},
    schema::schools,
    sql_types::bind_instant,
};

/// A school.
#[derive(Clone, Debug, PartialEq, Eq, Queryable, Selectable)]
#[diesel(table_name = schools, check_for_backend(MultiBackend))]
pub struct School {
    /// Its id.
    pub id: SchoolId,
    /// Its name.
    pub name: String,
    /// The IANA name of its time zone.
    pub time_zone: String,
    /// Its key in rosters, if they name it.
    pub source_id: Option<String>,
    /// When it was created.
    pub created_at: DateTime<Utc>,
    /// When it was last changed.
    pub updated_at: DateTime<Utc>,
    /// When a roster stopped naming it, if one did.
    pub ended_at: Option<DateTime<Utc>>,
}

/// What a school is to be.
#[derive(Clone, Debug)]
pub struct NewSchool {
    /// Its name.
    pub name: String,
    /// The IANA name of its time zone.
    pub time_zone: String,
    /// Its key in rosters, if they name it: 1 to 255 characters.
    pub source_id: Option<String>,
}

/// Another school of the district has this key in rosters.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct SourceIdTaken;

/// Adds a school to the permitted district.
///
/// # Errors
/// If the database fails.
pub fn create<'t>(
    tx: &mut Tx<'t>,
    permit: &Permit<'t, CreateSchool>,
    new: &NewSchool,
) -> Result<Result<School, SourceIdTaken>, DbError> {
    if is_taken(tx, new, None)? {
        return Ok(Err(SourceIdTaken));
    }
    let id: SchoolId = tx.new_id();
    let row = (
        schools::organization_id.eq(tx.tenant()),
        schools::id.eq(id),
        schools::name.eq(&new.name),
        schools::time_zone.eq(&new.time_zone),
        schools::source_id.eq(&new.source_id),
        schools::created_at.eq(bind_instant(tx.now())),
        schools::updated_at.eq(bind_instant(tx.now())),
    );
    diesel::insert_into(schools::table)
        .values(row)
        .execute(tx.conn())?;
    audit::changed(tx, permit, Changed::created(id))?;
    Ok(Ok(School {
        id,
        name: new.name.clone(),
        time_zone: new.time_zone.clone(),
        source_id: new.source_id.clone(),
        created_at: tx.now(),
        updated_at: tx.now(),
        ended_at: None,
    }))
}

/// Whether another school has the key in rosters.
fn is_taken(tx: &mut Tx<'_>, new: &NewSchool, of: Option<SchoolId>) -> Result<bool, DbError> {
    let Some(source_id) = &new.source_id else {
        return Ok(false);
    };
    let holder: Option<SchoolId> = schools::table
        .filter(schools::organization_id.eq(tx.tenant()))
        .filter(schools::source_id.eq(source_id))
        .select(schools::id)
        .first(tx.conn())
        .optional()?;
    Ok(holder.is_some_and(|holder| Some(holder) != of))
}

/// The schools of the permitted district, oldest first.
///
/// # Errors
/// If the database fails.
pub fn list<'t>(
    tx: &mut Tx<'t>,
    _permit: &Permit<'t, ListSchools>,
    page: PageRequest,
) -> Result<Slice<School>, DbError> {
    let rows = schools::table
        .filter(schools::organization_id.eq(tx.tenant()))
        .filter(schools::id.gt(page.after_id()))
        .order(schools::id)
        .limit(page.limit_plus_one())
        .select(School::as_select())
        .load(tx.conn())?;
    Ok(page.into_page(rows, |school| school.id.uuid()))
}

/// A right to open a school.
pub trait OpensSchool: Action<Subject = SchoolId> {}

impl OpensSchool for ReadSchool {}
impl OpensSchool for UpdateSchool {}

/// Reads the permitted school.
///
/// # Errors
/// If the database fails.
pub fn read<'t, A: OpensSchool>(
    tx: &mut Tx<'t>,
    permit: &Permit<'t, A>,
) -> Result<Option<School>, DbError> {
    Ok(schools::table
        .find((tx.tenant(), permit.subject()))
        .select(School::as_select())
        .first(tx.conn())
        .optional()?)
}

/// Changes the permitted school. By other clocks its classes, and what rosters placed there, begin
/// and end at other instants.
///
/// # Errors
/// If the database fails.
pub fn update<'t>(
    tx: &mut Tx<'t>,
    permit: &Permit<'t, UpdateSchool>,
    new: &NewSchool,
) -> Result<Result<(), SourceIdTaken>, DbError> {
    if is_taken(tx, new, Some(permit.subject()))? {
        return Ok(Err(SourceIdTaken));
    }
    let zone_before = zone_of(tx, permit.subject())?;
    diesel::update(schools::table.find((tx.tenant(), permit.subject())))
        .set((
            schools::name.eq(&new.name),
            schools::time_zone.eq(&new.time_zone),
            schools::source_id.eq(&new.source_id),
            schools::updated_at.eq(bind_instant(tx.now())),
        ))
        .execute(tx.conn())?;
    settle_classes_of_school(tx, permit.subject())?;
    let zone = zone_of(tx, permit.subject())?;
    if zone != zone_before {
        rezone(tx, permit.subject(), zone_before, zone)?;
    }
    audit::changed(tx, permit, Changed::of(permit.subject()))?;
    Ok(Ok(()))
}
