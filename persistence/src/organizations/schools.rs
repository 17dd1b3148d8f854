//! Schools.

use chrono::{DateTime, Utc};
use diesel::prelude::*;
use domain::{
    access::{Permit, action::CreateSchool},
    ids::SchoolId,
};
use uuid::Uuid;

use crate::{
    audit,
    connection::MultiBackend,
    database::Tx,
    error::DbError,
    paging::Placed,
    schema::schools,
    sql_types::{at, key},
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
    /// When it was created.
    pub created_at: DateTime<Utc>,
    /// When it was last changed.
    pub updated_at: DateTime<Utc>,
    /// When a roster stopped naming it, if one did.
    pub ended_at: Option<DateTime<Utc>>,
}

impl Placed for School {
    fn place(&self) -> Uuid {
        self.id.uuid()
    }
}

/// A school that is to be added.
#[derive(Clone, Debug)]
pub struct NewSchool {
    /// Its name.
    pub name: String,
    /// The IANA name of its time zone.
    pub time_zone: String,
}

/// Adds a school to the permitted district.
///
/// # Errors
/// If the database fails.
pub fn create(
    tx: &mut Tx<'_>,
    permit: &Permit<CreateSchool>,
    new: &NewSchool,
) -> Result<School, DbError> {
    let id: SchoolId = tx.new_id();
    let row = (
        schools::organization_id.eq(tx.tenant()),
        schools::id.eq(key(id)),
        schools::name.eq(&new.name),
        schools::time_zone.eq(&new.time_zone),
        schools::created_at.eq(at(tx.now())),
        schools::updated_at.eq(at(tx.now())),
    );
    diesel::insert_into(schools::table)
        .values(row)
        .execute(tx.conn())?;
    audit::performed(tx, permit, 1)?;
    Ok(School {
        id,
        name: new.name.clone(),
        time_zone: new.time_zone.clone(),
        created_at: tx.now(),
        updated_at: tx.now(),
        ended_at: None,
    })
}
